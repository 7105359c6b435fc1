export interface SpecifierContext {
  /** `name@instance.service` */
  unit: string
  hostname: string
  user: { name: string; uid: number; home: string; shell: string }
  machineId: string
  bootId: string
}

/** `foo@bar.service` → its parts; the instance is undefined of what is no template's. */
export function splitUnitName(name: string): { prefix: string; instance: string | undefined; type: string } {
  const dot = name.lastIndexOf('.')
  const stem = name.slice(0, dot)
  const at = stem.indexOf('@')
  return {
    prefix: at < 0 ? stem : stem.slice(0, at),
    instance: at < 0 ? undefined : stem.slice(at + 1),
    type: name.slice(dot + 1),
  }
}

/** `a-b\x20c` → `a/b c`: systemd-escape's way back. */
const unescapeName = (text: string): string =>
  text
    .replaceAll('-', '/')
    .replace(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

/** `%i`, `%n`…: systemd.unit(5), SPECIFIERS. Unknown ones stay as they are. */
export function expandSpecifiers(text: string, context: SpecifierContext): string {
  const { unit, hostname, user, machineId, bootId } = context
  const { prefix, instance = '' } = splitUnitName(unit)
  const values: Record<string, string> = {
    '%': '%', n: unit, N: unit.slice(0, unit.lastIndexOf('.')), p: prefix, P: unescapeName(prefix),
    i: instance, I: unescapeName(instance), f: `/${unescapeName(instance || prefix)}`,
    j: prefix.slice(prefix.lastIndexOf('-') + 1), H: hostname, l: hostname.split('.')[0]!,
    u: user.name, U: String(user.uid), h: user.home, s: user.shell, m: machineId, b: bootId,
    t: '/run', S: '/var/lib', C: '/var/cache', L: '/var/log', E: '/etc', T: '/tmp', V: '/var/tmp',
  } // prettier-ignore
  return text.replace(/%([%a-zA-Z])/g, (whole, letter: string) => values[letter] ?? whole)
}
