import type { OptionSpec } from '../../options.ts'
import { misuse } from './run.ts'

export const short = '-AcdtruxaB::C:f:F:g:GhiI:jJkK:lL:mMnN:oOpPRsST:UvV:wWX:zZb:H:'

export const tarOptions: OptionSpec = {
  short,
  long: {
    create: 'c',
    extract: 'x',
    get: 'x',
    list: 't',
    append: 'r',
    update: 'u',
    catenate: 'A',
    concatenate: 'A',
    diff: 'd',
    compare: 'd',
    delete: 'delete',
    file: 'f:',
    gzip: 'z',
    gunzip: 'z',
    ungzip: 'z',
    bzip2: 'j',
    xz: 'J',
    lzip: 'lzip',
    lzma: 'lzma',
    lzop: 'lzop',
    zstd: 'zstd',
    compress: 'Z',
    uncompress: 'Z',
    'use-compress-program': 'I:',
    'auto-compress': 'a',
    verbose: 'v',
    directory: 'C:',
    'absolute-names': 'P',
    exclude: 'exclude:',
    'exclude-from': 'X:',
    'exclude-vcs': 'exclude-vcs',
    'strip-components': 'strip-components:',
    wildcards: 'wildcards',
    'no-wildcards': 'no-wildcards',
    'files-from': 'T:',
    null: 'null',
    'to-stdout': 'O',
    'keep-old-files': 'k',
    'skip-old-files': 'skip-old-files',
    'keep-newer-files': 'keep-newer-files',
    overwrite: 'overwrite',
    'unlink-first': 'U',
    dereference: 'h',
    'preserve-permissions': 'p',
    'same-permissions': 'p',
    'no-same-permissions': 'no-same-permissions',
    'same-owner': 'same-owner',
    'no-same-owner': 'o',
    'numeric-owner': 'numeric-owner',
    owner: 'owner:',
    group: 'group:',
    mode: 'mode:',
    mtime: 'mtime:',
    touch: 'm',
    format: 'H:',
    posix: 'posix',
    'old-archive': 'v7',
    totals: 'totals',
    'one-file-system': 'one-file-system',
    recursion: 'recursion',
    'no-recursion': 'no-recursion',
    sort: 'sort:',
    'remove-files': 'remove-files',
    'full-time': 'full-time',
    'blocking-factor': 'b:',
    transform: 'transform:',
    xform: 'transform:',
    sparse: 'S',
    'listed-incremental': 'g:',
    incremental: 'G',
    'multi-volume': 'M',
    verify: 'W',
    interactive: 'w',
    confirmation: 'w',
    newer: 'N:',
    'after-date': 'N:',
    'starting-file': 'K:',
    label: 'V:',
    checkpoint: 'checkpoint::',
    acls: 'acls',
    xattrs: 'xattrs',
    selinux: 'selinux',
    'no-acls': 'no-acls',
    'no-xattrs': 'no-xattrs',
    'no-selinux': 'no-selinux',
    warning: 'warning:',
    'ignore-failed-read': 'ignore-failed-read',
  },
}

/** What GNU tar can and ours cannot: a clear word instead of a wrong archive. */
export const lacking: Readonly<Record<string, string>> = {
  A: '--concatenate',
  d: '--compare',
  delete: '--delete',
  lzip: 'lzip',
  lzma: 'lzma',
  lzop: 'lzop',
  zstd: 'zstd',
  Z: 'compress',
  I: '--use-compress-program',
  transform: '--transform',
  S: '--sparse',
  g: '--listed-incremental',
  G: '--incremental',
  M: '--multi-volume',
  W: '--verify',
  w: '--interactive',
  K: '--starting-file',
  V: '--label',
  checkpoint: '--checkpoint',
  acls: '--acls',
  xattrs: '--xattrs',
  selinux: '--selinux',
  j: 'bzip2',
  J: 'xz',
}

export const operations = ['c', 'x', 't', 'r', 'u', 'A', 'd', 'delete'] as const

/** The old style, `tar czf a.tgz d`: letters without a dash, their arguments behind them in order. */
export const modernised = (args: readonly string[]): string[] => {
  const [letters, ...rest] = args
  if (letters === undefined || letters === '' || letters.startsWith('-')) return [...args]
  const options: string[] = []
  for (const letter of letters) {
    options.push(`-${letter}`)
    const at = letter === ':' || letter === '-' ? -1 : short.indexOf(letter)
    if (at < 0 || short[at + 1] !== ':' || short[at + 2] === ':') continue
    const value = rest.shift()
    if (value === undefined) throw misuse(`Old option '${letter}' requires an argument.`)
    options.push(value)
  }
  return [...options, ...rest]
}
