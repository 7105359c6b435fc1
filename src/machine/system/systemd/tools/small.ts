import type { Process } from '../../../kernel/process.ts'
import { escapeUnitName } from '../fstab-units.ts'

/** systemd-detect-virt(1). */
export async function detectVirt(proc: Process): Promise<number> {
  const instance = proc.system.machine === 'instance'
  const quiet = proc.argv.some((word) => word === '-q' || word === '--quiet')
  if (proc.argv.some((word) => word === '-c' || word === '--container')) {
    if (!quiet) await proc.stdout.line('none')
    return 1
  }
  if (!quiet) await proc.stdout.line(instance ? 'amazon' : 'none')
  return instance ? 0 : 1
}

/** systemd-escape(1): text as a part of a unit's name, and back. */
export async function systemdEscape(proc: Process): Promise<number> {
  const words = proc.argv.slice(1)
  const has = (...names: string[]): boolean => words.some((word) => names.includes(word))
  const suffix = words.find((word) => word.startsWith('--suffix='))?.slice('--suffix='.length)
  const template = words.find((word) => word.startsWith('--template='))?.slice('--template='.length)
  const texts = words.filter((word) => !word.startsWith('-'))
  if (texts.length === 0) {
    await proc.stderr.line('Not enough arguments.')
    return 1
  }
  const shown = texts.map((text) => {
    if (has('-u', '--unescape')) return unescapeUnitName(text, has('-p', '--path'))
    const escaped = escapeUnitName(text, has('-p', '--path'))
    if (template !== undefined) return template.replace('@', `@${escaped}`)
    return suffix === undefined ? escaped : `${escaped}.${suffix}`
  })
  await proc.stdout.line(shown.join(' '))
  return 0
}

function unescapeUnitName(text: string, path: boolean): string {
  const bytes: number[] = []
  const plain = path ? (text === '-' ? '/' : `/${text.replaceAll('-', '/')}`) : text.replaceAll('-', '/')
  for (let at = 0; at < plain.length; at++) {
    const code = /^\\x([\da-f]{2})/i.exec(plain.slice(at, at + 4))?.[1]
    if (code === undefined) bytes.push(...new TextEncoder().encode(plain[at]))
    else {
      bytes.push(Number.parseInt(code, 16))
      at += 3
    }
  }
  return new TextDecoder().decode(Uint8Array.from(bytes))
}

/** localectl(1), as far as looking goes: the locale is C.UTF-8, and no other is made. */
export async function localectl(proc: Process): Promise<number> {
  const [verb = 'status'] = proc.argv.slice(1).filter((word) => !word.startsWith('-'))
  if (verb === 'list-locales') {
    await proc.stdout.line('C.UTF-8')
    return 0
  }
  if (verb !== 'status') {
    await proc.stderr.line(`localectl ${verb} is not available on this machine: its locale is C.UTF-8.`)
    return 1
  }
  await proc.stdout.write('System Locale: LANG=C.UTF-8\n    VC Keymap: n/a\n   X11 Layout: n/a\n')
  return 0
}
