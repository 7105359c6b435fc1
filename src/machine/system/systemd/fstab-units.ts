import { generatedUnit } from './unit-file/generated-unit.ts'
import type { Settings } from './unit-file/settings.ts'
import type { Assignment } from './unit-file/parse.ts'
import type { UnitSource } from './unit-file/unit.ts'

/** `/mnt/my-data` → `mnt-my\x2ddata.mount`: systemd-escape --path. */
const mountUnitName = (path: string): string => `${escapeUnitName(path, true)}.mount`

/** systemd-escape: `/` becomes `-`, and what a name cannot have its bytes' numbers. */
export function escapeUnitName(path: string, isPath: boolean): string {
  const trimmed = isPath ? path.replace(/^\/+|\/+$/g, '') : path
  if (trimmed === '') return '-'
  const escaped = trimmed.replace(/[^a-zA-Z0-9:_./]/g, (char) =>
    [...new TextEncoder().encode(char)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join(''),
  )
  return escaped.replaceAll('/', '-')
}

/** systemd-fstab-generator: a mount unit for every line of /etc/fstab that is mounted at boot or may be later. */
export function fstabUnits(text: string): UnitSource[] {
  return text.split('\n').flatMap((raw, index) => {
    const fields = raw.trim().split(/\s+/)
    const [what = '', rawWhere = '', type = 'auto', options = 'defaults'] = fields
    if (raw.trim() === '' || raw.trim().startsWith('#') || fields.length < 2) return []
    const where = rawWhere.replace(/\\(\d{3})/g, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 8)),
    )
    if (type === 'swap') return [swapUnit(index + 1, { what, where, type, options })]
    if (!where.startsWith('/')) return []
    return [unitFor(index + 1, { what, where, type, options })]
  })
}

/** What a line of the file says of a unit. */
const setOn =
  (line: number) =>
  (section: string, key: string, value: string): Assignment => ({
    section,
    key,
    value,
    file: '/etc/fstab',
    line,
  })

function unitFor(
  line: number,
  entry: { what: string; where: string; type: string; options: string },
): UnitSource {
  const name = mountUnitName(entry.where)
  const set = setOn(line)
  return generatedUnit(name, `/run/systemd/generator/${name}`, [
    set('Unit', 'Documentation', 'man:fstab(5) man:systemd-fstab-generator(8)'),
    set('Unit', 'SourcePath', '/etc/fstab'),
    set('Unit', 'Description', entry.where === '/' ? 'Root Mount' : entry.where),
    set('Unit', 'Before', 'local-fs.target'),
    ...(entry.where === '/' ? [] : [set('Unit', 'After', '-.mount')]),
    set('Mount', 'What', entry.what),
    set('Mount', 'Where', entry.where),
    set('Mount', 'Type', entry.type),
    set('Mount', 'Options', entry.options),
  ])
}

/** A swap line is a unit of its own: a boot goes on without it. */
function swapUnit(
  line: number,
  { what, options }: { what: string; where: string; type: string; options: string },
): UnitSource {
  const device = what.replace(/^(UUID|LABEL)=/, (_, tag: string) => `/dev/disk/by-${tag.toLowerCase()}/`)
  const name = `${escapeUnitName(device, true)}.swap`
  const set = setOn(line)
  return generatedUnit(name, `/run/systemd/generator/${name}`, [
    set('Unit', 'Documentation', 'man:fstab(5) man:systemd-fstab-generator(8)'),
    set('Unit', 'SourcePath', '/etc/fstab'),
    set('Unit', 'Description', what),
    set('Unit', 'After', '-.mount'),
    set('Swap', 'What', what),
    set('Swap', 'Options', options),
  ])
}

export const fstabEntryOf = (settings: Settings): { type: string; options: string } => ({
  type: settings.last('Mount', 'Type') ?? '',
  options: settings.last('Mount', 'Options') ?? '',
})

/** Of an fstab line: mounted at boot, and whether the boot may go on without it. */
export function bootRole({ options }: { options: string }): 'required' | 'wanted' | 'none' {
  const words = options.split(',')
  if (words.includes('noauto')) return 'none'
  return words.includes('nofail') ? 'wanted' : 'required'
}
