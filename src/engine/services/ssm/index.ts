import type { AccessRule, Service } from '../../kernel/index.ts'
import { arnOf } from './names.ts'
import { deleteParameter } from './operations/delete-parameter.ts'
import { deleteParameters } from './operations/delete-parameters.ts'
import { describeParameters } from './operations/describe-parameters.ts'
import { getParameter } from './operations/get-parameter.ts'
import { getParameterHistory } from './operations/get-parameter-history.ts'
import { getParameters } from './operations/get-parameters.ts'
import { getParametersByPath } from './operations/get-parameters-by-path.ts'
import { putParameter } from './operations/put-parameter.ts'
import { addTagsToResource, listTagsForResource, removeTagsFromResource } from './operations/resource-tags.ts'

interface Input {
  Name?: string
  Names?: string[]
  Path?: string
  ResourceId?: string
}

/** AWS's public parameters belong to no account. A list of them all is asked for by the account's ARN. */
const accesses: AccessRule = (operation, input, { account, region }) => {
  const action = `ssm:${operation}`
  const { Name, Names, Path, ResourceId } = input as Input
  if (operation === 'DescribeParameters') return [{ action, resource: `arn:aws:ssm:${region}:${account}:*` }]
  return [Name ?? Names ?? Path ?? ResourceId ?? []].flat().map((name) => {
    const owner = name.startsWith('/aws/service/') ? '' : account
    return { action, resource: name.startsWith('arn:') ? name : arnOf(owner, region, name) }
  })
}

const operations = [
  addTagsToResource,
  deleteParameter,
  deleteParameters,
  describeParameters,
  getParameter,
  getParameterHistory,
  getParameters,
  getParametersByPath,
  listTagsForResource,
  putParameter,
  removeTagsFromResource,
]

/** Of Systems Manager, the parameters: the account's own, and the public ones that name AWS's images. */
export const ssm: Service = {
  name: 'ssm',
  operations: Object.fromEntries(operations.map((operation) => [operation.name, operation])),
  accesses,
}
