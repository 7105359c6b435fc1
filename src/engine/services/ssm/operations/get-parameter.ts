import { fail } from '../../../kernel/index.ts'
import { parameterNotFound } from '../errors.ts'
import { operation } from '../operation.ts'
import { parameterNamed } from '../parameters.ts'

export const getParameter = operation('GetParameter', {
  decide: ({ Name = '', WithDecryption }, context) => ({
    Parameter: parameterNamed(context, Name, WithDecryption) ?? fail(parameterNotFound()),
  }),
})
