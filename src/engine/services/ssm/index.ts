import type { Service } from '../../kernel/index.ts'
import { getParameter } from './operations/get-parameter.ts'
import { getParameters } from './operations/get-parameters.ts'

/** Of Systems Manager, the public parameters that name AWS's images. */
export const ssm: Service = {
  name: 'ssm',
  operations: { GetParameter: getParameter, GetParameters: getParameters },
}
