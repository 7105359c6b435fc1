import type { Tag } from '@aws-sdk/client-ec2'

/** The name of a resource is its tag `Name`, and nothing else. */
export const nameOf = ({ Tags }: { Tags?: Tag[] | undefined }): string | undefined =>
  Tags?.find(({ Key }) => Key === 'Name')?.Value || undefined

/** `i-0abc (web)`, or the id alone. */
export const idWithName = (id: string | undefined, name: string | undefined): string =>
  name ? `${id} (${name})` : (id ?? '–')
