import { AwsError, fail } from '../../../kernel/index.ts'
import { operation } from '../operation.ts'
import { publicParameter } from '../public-parameters.ts'

/** AWS says nothing but the name. */
const parameterNotFound = () => new AwsError('ParameterNotFound', '')

export const getParameter = operation('GetParameter', {
  decide: ({ Name = '' }, { region }) => ({
    Parameter: publicParameter(region, Name) ?? fail(parameterNotFound()),
  }),
})
