import { UsageError, parseOptions } from '../../programs/options.ts'
import type { Rule } from './rules.ts'
import type { Kept } from './side.ts'

export interface RsyncOptions {
  recursive: boolean
  links: boolean
  kept: Kept
  verbose: boolean
  quiet: boolean
  dryRun: boolean
  delete: boolean
  update: boolean
  checksum: boolean
  ignoreTimes: boolean
  existing: boolean
  ignoreExisting: boolean
  progress: boolean
  stats: boolean
  human: boolean
  rules: Rule[]
  excludeFrom: string[]
  /** The command of -e, as words. */
  shell: string[]
  paths: string[]
}

const long: Readonly<Record<string, string>> = {
  'archive': 'a', 'recursive': 'r', 'links': 'l', 'perms': 'p', 'times': 't', 'group': 'g', 'owner': 'o', 'devices': 'D',
  'verbose': 'v', 'quiet': 'q', 'compress': 'z', 'dry-run': 'n', 'delete': 'delete', 'del': 'delete', 'delete-after': 'delete',
  'delete-before': 'delete', 'delete-during': 'delete', 'update': 'u', 'checksum': 'c', 'ignore-times': 'I', 'existing': 'existing',
  'ignore-existing': 'ignore-existing', 'progress': 'progress', 'partial': 'partial', 'stats': 'stats',
  'human-readable': 'h', 'exclude': 'exclude:', 'include': 'include:', 'exclude-from': 'exclude-from:', 'rsh': 'e:',
  'whole-file': 'W', 'info': 'info:', 'rsync-path': 'rsync-path:', 'server': 'server', 'mkpath': 'mkpath', 'no-perms': 'no-perms',
  'no-owner': 'no-owner', 'no-group': 'no-group', 'no-times': 'no-times', 'chmod': 'chmod:', 'executability': 'E',
} // prettier-ignore

/** Known to rsync, not to us: said by name. */
const notServed = new Set([
  '--bwlimit', '--daemon', '--files-from', '--filter', '--backup', '--suffix', '--link-dest', '--compare-dest', '--max-size',
  '--min-size', '--relative', '--remove-source-files', '--inplace', '--append', '--itemize-changes', '--copy-links', '--hard-links',
  '--acls', '--xattrs', '--fuzzy', '--timeout', '--log-file', '--out-format', '--chown', '--numeric-ids',
]) // prettier-ignore

/** Throws UsageError. */
export function parseRsync(args: readonly string[]): RsyncOptions {
  for (const arg of args) {
    const name = arg.replace(/=.*/, '')
    if (notServed.has(name)) throw new UsageError(`Sandcloud's rsync has no ${name}`)
  }
  const { options, operands } = parseOptions(args, { short: 'arlptgoDvqznucIhPWEe:', long })
  const has = (...names: string[]): boolean => options.some(({ name }) => names.includes(name))
  const archive = has('a')
  if (has('chmod')) throw new UsageError("Sandcloud's rsync has no --chmod")
  return {
    recursive: archive || has('r'),
    links: archive || has('l'),
    kept: {
      mode: (archive || has('p')) && !has('no-perms'),
      times: (archive || has('t')) && !has('no-times'),
      owner: (archive || has('o', 'g')) && !has('no-owner', 'no-group'),
    },
    verbose: has('v'),
    quiet: has('q'),
    dryRun: has('n'),
    delete: has('delete'),
    update: has('u'),
    checksum: has('c'),
    ignoreTimes: has('I'),
    existing: has('existing'),
    ignoreExisting: has('ignore-existing'),
    progress: has('progress', 'P'),
    stats: has('stats'),
    human: has('h'),
    rules: options
      .filter(({ name }) => name === 'exclude' || name === 'include')
      .map(({ name, value = '' }) => ({ include: name === 'include', pattern: value })),
    excludeFrom: options.filter(({ name }) => name === 'exclude-from').map(({ value = '' }) => value),
    shell: words(options.findLast(({ name }) => name === 'e')?.value ?? 'ssh'),
    paths: operands,
  }
}

/** rsync's own splitting of -e: blanks, and quotes around what holds them. */
const words = (command: string): string[] =>
  [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? match[3]!)
