import { isErrno } from '../../errno.ts'
import type { Shell } from '../shell.ts'
import { compilePattern } from './pattern.ts'

/** More matches than any argument list takes. */
const limit = 100_000

/** The paths that match a pattern, sorted; empty when there are none. */
export const expandPath = async (shell: Shell, pattern: string): Promise<string[]> => {
  const absolute = pattern.startsWith('/')
  const components = splitComponents(pattern)
  let paths = [absolute ? /^\/+/.exec(pattern)![0] : '']
  for (const [i, component] of components.entries()) {
    const last = i === components.length - 1 && component.slashes === ''
    const next: string[] = []
    for (const base of paths) {
      await addMatches(shell, base, component, last, next)
      if (next.length > limit) break
    }
    paths = next
    if (paths.length === 0) return []
  }
  return notIgnored(
    shell,
    paths.filter((path) => path !== ''),
  ).sort(compareNames)
}

/** What GLOBIGNORE names is left out, and . and .. with it. */
const notIgnored = (shell: Shell, paths: string[]): string[] => {
  const ignored = shell.variables.get('GLOBIGNORE')
  if (!ignored) return paths
  const patterns = ignored.split(':').map((pattern) => compilePattern(pattern))
  return paths.filter((path) => !patterns.some(({ matches }) => matches(path)))
}

/** Collation of the C.UTF-8 locale, which our machines have. */
export const compareNames = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** A pattern's parts, each with the slashes behind it. */
const splitComponents = (pattern: string): { text: string; slashes: string }[] =>
  [...pattern.replace(/^\/+/, '').matchAll(/([^/]*)(\/*)/g)]
    .map(([, text, slashes]) => ({ text: text!, slashes: slashes! }))
    .filter(({ text, slashes }) => text !== '' || slashes !== '')

const addMatches = async (
  shell: Shell,
  base: string,
  { text: component, slashes }: { text: string; slashes: string },
  last: boolean,
  out: string[],
): Promise<void> => {
  const join = (name: string): string => `${base}${name}${slashes}`
  if (component === '**' && shell.shopt.get('globstar')) {
    out.push(base)
    await addTree(shell, base, last, out, 0)
    return
  }
  if (!/[*?[]|[@+!]\(/.test(component.replace(/\\./g, ''))) {
    const name = component.replace(/\\(.)/g, '$1')
    if (await exists(shell, base + name, !last)) out.push(join(name))
    return
  }
  const { matches } = compilePattern(component, shell.shopt.get('nocaseglob'))
  const hidden =
    component.startsWith('.') ||
    component.startsWith('\\.') ||
    shell.shopt.get('dotglob') ||
    Boolean(shell.variables.get('GLOBIGNORE'))
  const names = await list(shell, base, hidden === true)
  for (const { name, type } of names) {
    if (!matches(name)) continue
    if (
      !last &&
      type !== 'directory' &&
      !(type === 'symlink' && (await exists(shell, `${base}${name}/.`, true)))
    )
      continue
    out.push(join(name))
  }
}

/** Every directory below, and with `files` all else too. */
const addTree = async (
  shell: Shell,
  base: string,
  files: boolean,
  out: string[],
  depth: number,
): Promise<void> => {
  if (depth > 64 || out.length > limit) return
  for (const { name, type } of await list(shell, base, shell.shopt.get('dotglob') === true)) {
    if (files) out.push(base + name)
    if (type !== 'directory') continue
    if (!files) out.push(`${base}${name}/`)
    await addTree(shell, `${base}${name}/`, files, out, depth + 1)
  }
}

const list = async (
  shell: Shell,
  base: string,
  hidden: boolean,
): Promise<{ name: string; type: string }[]> => {
  try {
    const items = await shell.proc.readdir(base === '' ? '.' : base)
    return items.filter(({ name }) => name !== '.' && name !== '..' && (hidden || !name.startsWith('.')))
  } catch (error) {
    if (isErrno(error)) return []
    throw error
  }
}

const exists = async (shell: Shell, path: string, follow: boolean): Promise<boolean> => {
  try {
    await (follow ? shell.proc.stat(path) : shell.proc.lstat(path))
    return true
  } catch (error) {
    if (isErrno(error)) return false
    throw error
  }
}
