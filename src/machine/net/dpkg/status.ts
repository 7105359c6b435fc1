import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { type Paragraph, fileList, parseParagraphs } from '../../packages/dpkg-format.ts'

const folder = '/var/lib/dpkg'
const statusFile = `${folder}/status`

/** What is installed, by name: dpkg's own record. */
export type Status = Map<string, Paragraph>

export async function readStatus(proc: Process): Promise<Status> {
  const text = await proc.readText(statusFile).catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return ''
    throw error
  })
  return new Map(parseParagraphs(text).map((fields) => [fields.get('Package') ?? '', fields]))
}

/** Replaces the record in one step: a crash leaves the old one or the new one. */
export async function writeStatus(proc: Process, status: Status): Promise<void> {
  const text = [...status.values()]
    .map((fields) => [...fields].map(([name, value]) => `${name}: ${value}\n`).join(''))
    .join('\n')
  await proc.writeFile(`${statusFile}-new`, text, { mode: 0o644 })
  await proc.rename(`${statusFile}-new`, statusFile)
}

/** A package that is only known by its configuration, after a removal, is not installed. */
export const isInstalled = (fields: Paragraph | undefined): boolean =>
  fields?.get('Status')?.endsWith(' installed') ?? false

const listFile = (name: string): string => `${folder}/info/${name}.list`

/** The files and directories of an installed package. */
export async function readFiles(proc: Process, name: string): Promise<string[]> {
  try {
    return (await proc.readText(listFile(name))).split('\n').filter((path) => path !== '')
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return []
    throw error
  }
}

export const writeFiles = (proc: Process, name: string, paths: readonly string[]): Promise<void> =>
  proc.writeFile(listFile(name), fileList(paths), { mode: 0o644 })

export const forgetFiles = (proc: Process, name: string): Promise<void> =>
  proc.unlink(listFile(name)).catch((error: unknown) => {
    if (!isErrno(error, 'ENOENT')) throw error
  })

/** `git` of `git:amd64`. */
export const bareName = (name: string): string => name.split(':')[0]!
