import type { AccessRule, Service } from '../../kernel/index.ts'
import { getParameter } from './operations/get-parameter.ts'
import { getParameters } from './operations/get-parameters.ts'
import { getParametersByPath } from './operations/get-parameters-by-path.ts'

/** AWS's public parameters belong to no account. */
const accesses: AccessRule = (operation, input, { account, region }) => {
  const { Name, Names, Path } = input as { Name?: string; Names?: string[]; Path?: string }
  return [Name ?? Names ?? Path ?? []].flat().map((name) => {
    const owner = name.startsWith('/aws/service/') ? '' : account
    const path = name.startsWith('/') ? name : `/${name}`
    const resource = name.startsWith('arn:') ? name : `arn:aws:ssm:${region}:${owner}:parameter${path}`
    return { action: `ssm:${operation}`, resource }
  })
}

/** Of Systems Manager, the public parameters that name AWS's images. */
export const ssm: Service = {
  name: 'ssm',
  operations: {
    GetParameter: getParameter,
    GetParameters: getParameters,
    GetParametersByPath: getParametersByPath,
  },
  accesses,
}
