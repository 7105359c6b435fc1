import type { Process } from '../../kernel/process.ts'
import { isErrno } from '../../errno.ts'
import type { Paragraph } from '../../packages/dpkg-format.ts'
import { type Status, forgetFiles, isInstalled, readFiles, writeFiles } from '../dpkg/status.ts'
import { removeEmptyFolders, removeFile, unpack } from '../packages/unpack.ts'
import type { Candidate } from './lists.ts'

/** Unpacks a package over what there was of it, and puts it into dpkg's record. Throws errno errors. */
export async function unpackOne(
  proc: Process,
  status: Status,
  candidate: Candidate,
  archive: Uint8Array,
): Promise<void> {
  const { name, fields } = candidate
  const before = isInstalled(status.get(name)) ? await readFiles(proc, name) : []
  const paths = await unpack(proc, archive)
  const now = new Set(paths)
  await removeOwn(
    proc,
    status,
    name,
    before.filter((path) => !now.has(path)),
  )
  await writeFiles(proc, name, paths)
  status.set(name, installedFields(fields))
}

/** A package's files go; its configuration, and the record of it, only with a purge. */
export async function eraseOne(proc: Process, status: Status, name: string, purge: boolean): Promise<void> {
  const { size } = await database(proc, status)
  const version = status.get(name)?.get('Version') ?? ''
  await proc.stdout.line(
    `(Reading database ... ${size} files and directories currently installed.)\n${isInstalled(status.get(name)) ? 'Removing' : 'Purging configuration files for'} ${name} (${version}) ...`,
  )
  const files = await readFiles(proc, name)
  const kept: string[] = []
  if (!purge)
    for (const path of files)
      if (path.startsWith('/etc/') && !(await isDirectory(proc, path))) kept.push(path)
  await removeOwn(
    proc,
    status,
    name,
    files.filter((path) => !kept.includes(path)),
  )
  if (kept.length > 0) {
    await writeFiles(proc, name, kept)
    status.set(name, new Map([...status.get(name)!, ['Status', 'deinstall ok config-files']]))
  } else {
    await forgetFiles(proc, name)
    status.delete(name)
  }
}

/** How many files dpkg knows: it says so before it changes anything. */
export async function database(proc: Process, status: Status): Promise<Set<string>> {
  const all = new Set<string>()
  for (const name of status.keys()) for (const path of await readFiles(proc, name)) all.add(path)
  return all
}

/** What only this package has; directories stay while anything is in them. */
async function removeOwn(
  proc: Process,
  status: Status,
  name: string,
  paths: readonly string[],
): Promise<void> {
  const shared = new Set<string>()
  for (const other of status.keys())
    if (other !== name) for (const path of await readFiles(proc, other)) shared.add(path)
  const own = paths.filter((path) => path !== '/.' && !shared.has(path))
  for (const path of own) if (!(await isDirectory(proc, path))) await removeFile(proc, path)
  await removeEmptyFolders(proc, own)
}

async function isDirectory(proc: Process, path: string): Promise<boolean> {
  try {
    return (await proc.lstat(path)).type === 'directory'
  } catch (error) {
    if (isErrno(error)) return false
    throw error
  }
}

/** An archive's paragraph as dpkg keeps it. */
function installedFields(fields: Paragraph): Paragraph {
  const left = new Map(fields)
  for (const name of ['Package', 'Filename', 'Size']) left.delete(name)
  return new Map([['Package', fields.get('Package') ?? ''], ['Status', 'install ok installed'], ...left])
}
