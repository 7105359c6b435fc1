import { AwsError } from '../../../kernel/index.ts'
import { invalidParameter, missingParameter } from '../errors.ts'

export const keyPairDuplicate = () => new AwsError('InvalidKeyPair.Duplicate', 'The keypair already exists')

export const checkKeyName = (name: string | undefined): string => {
  if (!name) throw missingParameter('KeyName')
  if (name.length > 255)
    throw invalidParameter('Value for parameter KeyName is invalid. Length exceeds maximum of 255.')
  if ([...name].some((char) => char > '\x7e'))
    throw invalidParameter(
      'Value for parameter KeyName is invalid. Character sets beyond ASCII are not supported.',
    )
  if (name !== name.trim())
    throw invalidParameter(`Invalid value '${name}' for keyName. It should be trimmed`)
  if ([...name].some((char) => char < ' '))
    throw invalidParameter(`Value for parameter ${name} is invalid. KeyName`)
  return name
}
