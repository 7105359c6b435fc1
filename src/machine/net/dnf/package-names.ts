import type { PackageInfo } from '../../packages/index.ts'

type Named = Pick<PackageInfo, 'name' | 'version' | 'architecture'>

/** A version's parts: `1:24.21.0-1.amzn2023.0.1` has the epoch 1. */
export function versionParts(full: string): { epoch: string | undefined; version: string; release: string } {
  const [, epoch, version = '', release = ''] = /^(?:(\d+):)?([^-]*)-(.*)$/.exec(full) ?? []
  return { epoch, version, release }
}

/** `nodejs-1:24.21.0-1.amzn2023.0.1.x86_64`: a package's full name. */
export const fullName = ({ name, version, architecture }: Named): string =>
  `${name}-${version}.${architecture}`

/** The file on the mirror; the epoch is no part of it. */
export const fileName = ({ name, version, architecture }: Named): string =>
  `${name}-${version.replace(/^\d+:/, '')}.${architecture}.rpm`
