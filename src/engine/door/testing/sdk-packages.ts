import type { FakeCloud } from './fake-cloud.ts'

export interface SdkClient {
  send(command: unknown): Promise<Record<string, unknown>>
}

type Package = Record<string, new (...args: unknown[]) => SdkClient>

/** The clients of every service that the door knows, each loaded when its tests run. */
const packages: Readonly<Record<string, () => Promise<unknown>>> = {
  apigateway: () => import('@aws-sdk/client-api-gateway'),
  apigatewayv2: () => import('@aws-sdk/client-apigatewayv2'),
  cloudtrail: () => import('@aws-sdk/client-cloudtrail'),
  cloudwatch: () => import('@aws-sdk/client-cloudwatch'),
  dynamodb: () => import('@aws-sdk/client-dynamodb'),
  dynamodbstreams: () => import('@aws-sdk/client-dynamodb-streams'),
  ebs: () => import('@aws-sdk/client-ebs'),
  ec2: () => import('@aws-sdk/client-ec2'),
  events: () => import('@aws-sdk/client-eventbridge'),
  iam: () => import('@aws-sdk/client-iam'),
  kms: () => import('@aws-sdk/client-kms'),
  lambda: () => import('@aws-sdk/client-lambda'),
  logs: () => import('@aws-sdk/client-cloudwatch-logs'),
  s3: () => import('@aws-sdk/client-s3'),
  scheduler: () => import('@aws-sdk/client-scheduler'),
  sns: () => import('@aws-sdk/client-sns'),
  sqs: () => import('@aws-sdk/client-sqs'),
  ssm: () => import('@aws-sdk/client-ssm'),
  sts: () => import('@aws-sdk/client-sts'),
}

export const sdkServices = Object.keys(packages)

/** S3's operations that go to services which Sandcloud has not. */
export const atOtherHosts = ['ListDirectoryBuckets', 'WriteGetObjectResponse']

/** A service's client on a fake cloud, and how to name an operation to it. */
export async function sdkOf(service: string, config: FakeCloud['config']) {
  const sdk = (await packages[service]!()) as Package
  const name = Object.keys(sdk).find((key) => /^[A-Z]\w+Client$/.test(key))!
  const client = new sdk[name]!(config)
  return {
    send: (operation: string, input: object) => client.send(new sdk[`${operation}Command`]!(input)),
  }
}
