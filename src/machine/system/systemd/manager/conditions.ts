import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import type { Condition, Unit } from '../unit-file/unit.ts'

const checks: Record<string, (proc: Process, argument: string) => Promise<boolean>> = {
  PathExists: (proc, path) => there(proc, path),
  PathExistsGlob: async (proc, pattern) => {
    const slash = pattern.lastIndexOf('/')
    const [before, after = ''] = pattern.slice(slash + 1).split('*')
    const found = await names(proc, pattern.slice(0, slash) || '/')
    return found.some((name) => name.startsWith(before!) && name.endsWith(after) && (after !== '' || pattern.includes('*') || name === before)) // prettier-ignore
  },
  PathIsDirectory: (proc, path) => there(proc, path, ({ type }) => type === 'directory'),
  FileNotEmpty: (proc, path) => there(proc, path, ({ type, size }) => type === 'file' && size > 0),
  FileIsExecutable: (proc, path) =>
    there(proc, path, ({ type, mode }) => type === 'file' && (mode & 0o111) !== 0),
  PathIsSymbolicLink: async (proc, path) => {
    try {
      return (await proc.lstat(path)).type === 'symlink'
    } catch (error) {
      if (isErrno(error)) return false
      throw error
    }
  },
  DirectoryNotEmpty: async (proc, path) => (await names(proc, path)).length > 0,
  FirstBoot: async (proc, value) => /^(yes|true|1|on)$/.test(value) === !(await there(proc, '/var/lib/systemd/first-boot-done')), // prettier-ignore
  // Instances are virtual machines, and no containers.
  Virtualization: async (_proc, value) => /^(yes|true|1|vm|kvm|amazon)$/.test(value),
  Host: async (proc, value) => value === proc.system.hostname,
  User: async (_proc, value) => value === 'root' || value === '0' || value === '@system',
}

async function there(
  proc: Process,
  path: string,
  test: (stat: Awaited<ReturnType<Process['stat']>>) => boolean = () => true,
): Promise<boolean> {
  try {
    return test(await proc.stat(path))
  } catch (error) {
    if (isErrno(error)) return false
    throw error
  }
}

async function names(proc: Process, directory: string): Promise<string[]> {
  try {
    return (await proc.readdir(directory)).map(({ name }) => name)
  } catch (error) {
    if (isErrno(error)) return []
    throw error
  }
}

/** The first condition that keeps the unit from being started, if any does. */
export async function unmetCondition(proc: Process, { conditions }: Unit): Promise<Condition | undefined> {
  let triggered: boolean | undefined
  let lastTrigger: Condition | undefined
  for (const condition of conditions) {
    const check = checks[condition.kind.replace(/^(Condition|Assert)/, '')]
    const met = check === undefined || (await check(proc, condition.argument)) !== condition.negated
    if (condition.trigger) {
      triggered = (triggered ?? false) || met
      lastTrigger = condition
    } else if (!met) return condition
  }
  return triggered === false ? lastTrigger : undefined
}

/** `ConditionPathExists=!/etc/x` */
export const describeCondition = ({ kind, trigger, negated, argument }: Condition): string =>
  `${kind}=${trigger ? '|' : ''}${negated ? '!' : ''}${argument}`
