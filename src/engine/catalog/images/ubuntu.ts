import { dateOf, madeUpId, type StockImage, twoYearsAfter } from './stock-image.ts'

const canonicalAccountId = '099720109477'

interface Series {
  version: string
  codename: string
  /** 22.04's images are on gp2, and older than the metadata service's second version. */
  disk: 'gp2' | 'gp3'
  imdsSupport: boolean
}

const series: readonly Series[] = [
  { version: '22.04', codename: 'jammy', disk: 'gp2', imdsSupport: false },
  { version: '24.04', codename: 'noble', disk: 'gp3', imdsSupport: true },
]

/** Serials of the images, the newest last. The names' form is Canonical's; these dates and all ids are made up. */
const serials = ['20251022', '20251212'] as const

const image = (
  region: string,
  { version, codename, disk, imdsSupport }: Series,
  architecture: StockImage['architecture'],
  serial: (typeof serials)[number],
): StockImage => {
  const machine = architecture === 'arm64' ? 'arm64' : 'amd64'
  const folder = disk === 'gp3' ? 'hvm-ssd-gp3' : 'hvm-ssd'
  const name = `ubuntu/images/${folder}/ubuntu-${codename}-${version}-${machine}-server-${serial}`
  const creationDate = `${dateOf(serial)}T06:42:38.000Z`
  const root = (release: string, which: string) =>
    `/aws/service/canonical/ubuntu/server/${release}/stable/${which}/${machine}/hvm/ebs-${disk}/ami-id`
  const named = [serial, ...(serial === serials.at(-1) ? ['current'] : [])]
  return {
    build: architecture === 'arm64' ? `ubuntu-${version}-arm64` : `ubuntu-${version}`,
    imageId: madeUpId('ami', name, region),
    snapshotId: madeUpId('snap', name, region),
    region,
    ownerId: canonicalAccountId,
    name,
    description: `Canonical, Ubuntu, ${version}, ${machine} ${codename} image`,
    architecture,
    creationDate,
    deprecationTime: twoYearsAfter(creationDate),
    size: 8,
    volumeType: disk,
    rootDeviceName: '/dev/sda1',
    bootMode: architecture === 'arm64' ? 'uefi' : 'uefi-preferred',
    imdsSupport,
    freeTierEligible: true,
    ephemeral: ['/dev/sdb', '/dev/sdc'],
    parameters: named.toReversed().flatMap((which) => [root(version, which), root(codename, which)]),
    parameterVersion: 52,
    parameterDate: new Date(`${dateOf(serial)}T10:15:24.310Z`),
  }
}

export const ubuntuImages = (region: string): StockImage[] =>
  series.flatMap((each) =>
    serials
      .toReversed()
      .flatMap((serial) =>
        (['x86_64', 'arm64'] as const).map((architecture) => image(region, each, architecture, serial)),
      ),
  )
