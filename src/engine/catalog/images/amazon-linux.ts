import { madeUpId, type StockImage } from './stock-image.ts'

const amazonAccountId = '137112412989'

const parameterRoot = '/aws/service/ami-amazon-linux-latest'
const recorded = { imageId: 'ami-0fef201115eefe936', snapshotId: 'snap-0dfe6a58a4239667b' }

/** aws-facts 1.2: Amazon Linux 2023 as it was described in September 2026; the one for ARM goes by it. */
export const amazonLinux = (region: string, architecture: StockImage['architecture']): StockImage => {
  const isRecorded = region === 'us-east-1' && architecture === 'x86_64'
  const build = architecture === 'arm64' ? 'al2023-arm64' : 'al2023'
  return {
    build,
    imageId: isRecorded ? recorded.imageId : madeUpId('ami', build, region),
    snapshotId: isRecorded ? recorded.snapshotId : madeUpId('snap', build, region),
    region,
    ownerId: amazonAccountId,
    name: `al2023-ami-2023.12.20260918.0-kernel-6.18-${architecture}`,
    description: `Amazon Linux 2023 AMI 2023.12.20260918.0 ${architecture} HVM kernel-6.18`,
    architecture,
    creationDate: architecture === 'arm64' ? '2026-09-18T04:42:38.000Z' : '2026-09-18T04:42:40.000Z',
    deprecationTime: '2026-12-17T04:44:00.000Z',
    size: 8,
    volumeType: 'gp3',
    rootDeviceName: '/dev/xvda',
    bootMode: architecture === 'arm64' ? 'uefi' : 'uefi-preferred',
    imdsSupport: true,
    freeTierEligible: true,
    ephemeral: [],
    parameters: ['default', '6.18'].map(
      (kernel) => `${parameterRoot}/al2023-ami-kernel-${kernel}-${architecture}`,
    ),
    parameterVersion: 189,
    parameterDate: new Date('2026-09-18T23:28:00.583Z'),
    ...(architecture === 'x86_64' && { sourceImageId: 'ami-075d448db8fb256af' }),
  }
}
