import type { PackageInfo } from '../../packages/index.ts'

export const mirrorHost = 'al2023-repos-us-east-1-de612dc2.s3.dualstack.us-east-1.amazonaws.com'

export const mirrorListPath = (machine: string): string =>
  `/core/mirrors/2023.12.20260918/${machine}/mirror.list`

export const repositoryPath = (machine: string): string =>
  `/core/guids/cf9296325a6c46ff40c775a8e2d632c4c3fd9d9164014ce3304715d61b90ca8e/${machine}`

/** A package as a repository's metadata describes it. Sizes are in bytes. */
export interface AvailablePackage extends PackageInfo {
  size: number
  installedSize: number
  files: readonly string[]
}
