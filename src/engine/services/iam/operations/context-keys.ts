import { documentOf } from '../../../identity/index.ts'
import type { Transaction } from '../../../kernel/index.ts'
import { listOf, type PolicyDocument, type StatementDocument } from '../../../policy/index.ts'
import { checkIdentityPolicy } from '../documents.ts'
import { notFound } from '../errors.ts'
import { operation } from '../operation.ts'
import type { Holder } from '../records.ts'

/** `${aws:username, 'nobody'}` names a key, and what stands for it when it is missing. */
const variablesIn = (text: string): string[] =>
  text
    .split('${')
    .slice(1)
    .flatMap((rest) => {
      const [name = ''] = rest.slice(0, Math.max(0, rest.indexOf('}'))).split(',', 1)
      return name.includes(':') ? name.trim() : []
    })

const keysOf = ({ Condition = {}, Resource, NotResource }: StatementDocument): string[] => {
  const tests = Object.values(Condition).flatMap((test) => Object.entries(test))
  const texts = [
    ...tests.flatMap(([, values]) => listOf(values).map(String)),
    ...listOf(Resource),
    ...listOf(NotResource),
  ]
  return [...tests.map(([key]) => key), ...texts.flatMap(variablesIn)]
}

const keysNamed = (documents: readonly string[]): string[] => [
  ...new Set(
    documents.flatMap((text) => listOf((JSON.parse(text) as PolicyDocument).Statement)).flatMap(keysOf),
  ),
]

/** The keys that a simulation of these policies may need values for. */
export const getContextKeysForCustomPolicy = operation('GetContextKeysForCustomPolicy', {
  decide: ({ PolicyInputList = [] }) => ({
    ContextKeyNames: keysNamed(PolicyInputList.map(checkIdentityPolicy)),
  }),
})

export const getContextKeysForPrincipalPolicy = operation('GetContextKeysForPrincipalPolicy', {
  decide({ PolicySourceArn = '', PolicyInputList = [] }, { tx }) {
    const documents = holdersAt(tx, PolicySourceArn).flatMap(({ attached, inline }) => [
      ...attached.flatMap((arn) => documentOf(tx, arn) ?? []),
      ...Object.values(inline),
    ])
    return { ContextKeyNames: keysNamed([...documents, ...PolicyInputList.map(checkIdentityPolicy)]) }
  },
})

/** Of a user, its groups too. */
const holdersAt = (tx: Transaction, arn: string): Holder[] => {
  const user = tx.list('iam.user').find(({ Arn }) => Arn === arn)
  if (user) return [user, ...user.groups.flatMap((name) => tx.get('iam.group', name) ?? [])]
  const holder = [...tx.list('iam.group'), ...tx.list('iam.role')].find(({ Arn }) => Arn === arn)
  if (!holder) throw notFound.user(arn.split('/').at(-1)!)
  return [holder]
}
