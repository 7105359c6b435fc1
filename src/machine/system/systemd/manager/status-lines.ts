import type { JobResult, LiveUnit } from './live-unit.ts'

type Format = 'description' | 'combined'

const green = '\x1b[0;32m'
const red = '\x1b[0;1;31m'
const yellow = '\x1b[0;1;38;5;185m'
const bold = '\x1b[0;1;39m'
const plain = '\x1b[0m'

const tag = (color: string, text: string): string => `[${color}${text}${plain}] `

/** How a unit is called in status lines: StatusUnitFormat= of the distribution. */
export function titleOf(
  { name, description }: Pick<LiveUnit, 'name' | 'description'>,
  format: Format,
): string {
  return format === 'description' || description === name ? description : `${name} - ${description}`
}

function boldTitle({ name, description }: LiveUnit, format: Format): string {
  if (format === 'description' || description === name) return `${bold}${description}${plain}`
  return `${bold}${name}${plain} - ${description}`
}

/** `         Starting sshd.service - OpenSSH server daemon...` on the console. */
export const beginLine = (unit: LiveUnit, verb: 'Starting' | 'Stopping', format: Format): string =>
  `         ${verb} ${boldTitle(unit, format)}...`

const verbFor = (unit: LiveUnit, type: 'start' | 'stop'): string => {
  const target = unit.unit.type === 'target'
  if (type === 'stop' && unit.unit.type === 'swap') return 'Deactivated swap'
  if (type === 'stop') return target ? 'Stopped target' : unit.unit.type === 'mount' ? 'Unmounted' : 'Stopped'
  if (target) return 'Reached target'
  if (unit.unit.type === 'mount') return 'Mounted'
  if (unit.unit.type === 'swap') return 'Activated swap'
  return unit.unit.service?.type === 'oneshot' ? 'Finished' : 'Started'
}

/** What the end of a job looks like: on the console, and as a message of the journal. */
export function endLines(
  unit: LiveUnit,
  type: 'start' | 'stop',
  result: JobResult,
  format: Format,
): { console?: string; journal: string; priority: number } | undefined {
  const [shown, title] = [boldTitle(unit, format), titleOf(unit, format)]
  if (result === 'done') {
    const verb = verbFor(unit, type)
    return { console: `${tag(green, '  OK  ')}${verb} ${shown}.`, journal: `${verb} ${title}.`, priority: 6 }
  }
  if (type === 'stop' || result === 'canceled') return undefined
  const kind = unit.unit.type === 'mount' ? 'mount' : 'start'
  if (result === 'dependency')
    return {
      console: `${tag(yellow, 'DEPEND')}Dependency failed for ${shown}.`,
      journal: `Dependency failed for ${title}.`,
      priority: 5,
    }
  if (result === 'skipped') return undefined
  return {
    console: `${tag(red, 'FAILED')}Failed to ${kind} ${shown}.${unit.unit.type === 'target' ? '' : `\nSee 'systemctl status ${unit.name}' for details.`}`,
    journal: `Failed to ${kind} ${title}.`,
    priority: 3,
  }
}
