import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import { type Wire, ScpError, complain, expectWell, nextStep, well } from './protocol.ts'

const four = (mode: number): string => (mode & 0o7777).toString(8).padStart(4, '0')
const baseName = (path: string): string => path.replace(/\/+$/, '').split('/').at(-1) || path

export type Told = (name: string, size: number) => Promise<void>

/** `scp -f`: offers files. False when one could not be. */
export async function sendAll(
  proc: Process,
  wire: Wire,
  paths: readonly string[],
  recursive: boolean,
  told: Told,
): Promise<boolean> {
  await expectWell(wire)
  let good = true
  for (const path of paths) good = (await sendOne(proc, wire, path, recursive, told)) && good
  return good
}

async function sendOne(
  proc: Process,
  wire: Wire,
  path: string,
  recursive: boolean,
  told: Told,
): Promise<boolean> {
  try {
    const { type, mode, size } = await proc.stat(path)
    if (type === 'directory' && recursive) return await sendFolder(proc, wire, path, mode, told)
    if (type !== 'file') {
      await complain(wire, `${path}: not a regular file`)
      return false
    }
    const fd = await proc.open(path, { read: true })
    await wire.send(`C${four(mode)} ${size} ${baseName(path)}\n`)
    await expectWell(wire)
    for (let left = size; left > 0;) {
      const bytes = await proc.read(fd, Math.min(left, 65_536))
      // The file has become shorter meanwhile: its length was promised.
      const sent = bytes.length > 0 ? bytes : new Uint8Array(Math.min(left, 65_536))
      left -= sent.length
      await wire.send(sent)
    }
    await proc.close(fd)
    await well(wire)
    await expectWell(wire)
    await told(baseName(path), size)
    return true
  } catch (error) {
    if (!isErrno(error, 'ENOENT', 'EACCES', 'ENOTDIR', 'EIO', 'ELOOP')) throw error
    await complain(wire, `${path}: ${error.message}`)
    return false
  }
}

async function sendFolder(
  proc: Process,
  wire: Wire,
  path: string,
  mode: number,
  told: Told,
): Promise<boolean> {
  await wire.send(`D${four(mode)} 0 ${baseName(path)}\n`)
  await expectWell(wire)
  let good = true
  for (const { name } of await proc.readdir(path))
    good = (await sendOne(proc, wire, `${path}/${name}`, true, told)) && good
  await wire.send('E\n')
  await expectWell(wire)
  return good
}

/** `scp -t`: takes files into a folder, or one file under the name given. */
export async function receiveAll(proc: Process, wire: Wire, target: string, told: Told): Promise<boolean> {
  await well(wire)
  const folders: string[] = []
  let good = true
  for (let step; (step = await nextOrComplaint(proc, wire));) {
    if (step === 'complaint') {
      good = false
      continue
    }
    if (step.kind === 'up') {
      folders.pop()
      await well(wire)
      continue
    }
    const base = folders.at(-1) ?? target
    const path = folders.length > 0 || (await isFolder(proc, base)) ? `${base}/${step.name}` : base
    try {
      if (step.kind === 'folder') {
        if (!(await isFolder(proc, path))) await proc.mkdir(path, step.mode)
        folders.push(path)
        await well(wire)
      } else {
        await receiveFile(proc, wire, path, step.mode, step.size)
        await told(step.name, step.size)
      }
    } catch (error) {
      if (!isErrno(error)) throw error
      await complain(wire, `${path}: ${error.message}`)
      return false
    }
  }
  return good
}

/** What the sender could not read is told here, and the rest goes on. */
async function nextOrComplaint(proc: Process, wire: Wire) {
  try {
    return await nextStep(wire)
  } catch (error) {
    if (!(error instanceof ScpError) || error.message.startsWith('protocol')) throw error
    await proc.stderr.line(error.message)
    return 'complaint' as const
  }
}

async function receiveFile(
  proc: Process,
  wire: Wire,
  path: string,
  mode: number,
  size: number,
): Promise<void> {
  const fd = await proc.open(path, { write: true, create: true, truncate: true }, mode)
  await well(wire)
  for (let left = size; left > 0;) {
    const bytes = await wire.reader.some(Math.min(left, 65_536))
    if (!bytes) throw new ScpError('lost connection')
    left -= bytes.length
    await proc.write(fd, bytes)
  }
  await proc.close(fd)
  await expectWell(wire)
  await well(wire)
}

async function isFolder(proc: Process, path: string): Promise<boolean> {
  try {
    return (await proc.stat(path)).type === 'directory'
  } catch (error) {
    if (isErrno(error)) return false
    throw error
  }
}
