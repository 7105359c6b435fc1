import type { ChildStatus } from '../../../kernel/process.ts'
import type { Unit } from '../unit-file/unit.ts'
import type { ServiceResult } from './exit-status.ts'

/** What counts as what for Restart=: the table in systemd.service(5). */
const reasons: Record<string, readonly ServiceResult[]> = {
  no: [],
  'on-success': ['success'],
  'on-failure': ['exit-code', 'signal', 'core-dump', 'timeout', 'protocol', 'resources'],
  'on-abnormal': ['signal', 'core-dump', 'timeout'],
  'on-watchdog': [],
  'on-abort': ['signal', 'core-dump'],
  always: ['success', 'exit-code', 'signal', 'core-dump', 'timeout', 'protocol', 'resources'],
}

/** Whether a service that ended by itself is started again. */
export function mayRestart(unit: Unit, result: ServiceResult, status: ChildStatus | undefined): boolean {
  const listed = (key: string): boolean =>
    unit.settings
      .words('Service', key)
      .some(
        (word) => word === String(status?.exit) || word === status?.signal || `SIG${word}` === status?.signal,
      )
  if (listed('RestartPreventExitStatus')) return false
  return listed('RestartForceExitStatus') || (reasons[unit.service?.restart ?? 'no'] ?? []).includes(result)
}
