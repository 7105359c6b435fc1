import type { Process } from '../../kernel/process.ts'
import { type CloudStatus, type Verdict, verdict } from './status.ts'
import { versionOf } from './version.ts'

interface Found {
  verdict: Verdict
  status: CloudStatus
  errors: string[]
  warnings: string[]
}

/** cloud-init status: each distribution's version has a form of its own. */
export async function showStatus(proc: Process, args: readonly string[]): Promise<number> {
  const [major = 22, minor = 0] = versionOf(proc).split('.').map(Number)
  const hasFormat = major > 22 || minor >= 4
  const at = args.findIndex((word) => word === '--format' || word.startsWith('--format='))
  if (at >= 0 && !hasFormat) {
    await proc.stderr.line(`usage: /usr/bin/cloud-init status [-h] [-l] [-w]\n/usr/bin/cloud-init: error: unrecognized arguments: ${args.slice(at).join(' ')}`) // prettier-ignore
    return 2
  }
  const format = at < 0 ? 'tabular' : args[at]!.includes('=') ? args[at]!.split('=')[1] : args[at + 1]
  const waits = args.includes('--wait') || args.includes('-w')
  const found = waits ? await untilOver(proc) : await verdict(proc)
  if (waits) await proc.stdout.write('\n')
  if (format === 'json') await proc.stdout.line(JSON.stringify(asJson(found), undefined, 2))
  else {
    await proc.stdout.line(`status: ${found.verdict}`)
    if (args.includes('--long') || args.includes('-l')) await proc.stdout.write((major > 22 ? longRecent : major === 22 && minor >= 4 ? longMiddle : longOld)(found)) // prettier-ignore
  }
  if (found.verdict === 'error') return 1
  return major > 22 && found.warnings.length > 0 ? 2 : 0
}

async function untilOver(proc: Process): Promise<Found> {
  for (;;) {
    const found = await verdict(proc)
    if (found.verdict !== 'running' && found.verdict !== 'not run') return found
    await proc.stdout.write('.')
    await proc.sleep(250)
  }
}

function lastUpdate({ stages }: CloudStatus): string | undefined {
  const times = Object.values(stages).flatMap(({ start, finished }) => [start ?? 0, finished ?? 0])
  const last = Math.max(0, ...times)
  return last === 0 ? undefined : new Date(last * 1000).toUTCString().replace('GMT', '+0000')
}

const detail = ({ verdict: state, status, errors }: Found): string =>
  state === 'error' ? errors.join('\n') : state === 'running' ? `Running in stage: ${status.stage ?? ''}` : (status.datasource ?? '') // prettier-ignore

const extended = ({ verdict: state, warnings }: Found): string =>
  state === 'error' ? 'error - done' : warnings.length > 0 ? `degraded ${state}` : state

const timeLine = (name: string, { status }: Found): string => {
  const time = lastUpdate(status)
  return time === undefined ? '' : `${name}: ${time}\n`
}

const longOld = (found: Found): string => `${timeLine('time', found)}detail:\n${detail(found)}\n`

const longMiddle = (found: Found): string =>
  `boot_status_code: enabled-by-generator\n${timeLine('last_update', found)}detail:\n${detail(found)}\n`

function longRecent(found: Found): string {
  const { errors, warnings, status } = found
  const list = (items: readonly string[]): string => items.map((item) => `\n\t- ${item}`).join('')
  return `extended_status: ${extended(found)}
boot_status_code: enabled-by-generator
${timeLine('last_update', found)}detail: ${found.verdict === 'running' ? detail(found) : (status.datasource ?? '')}
errors:${errors.length > 0 ? list(errors) : ' []'}
recoverable_errors:${warnings.length > 0 ? `\nWARNING:${list(warnings)}` : ' {}'}
`
}

const asJson = (found: Found): Record<string, unknown> => ({
  _schema_version: '1',
  boot_status_code: 'enabled-by-generator',
  datasource: found.status.datasource === 'DataSourceEc2' ? 'ec2' : '',
  detail: found.verdict === 'running' ? detail(found) : (found.status.datasource ?? ''),
  errors: found.errors,
  extended_status: extended(found),
  last_update: lastUpdate(found.status) ?? '',
  recoverable_errors: found.warnings.length > 0 ? { WARNING: found.warnings } : {},
  stage: found.status.stage,
  status: found.verdict,
})
