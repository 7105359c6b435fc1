import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'

/** git's own ini files: `[section "sub"]` and `key = value`. Keys are `section.sub.key`. */
export function parseConfig(file: string): Map<string, string> {
  const settings = new Map<string, string>()
  let section = ''
  for (const line of file.split('\n')) {
    const [, name, sub] = /^\s*\[([A-Za-z0-9.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\]/.exec(line) ?? []
    if (name) section = sub === undefined ? name.toLowerCase() : `${name.toLowerCase()}.${sub}`
    const [, key, value = ''] = /^\s*([A-Za-z][A-Za-z0-9-]*)\s*(?:=\s*(.*?))?\s*$/.exec(line) ?? []
    if (key && !name) settings.set(`${section}.${key.toLowerCase()}`, value.replace(/^"(.*)"$/, '$1'))
  }
  return settings
}

/** The file with this setting in its section, which comes to be if it is not there. */
export function withSetting(file: string, name: string, value: string): string {
  const parts = name.split('.')
  const [section = '', key = ''] = [parts[0]!, parts.at(-1)!]
  const sub = parts.slice(1, -1).join('.')
  const heading = sub ? `[${section} "${sub}"]` : `[${section}]`
  const lines = file === '' ? [] : file.replace(/\n$/, '').split('\n')
  const setting = `\t${key} = ${value}`
  const start = lines.findIndex((line) => line.trim() === heading)
  if (start < 0) return `${[...lines, heading, setting].join('\n')}\n`
  let end = start + 1
  while (end < lines.length && !lines[end]!.trim().startsWith('[')) end++
  const there = lines.findIndex(
    (line, index) =>
      index > start && index < end && line.trim().toLowerCase().startsWith(`${key.toLowerCase()} `),
  )
  if (there >= 0) lines[there] = setting
  else lines.splice(end, 0, setting)
  return `${lines.join('\n')}\n`
}

export const globalConfigPath = (proc: Process): string => `${proc.env.get('HOME') ?? '/'}/.gitconfig`

export async function readConfigFile(proc: Process, path: string): Promise<string> {
  try {
    return await proc.readText(path)
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'EACCES', 'ENOTDIR')) return ''
    throw error
  }
}
