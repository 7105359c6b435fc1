import { execFileSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { chunkSize } from '../block-device.ts'
import { MemoryDevice } from '../../testing/memory-device.ts'

/** e2fsprogs, which says whether what we wrote is an ext4. Tests that need it are skipped where it is missing. */
export const hasJudge = ['mke2fs', 'e2fsck', 'debugfs', 'dumpe2fs'].every((program) =>
  existsSync(`/usr/sbin/${program}`),
)

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

/** Throws unless e2fsck finds nothing at all to repair. That a tree could be narrower, as on any real disk, is no fault. */
export function fsck(device: MemoryDevice): void {
  const report = judge(device, 'e2fsck', '-fn')
  if (report.replaceAll('Optimize? no', '').includes('? no')) throw new Error(report)
}

/** What debugfs reads out of the file system, by path: a file's bytes, a symlink's target, undefined for a directory. */
export function readOut(device: MemoryDevice): Map<string, Uint8Array | string | undefined> {
  const folder = mkdtempSync(`${tmpdir()}/readout-`)
  try {
    judge(device, 'debugfs', '-R', `rdump / ${folder}`)
    const found = new Map<string, Uint8Array | string | undefined>()
    const look = (path: string): void => {
      for (const entry of readdirSync(folder + path, { withFileTypes: true })) {
        const below = `${path}/${entry.name}`
        if (below === '/lost+found') continue
        if (entry.isSymbolicLink()) found.set(below, readlinkSync(folder + below))
        else if (entry.isDirectory()) {
          found.set(below, undefined)
          look(below)
        } else found.set(below, new Uint8Array(readFileSync(folder + below)))
      }
    }
    look('')
    return found
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** What mke2fs itself makes, with what debugfs then does to it. */
export function realImage(size: number, features: string, commands: readonly string[]): MemoryDevice {
  const folder = mkdtempSync(`${tmpdir()}/image-`)
  const run = (program: string, ...args: string[]): void => {
    execFileSync(`/usr/sbin/${program}`, args, { encoding: 'utf8', stdio: 'pipe' })
  }
  try {
    const image = `${folder}/image`
    run('mke2fs', '-q', '-t', 'ext4', '-b', '4096', '-I', '256', '-O', features, image, `${size / 1024}k`)
    writeFileSync(`${folder}/commands`, commands.join('\n'))
    run('debugfs', '-w', '-f', `${folder}/commands`, image)
    return readImage(image, size)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function readImage(path: string, size: number): MemoryDevice {
  const device = new MemoryDevice(size)
  const bytes = readFileSync(path)
  for (let start = 0; start < bytes.length; start += chunkSize) {
    const chunk = new Uint8Array(chunkSize)
    chunk.set(bytes.subarray(start, start + chunkSize))
    if (chunk.some((byte) => byte !== 0)) device.chunks.set(start / chunkSize, chunk)
  }
  return device
}

function writeImage(device: MemoryDevice, path: string): void {
  const file = openSync(path, 'w')
  ftruncateSync(file, device.size)
  for (const [index, bytes] of device.chunks) {
    const length = Math.min(chunkSize, device.size - index * chunkSize)
    writeSync(file, bytes, 0, length, index * chunkSize)
  }
  closeSync(file)
}
