import { matchesStars } from '../../../star-pattern.ts'
import { Failure, type Invocation } from '../../../programs/program.ts'
import { type LiveUnit, type ServiceManager, UnitError } from '../manager/index.ts'

export interface Systemctl {
  invocation: Invocation
  manager: ServiceManager
  /** Escape sequences for the terminal. */
  colors: boolean
}

const types = [
  'service',
  'target',
  'timer',
  'mount',
  'socket',
  'path',
  'slice',
  'scope',
  'swap',
  'device',
  'automount',
]

/** `nginx` → `nginx.service`, `/data` → `data.mount`. Throws Failure for what can be no unit's name. */
export function unitName(text: string): string {
  if (text.length > 255 || !/^[a-zA-Z0-9:_.\\@/-]+$/.test(text))
    throw new Failure(`Failed to mangle unit name: Invalid argument`, 1)
  if (text.startsWith('/'))
    return `${text.slice(1).replaceAll('-', '\\x2d').replaceAll('/', '-') || '-'}.mount`
  return types.includes(text.slice(text.lastIndexOf('.') + 1)) ? text : `${text}.service`
}

/** `*` and `?` in unit names, against what is loaded. */
export function matching(pattern: string, units: readonly LiveUnit[]): LiveUnit[] {
  return units.filter(({ name }) => matchesStars(unitPattern(pattern), name))
}

const unitPattern = (text: string): string => (/[*?]$/.test(text) ? text : unitName(text.replace(/[*?]/g, 'x')) === `${text.replace(/[*?]/g, 'x')}` ? text : `${text}.service`) // prettier-ignore

export const isPattern = (text: string): boolean => /[*?]/.test(text)

/** The unit of this name; undefined when there is no file of it and nothing of it is left. */
export async function existing(manager: ServiceManager, name: string): Promise<LiveUnit | undefined> {
  const live = await manager.load(name)
  return live.unit.load === 'not-found' && live.active === 'inactive' ? undefined : live
}

/** Only root changes anything; polkit would ask for a password that nobody has. */
export function mayChange({ invocation }: Systemctl): boolean {
  return invocation.proc.credentials.uid === 0
}

export function explain(error: unknown): string {
  if (error instanceof UnitError) return error.message
  throw error
}

export const paint = (colors: boolean, code: string, text: string): string =>
  colors ? `\x1b[${code}m${text}\x1b[0m` : text

export const colorOf = {
  green: '0;1;32',
  red: '0;1;31',
  yellow: '0;1;38;5;185',
  grey: '0;38;5;245',
  bold: '0;1;39',
}
