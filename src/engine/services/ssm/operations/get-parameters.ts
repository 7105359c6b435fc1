import type { Parameter } from '@aws-sdk/client-ssm'
import { AwsError } from '../../../kernel/index.ts'
import { operation } from '../operation.ts'
import { parameterNamed } from '../parameters.ts'

export const getParameters = operation('GetParameters', {
  decide({ Names = [], WithDecryption }, context) {
    const found = [...new Set(Names)].map(
      (name) => [name, orNone(() => parameterNamed(context, name, WithDecryption))] as const,
    )
    return {
      Parameters: found.flatMap(([, parameter]) => parameter ?? []),
      InvalidParameters: found.filter(([, parameter]) => !parameter).map(([name]) => name),
    }
  },
})

/** A version that is not there makes the name invalid, and not the call. */
const orNone = (find: () => Parameter | undefined) => {
  try {
    return find()
  } catch (error) {
    if (error instanceof AwsError && error.code === 'ParameterVersionNotFound') return undefined
    throw error
  }
}
