import type { Image } from '@aws-sdk/client-ec2'

export type FamilyId = 'amazon-linux' | 'ubuntu' | 'debian'

export interface ImageFamily {
  id: FamilyId
  label: string
  provider: string
  /** The user that its images are made with. */
  user: string
  isOf(name: string): boolean
  /** What AWS's Quick Start calls an image. */
  title(image: Image): string
}

/** The families of the Quick Start, in its order. */
export const imageFamilies: readonly ImageFamily[] = [
  {
    id: 'amazon-linux',
    label: 'Amazon Linux',
    provider: 'aws',
    user: 'ec2-user',
    isOf: (name) => name.startsWith('al2023-ami-'),
    title: ({ Description = '' }) => {
      const [, family, kernel] = /^(Amazon Linux \d+).*?(kernel-[\d.]+)?$/.exec(Description) ?? []
      return family ? `${family}${kernel ? ` ${kernel}` : ''} AMI` : Description
    },
  },
  {
    id: 'ubuntu',
    label: 'Ubuntu',
    provider: 'Canonical',
    user: 'ubuntu',
    isOf: (name) => name.startsWith('ubuntu/images/'),
    title: ({ Name = '' }) => `Ubuntu Server ${/-(\d\d\.\d\d)-/.exec(Name)?.[1]} LTS (HVM), SSD Volume Type`,
  },
  {
    id: 'debian',
    label: 'Debian',
    provider: 'Debian',
    user: 'admin',
    isOf: (name) => name.startsWith('debian-'),
    title: ({ Name = '' }) => `Debian ${/^debian-(\d+)-/.exec(Name)?.[1]} (HVM), SSD Volume Type`,
  },
]

/** Undefined for images of the account's own. */
export const familyOf = ({ Name = '' }: Image): ImageFamily | undefined =>
  imageFamilies.find((family) => family.isOf(Name))

export const imageTitle = (image: Image): string => familyOf(image)?.title(image) ?? image.Name ?? ''

/** The newest image of each title and architecture, titles with the latest release first. */
export const quickStart = (images: readonly Image[], family: FamilyId): Image[] => {
  const newest = new Map<string, Image>()
  for (const image of images) {
    if (familyOf(image)?.id !== family) continue
    const key = `${imageTitle(image)} ${image.Architecture}`
    const known = newest.get(key)
    if (!known || known.CreationDate! < image.CreationDate!) newest.set(key, image)
  }
  return [...newest.values()].toSorted((a, b) =>
    imageTitle(b).localeCompare(imageTitle(a), 'en', { numeric: true }),
  )
}

export const architectureLabel = ({ Architecture }: Image): string =>
  Architecture === 'arm64' ? '64-bit (Arm)' : '64-bit (x86)'
