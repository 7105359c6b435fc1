import type { InstanceStatus } from '@aws-sdk/client-ec2'
import StatusIndicator from '@cloudscape-design/components/status-indicator'

/** The three checks: of the host, of the instance, of its volumes. The last appears once it has passed. */
const checks = 3

export type Check = { type: 'initializing' } | { type: 'done'; passed: number }

const checkOf = (status: InstanceStatus | undefined): Check | undefined => {
  if (status?.InstanceState?.Name !== 'running') return undefined
  const { SystemStatus, InstanceStatus, AttachedEbsStatus } = status
  const results = [SystemStatus, InstanceStatus, AttachedEbsStatus].map((summary) => summary?.Status)
  if (results.slice(0, 2).includes('initializing')) return { type: 'initializing' }
  return { type: 'done', passed: results.filter((result) => result === 'ok').length }
}

export const checkText = (status: InstanceStatus | undefined): string => {
  const check = checkOf(status)
  if (!check) return ''
  return check.type === 'initializing' ? 'Initializing' : `${check.passed}/${checks} checks passed`
}

export function StatusCheck({ status }: { status: InstanceStatus | undefined }) {
  const check = checkOf(status)
  if (!check) return '–'
  const type = check.type === 'initializing' ? 'pending' : check.passed === checks ? 'success' : 'warning'
  return <StatusIndicator type={type}>{checkText(status)}</StatusIndicator>
}
