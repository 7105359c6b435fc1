import type { KeyPairInfo } from '@aws-sdk/client-ec2'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import { useState } from 'react'
import { paths, useGo } from '../../../place/index.ts'
import { ManageTagsModal } from '../tags/index.ts'
import { DeleteKeyPairs } from './delete-key-pairs.tsx'

export function KeyPairActions({ keyPairs }: { keyPairs: readonly KeyPairInfo[] }) {
  const go = useGo()
  const [asking, setAsking] = useState<'delete' | 'tags'>()
  const [one] = keyPairs.length === 1 ? keyPairs : []
  return (
    <>
      <ButtonDropdown
        expandToViewport
        items={[
          { id: 'delete', text: 'Delete', disabled: keyPairs.length === 0 },
          { id: 'tags', text: 'Manage tags', disabled: !one },
          { id: 'import', text: 'Import key pair' },
        ]}
        onItemClick={({ detail }) => {
          if (detail.id === 'import') go(paths.importKeyPair)
          else setAsking(detail.id as 'delete' | 'tags')
        }}
      >
        Actions
      </ButtonDropdown>
      {asking === 'delete' && <DeleteKeyPairs keyPairs={keyPairs} onClose={() => setAsking(undefined)} />}
      {asking === 'tags' && one && (
        <ManageTagsModal id={one.KeyPairId!} tags={one.Tags ?? []} onClose={() => setAsking(undefined)} />
      )}
    </>
  )
}
