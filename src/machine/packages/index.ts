/** The software that the distributions package: one table, and what each release makes of it. */
export {
  isOnImage,
  packageArchitecture,
  packagesOf,
  releaseOf,
  type Package,
  type PackageInfo,
} from './catalogue.ts'
export { nodeSourceSoftware, nodeVersion } from './node-software.ts'
export { programMode, programPath } from './program-places.ts'
export type { PackagedFile, Release, Software } from './software.ts'
