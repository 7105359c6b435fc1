import { execFileSync } from 'node:child_process'
import { closeSync, existsSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { chunkSize } from '../block-device.ts'
import type { MemoryDevice } from '../../testing/memory-device.ts'

/** e2fsprogs, which says whether what we wrote is an ext4. Tests that need it are skipped where it is missing. */
export const hasJudge = ['e2fsck', 'debugfs'].every((program) => existsSync(`/usr/sbin/${program}`))

/** Runs a program on an image of the device and returns its output. Throws, with the output, when it fails. */
export function judge(
  device: MemoryDevice,
  program: 'e2fsck' | 'debugfs' | 'dumpe2fs',
  ...args: string[]
): string {
  const folder = mkdtempSync(`${tmpdir()}/image-`)
  try {
    const image = `${folder}/image`
    writeImage(device, image)
    return execFileSync(`/usr/sbin/${program}`, [...args, image], { encoding: 'utf8', stdio: 'pipe' })
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string }
    throw new Error(`${program} ${args.join(' ')}: ${stdout ?? ''}${stderr ?? ''}`, { cause: error })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Throws unless e2fsck finds nothing at all to repair. */
export const fsck = (device: MemoryDevice): string => judge(device, 'e2fsck', '-fn')

function writeImage(device: MemoryDevice, path: string): void {
  const file = openSync(path, 'w')
  ftruncateSync(file, device.size)
  for (const [index, bytes] of device.chunks) {
    const length = Math.min(chunkSize, device.size - index * chunkSize)
    writeSync(file, bytes, 0, length, index * chunkSize)
  }
  closeSync(file)
}
