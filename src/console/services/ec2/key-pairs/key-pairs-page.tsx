import type { KeyPairInfo } from '@aws-sdk/client-ec2'
import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import { useState } from 'react'
import { Empty, ResourceTable } from '../../../elements/index.ts'
import { Page } from '../../../frame/index.ts'
import { paths, useGo, useHref } from '../../../place/index.ts'
import { useKeyPairs } from '../queries.ts'
import { ManageTagsModal } from '../tags/index.ts'
import { trails } from '../trail.ts'
import { DeleteKeyPairs } from './delete-key-pairs.tsx'
import { keyPairColumns } from './key-pair-columns.ts'

const idOf = ({ KeyPairId }: KeyPairInfo) => KeyPairId!

export function KeyPairsPage() {
  const go = useGo()
  const href = useHref()
  const keyPairs = useKeyPairs()
  const [selected, setSelected] = useState<string[]>([])
  const [asking, setAsking] = useState<'delete' | 'tags'>()
  const chosen = keyPairs.items.filter((keyPair) => selected.includes(idOf(keyPair)))
  const [one] = chosen.length === 1 ? chosen : []
  return (
    <Page title="Key pairs" service="EC2" crumbs={trails.keyPairs()} contentType="table">
      <ResourceTable
        name="key-pairs"
        title="Key pairs"
        noun="key pair"
        items={keyPairs.items}
        query={keyPairs}
        columns={keyPairColumns}
        idOf={idOf}
        selected={selected}
        onSelect={setSelected}
        actions={
          <>
            <ButtonDropdown
              expandToViewport
              items={[
                { id: 'delete', text: 'Delete', disabled: chosen.length === 0 },
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
            <Button variant="primary" href={href(paths.createKeyPair)}>
              Create key pair
            </Button>
          </>
        }
        empty={
          <Empty title="No key pairs" text="You do not have any key pairs in this region.">
            <Button href={href(paths.createKeyPair)}>Create key pair</Button>
          </Empty>
        }
      />
      {asking === 'delete' && <DeleteKeyPairs keyPairs={chosen} onClose={() => setAsking(undefined)} />}
      {asking === 'tags' && one && (
        <ManageTagsModal id={idOf(one)} tags={one.Tags ?? []} onClose={() => setAsking(undefined)} />
      )}
    </Page>
  )
}
