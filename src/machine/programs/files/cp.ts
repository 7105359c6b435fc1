import { UsageError } from '../options.ts'
import { Failure, program, quoted, shellQuoted, type Invocation } from '../program.ts'
import { backUp, backupLong } from './backup.ts'
import { isDirectory, join, lstatOrNothing } from './paths.ts'
import { allAttributes, Copier, destinations, type Attribute } from './copy.ts'

const spec = {
  short: 'abdfiHlLnpPrRsS:t:TuvxZ',
  long: {
    archive: 'a',
    force: 'f',
    interactive: 'i',
    'no-clobber': 'n',
    preserve: 'p::',
    recursive: 'r',
    verbose: 'v',
    update: 'u',
    dereference: 'L',
    'no-dereference': 'P',
    'no-target-directory': 'T',
    'target-directory': 't:',
    ...backupLong,
    'symbolic-link': 's',
    link: 'l',
    parents: 'parents',
    'attributes-only': 'attributes-only',
    'one-file-system': 'x',
    'no-preserve': 'no-preserve:',
    sparse: 'sparse:',
    reflink: 'reflink::',
    'strip-trailing-slashes': 'strip-trailing-slashes',
    'remove-destination': 'remove-destination',
    context: 'Z',
    'copy-contents': 'copy-contents',
  },
  lacking: { Z: '-Z: there are no security contexts here', 'copy-contents': '--copy-contents' },
  usage: '[OPTION]... SOURCE... DEST',
}

const sparseWords = ['never', 'auto', 'always'] as const
const reflinkWords = ['auto', 'always', 'never'] as const
const attributeWords = ['mode', 'timestamps', 'ownership', 'links', 'context', 'xattr', 'all'] as const

export const cp = program('cp', spec, async (invocation) => {
  const { operands } = invocation
  if (operands.length === 0) return misused(invocation, 'missing file operand')
  if (operands.length === 1 && !invocation.has('t'))
    return misused(invocation, `missing destination file operand after ${shellQuoted(operands[0]!)}`)
  const sparse = wordOf(invocation, 'sparse', sparseWords, 'auto')
  const reflink = invocation.has('reflink')
    ? wordOf(invocation, 'reflink', reflinkWords, 'always')
    : undefined
  const preserve = attributesOf(invocation)
  // GNU's cp strips only what goes into a directory.
  const isInto = invocation.has('t') || (await isDirectory(invocation.proc, operands.at(-1)!))
  if (invocation.has('strip-trailing-slashes') && isInto && !invocation.has('T'))
    operands.forEach((path, i) => (operands[i] = path.replace(/(?<=.)\/+$/, '')))
  const targets = await (invocation.has('parents') ? parentTargets : destinations)(invocation)
  if (!targets) return 1
  const recursive = invocation.has('r', 'R', 'a')
  const last = invocation.last('i', 'n', 'f')
  const links = invocation.last('a', 'd', 'P', 'L', 'H')
  const copier = new Copier(invocation, {
    recursive,
    keepLinks: links === undefined ? recursive : links !== 'L',
    followTop: links === 'H',
    preserve,
    force: invocation.has('f'),
    interactive: last === 'i',
    noClobber: last === 'n',
    update: invocation.has('u'),
    verbose: invocation.has('v'),
    sparse,
    isCloned: reflink === 'always',
    removeDestination: invocation.has('remove-destination'),
    oneFileSystem: invocation.has('x'),
    attributesOnly: invocation.has('attributes-only'),
    backUp: (path) => backUp(invocation, path),
  })
  for (const [from, to] of targets) {
    if (invocation.has('parents') && !(await makeParents(copier, from, to))) continue
    if (invocation.has('s', 'l')) await linkInstead(invocation, from, to)
    else await copier.copy(from, to)
  }
  return invocation.status
})

/** One of the words that an option takes; an unambiguous beginning is enough. */
const wordOf = <Word extends string>(
  invocation: Invocation,
  option: string,
  words: readonly Word[],
  otherwise = words[0]!,
  text = invocation.value(option),
): Word => {
  if (text === undefined) return otherwise
  const found = words.find((word) => word === text) ?? words.filter((word) => word.startsWith(text))[0]
  if (text !== '' && found !== undefined) return found
  const list = words.map((word) => `  - ${quoted(word)}`).join('\n')
  throw new UsageError(
    `invalid argument ${quoted(text)} for ${quoted(`--${option}`)}\nValid arguments are:\n${list}`,
  )
}

/** What -p, -a, -d, --preserve and --no-preserve come to, in their order. */
const attributesOf = (invocation: Invocation): Set<Attribute> => {
  const chosen = new Set<Attribute>()
  for (const { name, value } of invocation.options) {
    if (name === 'd') chosen.add('links')
    if (name === 'a') for (const attribute of allAttributes) chosen.add(attribute)
    if (name !== 'p' && name !== 'no-preserve') continue
    for (const text of (value ?? 'mode,ownership,timestamps').split(',')) {
      const option = name === 'p' ? 'preserve' : name
      const word = wordOf(invocation, option, attributeWords, undefined, text)
      if (name === 'no-preserve' && (word === 'mode' || word === 'all'))
        throw new Failure(`Sandcloud's cp has no --no-preserve=${word}`)
      if (word === 'context' || word === 'xattr') {
        if (name === 'p') throw new Failure(`Sandcloud's files have no ${word} to preserve`)
      } else
        for (const attribute of word === 'all' ? allAttributes : [word])
          if (name === 'p') chosen.add(attribute)
          else chosen.delete(attribute)
    }
  }
  return chosen
}

/** --parents: the whole path goes below the directory. */
const parentTargets = async (invocation: Invocation): Promise<[from: string, to: string][] | undefined> => {
  const { proc, operands } = invocation
  const into = invocation.value('t')
  const directory = into ?? operands.at(-1)!
  if (!(await isDirectory(proc, directory))) {
    await misused(invocation, 'with --parents, the destination must be a directory')
    return undefined
  }
  const sources = into === undefined ? operands.slice(0, -1) : operands
  return sources.map((source) => [source, join(directory, source.replace(/^\/+/, ''))])
}

/** Makes the directories above a file as they are at its source; false after telling of a failure. */
const makeParents = async (copier: Copier, from: string, to: string): Promise<boolean> => {
  const above = from.replace(/\/+$/, '').split('/').slice(0, -1)
  const root = to.slice(0, to.length - from.replace(/^\/+/, '').length)
  for (let i = 1; i <= above.length; i++) {
    const source = above.slice(0, i).join('/')
    if (source !== '' && !(await copier.copyEmptyDirectory(source, join(root, source.replace(/^\/+/, '')))))
      return false
  }
  return true
}

/** -s and -l: a link in place of a copy. */
const linkInstead = async (invocation: Invocation, from: string, to: string): Promise<void> => {
  const { proc } = invocation
  if (invocation.has('f') && (await lstatOrNothing(proc, to))) await proc.unlink(to)
  else await backUp(invocation, to)
  const isSymbolic = invocation.last('s', 'l') === 's'
  const what = isSymbolic ? 'symbolic link' : 'hard link'
  await invocation.attempt(`cannot create ${what} ${shellQuoted(to)} to ${shellQuoted(from)}`, () =>
    isSymbolic ? proc.symlink(from, to) : proc.link(from, to),
  )
}

export const misused = async (
  invocation: { proc: { stderr: { write(text: string): Promise<void> } }; name: string },
  message: string,
): Promise<number> => {
  await invocation.proc.stderr.write(
    `${invocation.name}: ${message}\nTry '${invocation.name} --help' for more information.\n`,
  )
  return 1
}
