import { fail } from '../../errno.ts'

/** What mount(2) was asked for, as words of mount(8)'s `-o`. */
export interface MountOptions {
  readOnly: boolean
  noExec: boolean
  noSuid: boolean
  noDev: boolean
  noAtime: boolean
  /** Changes the options of what is mounted there already. */
  remount: boolean
  /** A tmpfs's size in bytes and its root's mode and owner. */
  size?: number
  mode?: number
  uid?: number
  gid?: number
}

const initial: MountOptions = {
  readOnly: false,
  noExec: false,
  noSuid: false,
  noDev: false,
  noAtime: false,
  remount: false,
}

const flags: Readonly<Record<string, Partial<MountOptions>>> = {
  defaults: { readOnly: false, noExec: false, noSuid: false, noDev: false },
  ro: { readOnly: true },
  rw: { readOnly: false },
  noexec: { noExec: true },
  exec: { noExec: false },
  nosuid: { noSuid: true },
  suid: { noSuid: false },
  nodev: { noDev: true },
  dev: { noDev: false },
  noatime: { noAtime: true },
  relatime: { noAtime: false },
  remount: { remount: true },
}

/** What ext4 can be told that is so here anyway. */
const ext4Facts = new Set(['errors=continue', 'data=ordered', 'nodiscard', 'nobarrier', 'seclabel', 'async'])

/**
 * Reads the words of `-o` for a file system, on top of what it is mounted with when it is mounted again.
 * Throws EINVAL for a word that it does not know.
 */
export function parseMountOptions(
  words: readonly string[],
  type: string,
  from: MountOptions = initial,
): MountOptions {
  const options: MountOptions = { ...from, remount: false }
  for (const word of words) {
    const flag = flags[word]
    if (flag) Object.assign(options, flag)
    else if (type === 'tmpfs') Object.assign(options, tmpfsOption(word))
    else if (type !== 'ext4' || !ext4Facts.has(word)) fail('EINVAL')
  }
  return options
}

function tmpfsOption(word: string): Partial<MountOptions> {
  const [, name, value = ''] = /^(size|mode|uid|gid)=(.+)$/.exec(word) ?? fail('EINVAL')
  if (name === 'mode') return /^[0-7]{1,4}$/.test(value) ? { mode: parseInt(value, 8) } : fail('EINVAL')
  if (name !== 'size') return /^\d{1,9}$/.test(value) ? { [name!]: Number(value) } : fail('EINVAL')
  const [, count, unit = ''] = /^(\d{1,12})([kmg]?)$/i.exec(value) ?? fail('EINVAL')
  return { size: Number(count) * 1024 ** ['', 'k', 'm', 'g'].indexOf(unit.toLowerCase()) }
}

/** As /proc/mounts lists them. */
export function mountWords(options: MountOptions): string[] {
  const { readOnly, noExec, noSuid, noDev, noAtime, size, mode } = options
  return [
    readOnly ? 'ro' : 'rw',
    ...(noSuid ? ['nosuid'] : []),
    ...(noDev ? ['nodev'] : []),
    ...(noExec ? ['noexec'] : []),
    noAtime ? 'noatime' : 'relatime',
    ...(size === undefined ? [] : [`size=${size / 1024}k`]),
    ...(mode === undefined ? [] : [`mode=${mode.toString(8)}`]),
  ]
}
