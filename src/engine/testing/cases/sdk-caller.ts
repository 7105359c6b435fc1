import * as cloudtrail from '@aws-sdk/client-cloudtrail'
import * as ebs from '@aws-sdk/client-ebs'
import * as ec2 from '@aws-sdk/client-ec2'
import * as iam from '@aws-sdk/client-iam'
import * as ssm from '@aws-sdk/client-ssm'
import * as sts from '@aws-sdk/client-sts'
import { checksumOf } from '../../services/ebs/checksum.ts'
import { chunkOf } from '../recording-hypervisor.ts'
import { blockData, type Fields } from './case.ts'
import type { Caller, Keys } from './run-case.ts'

interface AnyClient {
  send(command: object): Promise<object>
}

/** What these clients are made with, for a region. */
type Options = (region: string) => { credentials: Keys }

const packages = { cloudtrail, ebs, ec2, iam, ssm, sts } as const
const clients = {
  cloudtrail: 'CloudTrailClient',
  ebs: 'EBSClient',
  ec2: 'EC2Client',
  iam: 'IAMClient',
  ssm: 'SSMClient',
  sts: 'STSClient',
}

const block = chunkOf(7)

/** Calls by the real SDK v3. */
export const sdkCaller =
  (options: Options): Caller =>
  async ({ service, operation, input, region = 'us-east-1', keys }) => {
    const made = packages[service] as unknown as Record<string, new (argument: object) => unknown>
    const given = options(region)
    const client = new made[clients[service]]!({
      ...given,
      credentials: keys ?? given.credentials,
    }) as AnyClient
    const command = new made[`${operation}Command`]!(withBlock(operation, input)) as object
    try {
      return await client.send(command)
    } catch (error) {
      // Classes of IAM's errors are called after their shapes; the code itself has no such ending.
      if (error instanceof Error && service === 'iam') error.name = error.name.replace(/Exception$/, '')
      throw error
    }
  }

const withBlock = (operation: string, input: Fields): object => {
  if (operation === 'ImportKeyPair')
    return { ...input, PublicKeyMaterial: bytesOf(String(input['PublicKeyMaterial'])) }
  if (input['BlockData'] !== blockData) return input
  return { ...input, BlockData: block, Checksum: checksumOf(block) }
}

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
