import { AwsError, type DecideContext, type RecordKinds } from '../../../kernel/index.ts'
import { keysOf } from '../caller.ts'
import { wholeSeconds } from '../names.ts'
import { operation } from '../operation.ts'
import type { UserRecord } from '../records.ts'

declare module '../../../kernel/records.ts' {
  interface RecordKinds {
    /** One in the account, in the region `global`: its id is always `report`. */
    'iam.credential-report': { generated: Date; text: string }
  }
}

/** A report is as good as new for four hours. */
const freshFor = 4 * 3600 * 1000

const columns =
  'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated'

const noKey = ['false', 'N/A', 'N/A', 'N/A', 'N/A']
// Nobody has a password here, nor a second factor; the root's is not told of.
const noPassword = ['false', 'N/A', 'N/A', 'N/A', 'false']
const rootPassword = ['not_supported', 'no_information', 'not_supported', 'not_supported', 'false']
const noCertificates = ['false', 'N/A', 'false', 'N/A']

const timeOf = (time: Date | number) => new Date(time).toISOString().replace(/\.\d+Z$/, '+00:00')

const keyCells = (
  { tx }: DecideContext,
  { accessKeyId, status, createDate }: RecordKinds['iam.access-key'],
): string[] => {
  const used = tx.get('kernel.key-use', accessKeyId)
  return [
    String(status !== 'Inactive'),
    createDate ? timeOf(createDate) : 'N/A',
    ...(used ? [timeOf(used.time), used.region, used.service] : ['N/A', 'N/A', 'N/A']),
  ]
}

const keysCells = (context: DecideContext, holder: { Arn: string }): string[] => {
  const [first, second] = keysOf(context.tx, holder)
  return [first, second].flatMap((key) => (key ? keyCells(context, key) : noKey))
}

const userRow = (context: DecideContext, user: UserRecord): string[] => [
  user.UserName,
  user.Arn,
  timeOf(user.CreateDate),
  ...noPassword,
  ...keysCells(context, user),
  ...noCertificates,
]

/** The account is as old as its first user. */
const rootRow = (context: DecideContext, users: readonly UserRecord[]): string[] => {
  const Arn = `arn:aws:iam::${context.account}:root`
  const times = users.map(({ CreateDate }) => CreateDate.getTime())
  return [
    '<root_account>',
    Arn,
    timeOf(times.length > 0 ? Math.min(...times) : context.now),
    ...rootPassword,
    ...keysCells(context, { Arn }),
    ...noCertificates,
  ]
}

const reportOf = (context: DecideContext): string => {
  const users = context.tx.list('iam.user')
  return [
    columns,
    ...[rootRow(context, users), ...users.map((user) => userRow(context, user))].map((row) => row.join(',')),
  ].join('\n')
}

/** It is there when it is asked for the next time. */
export const generateCredentialReport = operation('GenerateCredentialReport', {
  decide(_, context) {
    const { tx, now } = context
    const before = tx.get('iam.credential-report', 'report')
    if (before && now.getTime() - before.generated.getTime() < freshFor) return { State: 'COMPLETE' as const }
    tx.put('iam.credential-report', 'report', { generated: wholeSeconds(now), text: reportOf(context) })
    return {
      State: 'STARTED' as const,
      Description: 'No report exists. Starting a new report generation task',
    }
  },
})

export const getCredentialReport = operation('GetCredentialReport', {
  decide(_, { tx }) {
    const report = tx.get('iam.credential-report', 'report')
    // AWS says nothing but the code.
    if (!report) throw new AwsError('ReportNotPresent', '')
    return {
      Content: new TextEncoder().encode(report.text),
      ReportFormat: 'text/csv' as const,
      GeneratedTime: report.generated,
    }
  },
})
