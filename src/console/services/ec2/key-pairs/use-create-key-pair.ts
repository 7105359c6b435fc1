import type { KeyPair } from '@aws-sdk/client-ec2'
import { useAction } from '../../../data/index.ts'
import { filledIn } from '../tags/index.ts'
import type { NewKeyPair } from './new-key-pair.ts'

interface CreatedKeyPair {
  name: string
  fileName: string
  /** Where the private key is on the laptop; undefined when it could not be written there. */
  path: string | undefined
  material: string
}

/**
 * Makes a key pair. AWS tells the private key this one time: it goes to the laptop's ~/Downloads, as a
 * browser would put it there, and is offered as a download to the learner's real computer.
 */
export const useCreateKeyPair = () =>
  useAction(
    {
      failure: 'Failed to create key pair',
      success: ({ fileName, path, material }: CreatedKeyPair) => ({
        header: 'Successfully created key pair',
        text: path
          ? `The private key is in ${path} on My laptop. AWS keeps no copy of it.`
          : `The private key could not be written to My laptop. Download ${fileName} now: AWS keeps no copy of it.`,
        link: {
          text: 'Download a copy',
          href: URL.createObjectURL(new Blob([material], { type: 'application/x-pem-file' })),
          download: fileName,
        },
      }),
    },
    async ({ call, client }, { name, type, tags }: NewKeyPair): Promise<CreatedKeyPair> => {
      const Tags = filledIn(tags)
      const { KeyName = name, KeyMaterial = '' }: KeyPair = await call('ec2', 'CreateKeyPair', {
        KeyName: name,
        KeyType: type,
        KeyFormat: 'pem',
        ...(Tags.length > 0 && { TagSpecifications: [{ ResourceType: 'key-pair', Tags }] }),
      })
      const fileName = `${KeyName}.pem`
      const saved = await client.saveToLaptop(fileName, KeyMaterial).catch(() => undefined)
      return {
        name: KeyName,
        fileName,
        path: saved?.path.replace(/^\/home\/[^/]+/, '~'),
        material: KeyMaterial,
      }
    },
  )
