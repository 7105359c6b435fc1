import { isErrno } from '../../../errno.ts'
import { join } from '../../files/paths.ts'
import { allLines } from '../../inputs.ts'
import { operandName } from '../../options.ts'
import { program } from '../../program.ts'
import { humanSize } from '../../sizes.ts'
import { ByteReader } from '../byte-reader.ts'
import { isGzip } from '../gzip-format.ts'
import { createArchive, readArchive, targetOf, writeArchive } from './archive-file.ts'
import { MemberSource } from './create.ts'
import { Extraction, withoutPrefix } from './extract.ts'
import type { Member } from './header.ts'
import { LongListing, shownName } from './list.ts'
import { membersOf, UnexpectedEnd } from './members.ts'
import { excluder, Selection } from './names.ts'
import { lacking, modernised, operations, tarOptions } from './options.ts'
import { ownerNames, readOverrides } from './overrides.ts'
import { Fatal, misuse, TarRun } from './run.ts'

const versionControl = ['CVS', 'RCS', 'SCCS', '.git', '.gitignore', '.gitattributes', '.gitmodules', '.svn', '.hg', '.hgignore', '.bzr', '.bzrignore', '_darcs'] // prettier-ignore

export const tar = program(
  'tar',
  {
    ...tarOptions,
    usage: '[OPTION...] [FILE]...',
    misuse: 64,
    failure: 2,
    prepare: modernised,
    hint: (name) => `Try '${name} --help' or '${name} --usage' for more information.`,
  },
  async (invocation) => {
    const run = new TarRun(invocation)
    const wanted = operations.filter((operation) => run.has(operation))
    if (wanted.length > 1)
      throw misuse("You may not specify more than one '-Acdtrux', '--delete' or  '--test-label' option")
    const [operation] = wanted
    if (!operation)
      throw misuse("You must specify one of the '-Acdtrux', '--delete' or '--test-label' options")
    for (const { name } of invocation.options)
      if (lacking[name]) {
        await run.warn(`Sandcloud's tar has no ${lacking[name]}`)
        return 2
      }
    try {
      await perform(run, operation)
    } catch (error) {
      if (error instanceof UnexpectedEnd) await run.warn('Unexpected EOF in archive')
      else if (!(error instanceof Fatal)) throw error
      else if (error.message !== '') await run.warn(error.message)
      await run.warn('Error is not recoverable: exiting now')
      return 2
    }
    if (run.childFailed) {
      await run.warn('Child returned status 1')
      await run.warn('Error is not recoverable: exiting now')
      return 2
    }
    if (run.status === 2) await run.warn('Exiting with failure status due to previous errors')
    return run.status
  },
)

const perform = async (run: TarRun, operation: string): Promise<void> => {
  const reads = operation === 't' || operation === 'x'
  const exclude = [
    ...(reads ? run.invocation.values('exclude') : await effectiveExcludes(run)),
    ...(await namesFrom(run, 'X')),
    ...(run.has('exclude-vcs') ? versionControl : []),
  ]
  const listed = await namesFrom(run, 'T')
  if (operation === 'c') await create(run, exclude, listed)
  else if (reads) await read(run, operation, exclude, listed)
  else await add(run, operation === 'u', exclude, listed)
}

/** An --exclude behind the last name has nothing to exclude from, and GNU tar does not let that pass. */
const effectiveExcludes = async (run: TarRun): Promise<string[]> => {
  const { options } = run.invocation
  const last = options.findLastIndex(({ name }) => name === operandName)
  const isLate = (i: number): boolean => last >= 0 && i > last && !run.has('T')
  const late = options.filter(({ name }, i) => name === 'exclude' && isLate(i))
  if (late.length > 0)
    await run.complain(
      'The following options were used after any non-optional arguments in archive create or update mode.  These options are positional and affect only arguments that follow them.  Please, rearrange them properly.',
    )
  for (const { value } of late) await run.complain(`--exclude ‘${value}’ has no effect`)
  return options.flatMap(({ name, value = '' }, i) => (name === 'exclude' && !isLate(i) ? [value] : []))
}

/** The lines of the files that -T or -X names. */
const namesFrom = async (run: TarRun, option: string): Promise<string[]> => {
  const files = run.invocation.values(option)
  if (files.length === 0) return []
  for (const file of files) {
    const problem = file === '-' ? undefined : await run.proc.stat(file).then(() => undefined, errnoText)
    if (problem) throw new Fatal(`${file}: Cannot stat: ${problem}`)
  }
  const names = await allLines(run.invocation, files, run.has('null') ? '\0' : '\n')
  return names.filter((name) => name !== '')
}

const create = async (run: TarRun, exclude: string[], listed: string[]): Promise<void> => {
  if (run.invocation.operands.length === 0 && !run.has('T'))
    throw misuse('Cowardly refusing to create an empty archive')
  const [names, overrides] = [await ownerNames(run), await readOverrides(run)]
  const target = await createArchive(run)
  const source = new MemberSource(run, target.identity, names, overrides, exclude)
  const compress = run.has('z') || (run.has('a') && /\.(?:t?gz|taz)$/.test(target.name))
  if (run.has('a') && /\.(?:bz2|tbz2?|xz|txz|zst|lz|lzma)$/.test(target.name))
    throw new Fatal(`${target.name}: Sandcloud compresses with gzip only`)
  let total = 0
  const began = run.proc.system.now()
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source.blocks(listed)) {
      total += chunk.length
      yield chunk
    }
  }
  await writeArchive(run, target, counted(), { compress })
  if (!run.has('totals')) return
  const written = Math.ceil((total + 1024) / 10_240) * 10_240
  const seconds = (run.proc.system.now() - began) / 1000
  const rate = seconds > 0 ? `${humanSize(written / seconds)}iB/s` : '?'
  await run.proc.stderr.line(`Total bytes written: ${written} (${humanSize(written)}iB, ${rate})`)
}

const eventsOf = (run: TarRun) => ({
  noHeader: async (first: boolean) => {
    if (run.childFailed) return
    if (first) await run.complain('This does not look like a tar archive')
    else run.status = 2
  },
  skipping: () => run.complain('Skipping to next header'),
  loneZeroBlock: (block: number) => run.warn(`A lone zero block at ${block}`),
})

const read = async (run: TarRun, operation: string, exclude: string[], listed: string[]): Promise<void> => {
  const reader = await readArchive(run)
  const names = [...run.invocation.operands, ...listed]
  const wildcards = run.has('wildcards')
  const selection = new Selection(names, wildcards)
  const isExcluded = excluder(exclude)
  const listing = new LongListing(run.has('numeric-owner'), run.has('full-time'))
  const { proc } = run
  let directory = '.'
  for (const next of run.invocation.values('C')) {
    directory = next.startsWith('/') ? next : join(directory, next)
    const problem = await proc.readdir(directory).then(() => undefined, errnoText)
    if (problem) throw new Fatal(`${next}: Cannot open: ${problem}`)
  }
  const toStdout = run.has('O')
  if (toStdout) run.namesToStderr = true
  const extraction = await Extraction.begin(run, directory)
  for await (const { member } of membersOf(reader, eventsOf(run))) {
    if (!selection.includes(member.name) || isExcluded(member.name)) continue
    if (operation === 't') {
      await list(run, member, listing)
      continue
    }
    const target = await extraction.target(member)
    if (target === undefined) continue
    if (run.verbosity > 0) await run.show(run.verbosity > 1 ? listing.line(member) : shownName(member.name))
    if (toStdout) await copyOut(run, member, reader)
    else await extraction.extract(member, target, reader)
  }
  await extraction.finish()
  if (!wildcards && selection.missing.some((name) => /[*?[]/.test(name))) {
    await run.warn('Pattern matching characters used in file names')
    await run.warn('Use --wildcards to enable pattern matching, or --no-wildcards to suppress this warning')
  }
  for (const name of selection.missing) await run.complain(`${shownName(name)}: Not found in archive`)
}

const errnoText = (error: unknown): string => {
  if (!isErrno(error)) throw error
  return error.message
}

const list = async (run: TarRun, member: Member, listing: LongListing): Promise<void> => {
  const shown = { ...member }
  if (!run.has('P')) {
    await withoutPrefix(run, member.name, 'member names')
    if (member.type === 'link')
      shown.linkName = await withoutPrefix(run, member.linkName, 'hard link targets')
  }
  if (run.verbosity > 0) return run.show(listing.line(shown))
  await run.show(shownName(member.name))
}

const copyOut = async (run: TarRun, member: Member, reader: ByteReader): Promise<void> => {
  if (member.type !== 'file') return
  for (let left = member.size; left > 0;) {
    const chunk = await reader.some(Math.min(left, 65_536))
    if (chunk.length === 0) return
    await run.invocation.write(chunk)
    left -= chunk.length
  }
}

/** -r and -u: members are put behind those that are there. */
const add = async (run: TarRun, onlyNewer: boolean, exclude: string[], listed: string[]): Promise<void> => {
  const { proc } = run
  const name = run.value('f') ?? '-'
  if (name === '-') throw misuse("Options '-Aru' are incompatible with '-f -'")
  let fd: number
  try {
    fd = await proc.open(name, { read: true, write: true, create: true }, 0o666)
  } catch (error) {
    throw new Fatal(`${name}: Cannot open: ${errnoText(error)}`)
  }
  const reader = new ByteReader(() => proc.read(fd))
  if (run.has('z') || isGzip(await reader.peek(2))) throw new Fatal('Cannot update compressed archives')
  const newest = new Map<string, number>()
  let end = 0
  const isNew = (await reader.peek(1)).length === 0
  for await (const { member } of isNew ? [] : membersOf(reader, eventsOf(run))) {
    newest.set(member.name, member.mtime)
    end = reader.position + Math.ceil(member.size / 512) * 512
  }
  if (run.status === 2) throw new Fatal('')
  await proc.seek(fd, end, 'set')
  await proc.truncate(fd, end)
  const target = await targetOf(run, fd, name)
  const [names, overrides] = [await ownerNames(run), await readOverrides(run)]
  const source = new MemberSource(
    run,
    target.identity,
    names,
    overrides,
    exclude,
    onlyNewer ? newest : undefined,
  )
  await writeArchive(run, target, source.blocks(listed), { compress: false, start: end })
}
