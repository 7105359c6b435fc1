import type { Event } from '@aws-sdk/client-cloudtrail'
import { whoIs } from '../../identity/index.ts'
import type { CallRecord, Transaction } from '../../kernel/index.ts'
import { factsOf } from '../../model/index.ts'
import { parametersOf } from './parameters.ts'
import { resourcesOf } from './resources.ts'

/** A recorded call as the event history lists it. */
export const eventOf = (record: CallRecord, tx: Transaction): Event => ({
  EventId: record.id,
  EventName: record.operation,
  ReadOnly: String(record.sort === 'read'),
  ...(record.source.accessKeyId && { AccessKeyId: record.source.accessKeyId }),
  EventTime: wholeSeconds(record.time),
  EventSource: sourceOf(record),
  Username: userNameOf(record),
  Resources: resourcesOf(record),
  CloudTrailEvent: JSON.stringify(documentOf(record, tx)),
})

export const sourceOf = ({ service }: CallRecord): string =>
  `${factsOf(service)?.signingName ?? service}.amazonaws.com`

/** IAM is one for all regions, and has its history in the first. */
export const regionOf = ({ service, region }: CallRecord): string =>
  service === 'iam' ? 'us-east-1' : region

export const userNameOf = ({ principal }: CallRecord): string => {
  const who = whoIs(principal)
  if (who.type === 'User') return who.name
  return who.type === 'AssumedRole' ? who.session : 'root'
}

const wholeSeconds = (time: number) => new Date(Math.floor(time / 1000) * 1000)

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
const documentOf = (record: CallRecord, tx: Transaction) => ({
  eventVersion: '1.11',
  userIdentity: identityOf(record, tx),
  eventTime: `${new Date(record.time).toISOString().slice(0, 19)}Z`,
  eventSource: sourceOf(record),
  eventName: record.operation,
  awsRegion: regionOf(record),
  sourceIPAddress: record.source.address ?? 'AWS Internal',
  userAgent: record.source.userAgent ?? 'AWS Internal',
  ...(record.error && { errorCode: errorCodeOf(record), errorMessage: record.error.message }),
  requestParameters: parametersOf(record.service, record.input),
  responseElements: responseOf(record),
  requestID: record.requestId,
  eventID: record.id,
  readOnly: record.sort === 'read',
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: record.account,
  eventCategory: 'Management',
})

const identityOf = ({ principal, source }: CallRecord, tx: Transaction) => {
  const who = whoIs(principal)
  const common = {
    principalId: principal.userId,
    arn: principal.arn,
    accountId: principal.accountId,
    ...(source.accessKeyId && { accessKeyId: source.accessKeyId }),
  }
  if (who.type === 'User') return { type: 'IAMUser', ...common, userName: who.name }
  if (who.type !== 'AssumedRole') return { type: 'Root', ...common }
  const role = tx.in('global').get('iam.role', who.role)
  const sessionIssuer = {
    type: 'Role',
    principalId: role?.RoleId ?? principal.userId.split(':')[0],
    arn: role?.Arn ?? `arn:aws:iam::${principal.accountId}:role/${who.role}`,
    accountId: principal.accountId,
    userName: who.role,
  }
  return { type: 'AssumedRole', ...common, sessionContext: { sessionIssuer } }
}

/** EC2's codes say whose fault it was, IAM's are the names of its exceptions. */
const errorCodeOf = ({ service, error }: CallRecord): string => {
  const { code } = error!
  if (service === 'ec2') return code.startsWith('Internal') ? `Server.${code}` : `Client.${code}`
  return service === 'iam' && !/^AccessDenied|Error$|Failure$|Exception$/.test(code)
    ? `${code}Exception`
    : code
}

const responseOf = ({ service, sort, error, output, requestId }: CallRecord) => {
  if (sort === 'read' || error) return null
  if (service !== 'ec2') return parametersOf(service, output ?? {})
  return { requestId, ...(parametersOf(service, output ?? {}) ?? { _return: true }) }
}
