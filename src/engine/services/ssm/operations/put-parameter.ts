import type { ParameterTier, PutParameterRequest } from '@aws-sdk/client-ssm'
import { AwsError, type DecideContext } from '../../../kernel/index.ts'
import { alreadyExists, validation } from '../errors.ts'
import { checkName } from '../names.ts'
import { operation } from '../operation.ts'
import { latest, parametersKey } from '../parameters.ts'
import type { ParameterRecord, ParameterVersion } from '../records.ts'
import { withTags } from '../tags.ts'

const longest = { Standard: 4096, Advanced: 8192 } as const
const versionsKept = 100
const ciphertextBytes = 150

export const putParameter = operation('PutParameter', {
  decide(request, context) {
    const { tx, now, principal } = context
    const name = checkName(request.Name ?? '')
    refuseUnserved(request)
    const before = tx.get('ssm.parameter', name)
    if (before && !request.Overwrite) throw alreadyExists()
    if (request.Overwrite && request.Tags?.length)
      throw validation(
        "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
      )
    const type = typeOf(request, before)
    const value = checkValue(request.Value ?? '')
    const tier = tierOf(request, value, before)
    const description = request.Description ?? (before && latest(before).description)
    const version: ParameterVersion = {
      version: before ? latest(before).version + 1 : 1,
      value,
      ...(type === 'SecureString' && { ciphertext: newCiphertext(context) }),
      type,
      tier,
      ...(description !== undefined && { description }),
      date: now,
      user: principal.arn,
    }
    tx.put('ssm.parameter', name, {
      name,
      tags: before?.tags ?? withTags([], request.Tags),
      versions: [...(before?.versions ?? []), version].slice(-versionsKept),
    })
    return { Version: version.version, Tier: tier }
  },
})

const refuseUnserved = ({ KeyId, AllowedPattern, Policies, DataType }: PutParameterRequest) => {
  if (KeyId && KeyId !== parametersKey)
    throw new AwsError(
      'InvalidKeyId',
      `Sandcloud has no customer managed keys yet: leave KeyId out, and ${parametersKey} is used.`,
    )
  if (AllowedPattern)
    throw validation('Sandcloud checks no values against patterns: leave AllowedPattern out.')
  if (Policies && Policies !== '[]' && Policies !== '[{}]')
    throw validation('Sandcloud has no parameter policies: leave Policies out.')
  if (DataType && DataType !== 'text')
    throw validation('Sandcloud has parameters of the data type text only: leave DataType out.')
}

const typeOf = ({ Type }: PutParameterRequest, before: ParameterRecord | undefined) => {
  const type = Type ?? (before && latest(before).type)
  if (!type) throw validation('A parameter type is required when you create a parameter.')
  if (before && type !== latest(before).type)
    throw new AwsError(
      'HierarchyTypeMismatchException',
      `The parameter type can't be changed from ${latest(before).type} to ${type}. Create a new, unique parameter.`,
    )
  return type
}

const checkValue = (value: string): string => {
  if (value.includes('{{'))
    throw validation(
      "Parameter value can't nest another parameter. Do not use {{ }} in the value of the parameter.",
    )
  return value
}

/** Intelligent-Tiering takes the cheaper one that will do; nothing goes back from Advanced. */
const tierOf = (
  { Tier = 'Standard' }: PutParameterRequest,
  value: string,
  before: ParameterRecord | undefined,
): ParameterTier => {
  const is = before && latest(before).tier
  const fits = Tier === 'Intelligent-Tiering' && value.length > longest.Standard ? 'Advanced' : 'Standard'
  const tier = Tier === 'Advanced' || is === 'Advanced' ? 'Advanced' : fits
  const limit = longest[tier]
  if (value.length > limit)
    throw validation(
      tier === 'Standard'
        ? `Standard tier parameters support a maximum parameter value of ${limit} characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html`
        : `Advanced tier parameters support a maximum parameter value of ${limit} characters.`,
    )
  return tier
}

/** What AWS shows of a secret is the key service's: bytes that say nothing to anybody else. */
const newCiphertext = ({ random }: DecideContext) =>
  `AQICAH${btoa(String.fromCharCode(...random(ciphertextBytes)))}`
