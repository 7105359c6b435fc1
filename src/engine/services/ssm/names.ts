import { AwsError } from '../../kernel/index.ts'
import { validation } from './errors.ts'

const mostLevels = 15

const asPath =
  'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_'

/** What a parameter of one's own may be called. */
export const checkName = (name: string): string => {
  const levels = name.split('/').length - 1
  const plain = name.replace(/^\//, '').toLowerCase()
  if (/^\/aws/i.test(name) && levels > 1)
    throw new AwsError('AccessDeniedException', `No access to reserved parameter name: ${name}.`)
  if (plain.startsWith('aws') || plain.startsWith('ssm'))
    throw validation(
      levels > 1 ? asPath : 'Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).',
    )
  if (!/^[\w./-]+$/.test(name) || name.includes('//') || name.endsWith('/')) throw validation(asPath)
  if (levels > 0 && !name.startsWith('/')) throw validation('Parameter name must be a fully qualified name.')
  if (levels > mostLevels)
    throw new AwsError(
      'HierarchyLevelLimitExceededException',
      `Parameter name can't contain more than ${mostLevels} levels in hierarchy.`,
    )
  return name
}

export const arnOf = (account: string, region: string, name: string) =>
  `arn:aws:ssm:${region}:${account}:parameter${name.startsWith('/') ? '' : '/'}${name}`

interface Selected {
  name: string
  /** As it was asked for: `:3`. */
  selector?: string
}

/** A name as it is asked for: by itself or by its ARN, with a version behind it or not. */
export const selected = (account: string, region: string, asked: string): Selected => {
  const root = `arn:aws:ssm:${region}:${account}:parameter`
  const plain = asked.startsWith(root) ? asked.slice(root.length) : asked
  const colon = plain.indexOf(':')
  return colon < 0 ? { name: plain } : { name: plain.slice(0, colon), selector: plain.slice(colon) }
}
