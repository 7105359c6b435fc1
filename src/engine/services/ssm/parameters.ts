import type { Parameter } from '@aws-sdk/client-ssm'
import { type DecideContext, fail } from '../../kernel/index.ts'
import { parameterNotFound, versionNotFound } from './errors.ts'
import { arnOf, selected } from './names.ts'
import { publicParameter } from './public-parameters.ts'
import type { ParameterRecord, ParameterVersion } from './records.ts'

/** AWS's own key for parameters: there is no other here. */
export const parametersKey = 'alias/aws/ssm'

type Context = Pick<DecideContext, 'tx' | 'account' | 'region'>

export const latest = ({ versions }: ParameterRecord): ParameterVersion => versions.at(-1)!

/** One of the account's own, by its plain name. */
export const findOwn = ({ tx }: Pick<Context, 'tx'>, name = ''): ParameterRecord =>
  tx.get('ssm.parameter', name) ?? fail(parameterNotFound())

export const describe = (
  { account, region }: Omit<Context, 'tx'>,
  { name }: ParameterRecord,
  version: ParameterVersion,
  decrypted: boolean,
): Parameter => ({
  Name: name,
  Type: version.type,
  Value: decrypted ? version.value : (version.ciphertext ?? version.value),
  Version: version.version,
  LastModifiedDate: version.date,
  ARN: arnOf(account, region, name),
  DataType: 'text',
})

/** AWS's or the account's own, as it is asked for. Undefined if there is none; throws if only its version is missing. */
export const parameterNamed = (
  context: Context,
  asked: string,
  WithDecryption: boolean | undefined,
): Parameter | undefined => {
  const found = publicParameter(context.region, asked)
  if (found) return found
  const { name, selector } = selected(context.account, context.region, asked)
  // The ARN of a name without a slash has one.
  const bare = asked.startsWith('arn:') ? name.slice(1) : name
  const own = context.tx.get('ssm.parameter', name) ?? context.tx.get('ssm.parameter', bare)
  if (!own) return undefined
  if (selector === undefined) return describe(context, own, latest(own), WithDecryption ?? false)
  const version =
    own.versions.find((each) => `:${each.version}` === selector) ??
    fail(versionNotFound(selector.slice(1), name))
  return { ...describe(context, own, version, WithDecryption ?? false), Selector: selector }
}
