import type { RunInstancesRequest } from '@aws-sdk/client-ec2'
import { type InstanceType, instanceTypeNamed } from '../../../catalog/index.ts'
import { AwsError, type DecideContext, fail, type Transaction } from '../../../kernel/index.ts'
import { invalidCombination, invalidParameter, missingParameter } from '../errors.ts'
import { keyPairNotFound } from '../key-pairs/find-key-pair.ts'
import type { BootImage } from '../images/boot-image.ts'
import { checkCredits } from './credits.ts'
import { metadataOptions, standardFor } from './metadata-options.ts'
import type { InstanceRecord } from './records.ts'

/** The quota of a new account for "Running On-Demand Standard instances", in vCPUs. */
const processorLimit = 32
const userDataLimit = 16_384

export const typeOf = ({ InstanceType }: { InstanceType?: string | undefined }): InstanceType => {
  if (!InstanceType) throw missingParameter('InstanceType')
  return (
    instanceTypeNamed(InstanceType) ??
    fail(invalidParameter(`Invalid value '${InstanceType}' for InstanceType.`))
  )
}

/** A launch without a type means m1.small, as in 2006, which boots none of today's images. */
export const launchTypeOf = (request: Pick<RunInstancesRequest, 'InstanceType'>): InstanceType => {
  if (!request.InstanceType)
    throw invalidCombination(
      "Non-Windows instances with a virtualization type of 'hvm' are currently not supported for this instance type : m1.small",
    )
  return typeOf(request)
}

/** As many as were asked for at most, as few as will do at least, within the account's quota. */
export const countOf = (tx: Transaction, request: RunInstancesRequest, type: InstanceType): number => {
  const { MinCount = 1, MaxCount = 1 } = request
  if (MinCount < 1) throw invalidCount('minCount', MinCount, 'minCount must be at least 1')
  if (MaxCount < 1) throw invalidCount('maxCount', MaxCount, 'maxCount must be at least 1')
  if (MinCount > MaxCount)
    throw invalidCount('minCount', MinCount, 'minCount must not be greater than maxCount')
  const room = Math.floor((processorLimit - processorsInUse(tx)) / type.processors)
  if (room < MinCount)
    throw new AwsError(
      'VcpuLimitExceeded',
      `You have requested more vCPU capacity than your current vCPU limit of ${processorLimit} allows for the instance bucket that the specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.`,
    )
  return Math.min(MaxCount, room)
}

const invalidCount = (parameter: string, value: number, reason: string) =>
  invalidParameter(`Value (${value}) for parameter ${parameter} is invalid. ${reason}.`)

const processorsInUse = (tx: Transaction) =>
  tx
    .list('ec2.instance')
    .filter(({ state }) => state === 'pending' || state === 'running')
    .reduce((sum, { InstanceType }) => sum + instanceTypeNamed(InstanceType)!.processors, 0)

type Chosen = Pick<
  InstanceRecord,
  | 'InstanceInitiatedShutdownBehavior'
  | 'DisableApiTermination'
  | 'DisableApiStop'
  | 'EbsOptimized'
  | 'monitoring'
  | 'metadata'
  | 'KeyName'
  | 'publicKey'
  | 'UserData'
  | 'CpuCredits'
>

/** What the request chooses that is the same for each of its instances. */
export const chosen = ({ tx }: DecideContext, request: RunInstancesRequest, image: BootImage): Chosen => {
  const key = request.KeyName
    ? (tx.get('ec2.key-pair', request.KeyName) ?? fail(keyPairNotFound(request.KeyName)))
    : undefined
  return {
    InstanceInitiatedShutdownBehavior: shutdownBehavior(request.InstanceInitiatedShutdownBehavior),
    DisableApiTermination: request.DisableApiTermination ?? false,
    DisableApiStop: request.DisableApiStop ?? false,
    EbsOptimized: request.EbsOptimized ?? false,
    monitoring: request.Monitoring?.Enabled ?? false,
    metadata: metadataOptions(request.MetadataOptions, standardFor(image.imdsSupport)),
    ...(key && { KeyName: key.KeyName, publicKey: key.PublicKey }),
    ...(request.UserData && { UserData: checkUserData(request.UserData) }),
    ...creditsAsked(request),
  }
}

const creditsAsked = ({ CreditSpecification, InstanceType }: RunInstancesRequest) => {
  const asked = CreditSpecification?.CpuCredits
  return asked ? { CpuCredits: checkCredits(typeOf({ InstanceType }), asked) } : {}
}

export const shutdownBehavior = (behavior: string | undefined = 'stop') => {
  if (behavior === 'stop' || behavior === 'terminate') return behavior
  throw invalidParameter(`Invalid value '${behavior}' for instanceInitiatedShutdownBehavior.`)
}

export const checkUserData = (data: string): string => {
  let size
  try {
    size = atob(data.replace(/\s+/g, '')).length
  } catch {
    throw new AwsError('InvalidUserData.Malformed', 'Invalid BASE64 encoding of user data.')
  }
  if (size > userDataLimit) throw invalidParameter('User data is limited to 16384 bytes')
  return data
}
