import { AwsError } from '../../../kernel/index.ts'
import { invalidParameter, missingParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { putEgressToAll } from '../security-groups/default-group.ts'
import { groupArn } from '../security-groups/describe.ts'
import { defaultVpc, groupNamed } from '../security-groups/find-group.ts'
import { tagMember, tagsFor } from '../tags.ts'
import { findVpc } from '../vpc/find-subnet.ts'

const validText = /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]+$/
const set = 'a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*'

const duplicate = (name: string, vpcId: string) =>
  new AwsError('InvalidGroup.Duplicate', `The security group '${name}' already exists for VPC '${vpcId}'`)

const checkTexts = (name: string | undefined, description: string | undefined) => {
  if (!name) throw missingParameter('GroupName')
  if (!description) throw missingParameter('GroupDescription')
  if (name.toLowerCase().startsWith('sg-'))
    throw invalidParameter(
      `Value (${name}) for parameter GroupName is invalid. Group names may not be in the format sg-*.`,
    )
  if (name.length > 255 || !validText.test(name))
    throw invalidParameter(
      `Value (${name}) for parameter GroupName is invalid. Invalid security group name. Valid names are strings less than 256 characters from the following set:  ${set}`,
    )
  if (description.length > 255 || !validText.test(description))
    throw invalidParameter(
      `Value (${description}) for parameter GroupDescription is invalid. Invalid security group description. Valid descriptions are strings less than 256 characters from the following set:  ${set}`,
    )
  return { GroupName: name, Description: description }
}

export const createSecurityGroup = operation('CreateSecurityGroup', {
  decide(request, context) {
    const { tx, newId } = context
    const texts = checkTexts(request.GroupName, request.Description)
    const { VpcId } = request.VpcId ? findVpc(tx, request.VpcId) : defaultVpc(tx)
    const Tags = tagsFor('security-group', request.TagSpecifications)
    if (groupNamed(tx, VpcId, texts.GroupName)) throw duplicate(texts.GroupName, VpcId)
    const GroupId = newId('sg')
    tx.put('ec2.security-group', GroupId, { GroupId, ...texts, VpcId, Tags })
    putEgressToAll(context, GroupId)
    return { GroupId, ...tagMember(Tags), SecurityGroupArn: groupArn(tx, GroupId) }
  },
})
