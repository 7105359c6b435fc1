import { existsSync, readFileSync } from 'node:fs'
import type { ReadAsset } from '../sites/assets.ts'

/** The built registry, from the disk: `node scripts/build-registry.mjs` makes it. */
export const testAssets: ReadAsset = async (path) => {
  const file = new URL(`../../../../.build/${path}`, import.meta.url)
  return existsSync(file) ? Uint8Array.from(readFileSync(file)) : undefined
}
