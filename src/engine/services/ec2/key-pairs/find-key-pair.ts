import { AwsError } from '../../../kernel/index.ts'

export const keyPairNotFound = (name: string) =>
  new AwsError('InvalidKeyPair.NotFound', `The key pair '${name}' does not exist`)
