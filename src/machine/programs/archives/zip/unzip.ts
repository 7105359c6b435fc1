import { isErrno } from '../../../errno.ts'
import type { Process, Program } from '../../../kernel/process.ts'
import { compilePattern } from '../../../shell/expansion/pattern.ts'
import { baseName } from '../../files/paths.ts'
import { DataError } from '../inflate.ts'
import { NotAnArchive, ZipArchive } from './archive.ts'
import { encryptedFlag, isDirectory, type Entry } from './format.ts'
import { infoListing, shortListing, verboseListing } from './listing.ts'
import { Unpacking } from './unpack.ts'
import { unzipUsage } from './usage.ts'
import { parseUnzip, type UnzipOptions } from './unzip-options.ts'

/** unzip's statuses, as far as they are met here. */
const statuses = { warning: 1, damaged: 2, notFound: 9, badUse: 10, nothingMatched: 11, locked: 82 }

const run = async (proc: Process, options: UnzipOptions): Promise<number> => {
  const opened = await openArchive(proc, options.archive!)
  if (typeof opened === 'number') return opened
  const { archive, path } = opened
  const { flags } = options
  const chosen = choose(archive.entries, options)
  if (flags.has('1')) await proc.stdout.write(chosen.entries.map(({ name }) => `${name}\n`).join(''))
  else if (flags.has('Z')) await proc.stdout.write(infoListing(path, archive.size, chosen.entries))
  else {
    const silent = options.quiet > 0 || flags.has('p')
    if (!silent)
      await proc.stdout.write(`Archive:  ${path}\n${archive.comment === '' ? '' : `${archive.comment}\n`}`)
    if (flags.has('z')) return 0
    if (flags.has('v')) await proc.stdout.write(verboseListing(chosen.entries))
    else if (flags.has('l')) await proc.stdout.write(shortListing(chosen.entries, options.quiet > 1))
    else {
      const status = await process(proc, archive, chosen.entries, options, path)
      if (status > statuses.warning) return status
      if (chosen.missing.length === 0) return status
    }
  }
  for (const name of chosen.missing) await proc.stderr.write(`caution: filename not matched:  ${name}\n`)
  return chosen.missing.length > 0 ? statuses.nothingMatched : 0
}

const process = async (
  proc: Process,
  archive: ZipArchive,
  entries: readonly Entry[],
  options: UnzipOptions,
  path: string,
): Promise<number> => {
  const { flags } = options
  const unpacking = new Unpacking(proc, archive, options)
  const isTest = flags.has('t')
  let status = 0
  for (const entry of entries) {
    if (entry.flags & encryptedFlag) {
      await proc.stderr.write(
        `   skipping: ${entry.name.padEnd(22)}  Sandcloud has no passwords for archives\n`,
      )
      status = statuses.locked
      continue
    }
    try {
      if (isTest) await test(proc, archive, entry, options.quiet > 0)
      else if (flags.has('p') || flags.has('c')) await print(proc, archive, entry, flags.has('c'))
      else status = Math.max(status, await unpacking.entry(entry))
    } catch (error) {
      if (isErrno(error, 'ENOTDIR', 'EEXIST', 'EACCES', 'EISDIR', 'ELOOP', 'ENAMETOOLONG')) {
        await proc.stderr.write(`error:  cannot create ${entry.name}\n        ${error.message}\n`)
        status = statuses.damaged
        continue
      }
      if (!(error instanceof DataError)) throw error
      await proc.stderr.write(`${isTest ? '' : '  error:  '}${error.message}\n`)
      status = statuses.damaged
    }
  }
  status = Math.max(status, await unpacking.finish())
  if (isTest)
    await proc.stdout.write(
      status === 0
        ? `No errors detected in ${entries.length === archive.entries.length ? '' : `${path} for the ${entries.length} file${entries.length === 1 ? '' : 's'} tested.\n`}${entries.length === archive.entries.length ? `compressed data of ${path}.\n` : ''}`
        : `At least one error was detected in ${path}.\n`,
    )
  return status
}

const test = async (proc: Process, archive: ZipArchive, entry: Entry, quiet: boolean): Promise<void> => {
  if (!quiet) await proc.stdout.write(`    testing: ${entry.name.padEnd(22)}  `)
  const blocks = archive.content(entry)
  while (!(await blocks.next()).done) await proc.yield()
  if (!quiet) await proc.stdout.write(' OK\n')
}

const print = async (proc: Process, archive: ZipArchive, entry: Entry, titled: boolean): Promise<void> => {
  if (isDirectory(entry)) return
  if (titled)
    await proc.stdout.write(
      `${entry.method === 0 ? ' extracting' : '  inflating'}: ${entry.name.padEnd(22)}  \n`,
    )
  for await (const block of archive.content(entry)) await proc.stdout.write(block)
  if (titled) await proc.stdout.write('\n')
}

const choose = (
  entries: readonly Entry[],
  { members, excluded, flags }: UnzipOptions,
): { entries: Entry[]; missing: string[] } => {
  const compile = (pattern: string) => ({ pattern, compiled: compilePattern(pattern, flags.has('C')) })
  const wanted = members.map(compile)
  const unwanted = excluded.map(compile)
  const missing = [...wanted, ...unwanted]
    .filter(({ compiled }) => !entries.some(({ name }) => compiled.matches(name)))
    .map(({ pattern }) => pattern)
  return {
    entries: entries.filter(
      ({ name }) =>
        (wanted.length === 0 || wanted.some(({ compiled }) => compiled.matches(name))) &&
        !unwanted.some(({ compiled }) => compiled.matches(name)),
    ),
    missing,
  }
}

const openArchive = async (
  proc: Process,
  name: string,
): Promise<{ archive: ZipArchive; path: string } | number> => {
  for (const path of [name, `${name}.zip`, `${name}.ZIP`]) {
    let fd: number
    try {
      fd = await proc.open(path, { read: true })
      if ((await proc.fstat(fd)).type === 'directory') continue
    } catch (error) {
      if (!isErrno(error)) throw error
      continue
    }
    try {
      return { archive: await ZipArchive.open(proc, fd), path }
    } catch (error) {
      if (!(error instanceof NotAnArchive)) throw error
      await proc.stdout.write(`Archive:  ${path}\n`)
      await proc.stderr.write(
        `  End-of-central-directory signature not found.  Either this file is not
  a zipfile, or it constitutes one disk of a multi-part archive.  In the
  latter case the central directory and zipfile comment will be found on
  the last disk(s) of this archive.
unzip:  cannot find zipfile directory in one of ${path} or
        ${path}.zip, and cannot find ${path}.ZIP, period.
`,
      )
      return statuses.notFound
    }
  }
  await proc.stderr.write(`unzip:  cannot find or open ${name}, ${name}.zip or ${name}.ZIP.\n`)
  return statuses.notFound
}

const started =
  (always: readonly string[]): Program =>
  async (proc) => {
    const parsed = parseUnzip(proc.argv.slice(1))
    if (parsed.unknown !== undefined) {
      await proc.stderr.write(
        `error:  -${parsed.unknown} is an option that Sandcloud's unzip does not have\n${unzipUsage}`,
      )
      return statuses.badUse
    }
    if (parsed.archive === undefined) {
      await proc.stdout.write(unzipUsage)
      return parsed.flags.size > 0 && !parsed.flags.has('v') && !parsed.flags.has('h') ? statuses.badUse : 0
    }
    const flags = new Set([...parsed.flags, ...always])
    try {
      return await run(proc, { ...parsed, flags })
    } catch (error) {
      if (!isErrno(error) || error.code === 'EPIPE' || error.code === 'EINTR') throw error
      await proc.stderr.write(`unzip:  ${baseName(parsed.archive)}: ${error.message}\n`)
      return statuses.damaged
    }
  }

export const unzip = started([])
export const zipinfo = started(['Z'])
