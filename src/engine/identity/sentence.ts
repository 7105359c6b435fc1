import type { Access, Principal } from '../kernel/index.ts'
import type { Decision } from '../policy/index.ts'

/** AWS's words for a denial: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
export const sentenceOf = ({ arn }: Principal, { action, resource }: Access, decision: Decision): string => {
  const article = decision.type === 'identity-based policy' ? 'an' : 'a'
  const reason = decision.explicit
    ? `with an explicit deny in ${article} ${decision.type}`
    : `because no ${decision.type} allows the ${action} action`
  // EC2 and S3 name no resource where there is none.
  const bare = resource === '*' && /^(ec2|s3):/.test(action)
  return `User: ${arn} is not authorized to perform: ${action} ${bare ? '' : `on resource: ${resource} `}${reason}`
}
