import { dateOf, madeUpId, type StockImage, twoYearsAfter } from './stock-image.ts'

const debianAccountId = '136693071363'

/** Builds of Debian 12, the newest last. The names' form is Debian's; these builds and all ids are made up. */
const builds = ['20251006-2257', '20251112-2294'] as const

const image = (
  region: string,
  architecture: StockImage['architecture'],
  build: (typeof builds)[number],
): StockImage => {
  const machine = architecture === 'arm64' ? 'arm64' : 'amd64'
  const name = `debian-12-${machine}-${build}`
  const creationDate = `${dateOf(build)}T09:12:07.000Z`
  const [day] = build.split('-')
  const named = [...(build === builds.at(-1) ? ['latest'] : []), build]
  return {
    build: architecture === 'arm64' ? 'debian-12-arm64' : 'debian-12',
    imageId: madeUpId('ami', name, region),
    snapshotId: madeUpId('snap', name, region),
    region,
    ownerId: debianAccountId,
    name,
    description: `Debian 12 (${build})`,
    architecture,
    creationDate,
    deprecationTime: twoYearsAfter(creationDate),
    size: 8,
    volumeType: 'gp3',
    rootDeviceName: '/dev/xvda',
    bootMode: architecture === 'arm64' ? 'uefi' : 'uefi-preferred',
    imdsSupport: true,
    freeTierEligible: true,
    ephemeral: [],
    parameters: named.flatMap((which) =>
      ['12', 'bookworm'].map((release) => `/aws/service/debian/release/${release}/${which}/${machine}`),
    ),
    parameterVersion: 31,
    parameterDate: new Date(`${dateOf(day!)}T11:48:51.702Z`),
  }
}

export const debianImages = (region: string): StockImage[] =>
  builds
    .toReversed()
    .flatMap((build) =>
      (['x86_64', 'arm64'] as const).map((architecture) => image(region, architecture, build)),
    )
