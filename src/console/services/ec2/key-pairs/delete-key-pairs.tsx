import type { KeyPairInfo } from '@aws-sdk/client-ec2'
import { useAction } from '../../../data/index.ts'
import { ConfirmModal } from '../../../elements/index.ts'

interface DeleteKeyPairsProps {
  keyPairs: readonly KeyPairInfo[]
  onClose: () => void
}

export function DeleteKeyPairs({ keyPairs, onClose }: DeleteKeyPairsProps) {
  const names = keyPairs.map(({ KeyName }) => KeyName!)
  const several = names.length > 1
  const remove = useAction(
    {
      failure: 'Failed to delete key pair',
      success: (count: number) => ({
        text: count === 1 ? 'Successfully deleted 1 key pair' : `Successfully deleted ${count} key pairs`,
      }),
    },
    async ({ call }) => {
      for (const KeyName of names) await call('ec2', 'DeleteKeyPair', { KeyName })
      return names.length
    },
  )
  return (
    <ConfirmModal
      title={several ? 'Delete key pairs?' : 'Delete key pair?'}
      confirm="Delete"
      typed="Delete"
      warning="Only the public key that AWS keeps is deleted. Instances that were launched with it still accept the private key."
      pending={remove.pending}
      onConfirm={() => void remove.run().then(onClose)}
      onCancel={onClose}
    >
      <p>{several ? 'These key pairs are deleted permanently:' : 'This key pair is deleted permanently:'}</p>
      <ul>
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </ConfirmModal>
  )
}
