import { AwsError } from '../../../kernel/index.ts'
import { missingParameter } from '../errors.ts'
import { wrongState } from '../instances/change-state.ts'
import { findInstance } from '../instances/find-instance.ts'
import { changes, fromNameAndValue } from '../instances/modify-attribute.ts'
import { omit } from '../omit.ts'
import { operation } from '../operation.ts'
import { checkOneAttribute } from '../vpc/one-attribute.ts'

export const modifyInstanceAttribute = operation('ModifyInstanceAttribute', {
  decide(request, context) {
    if (!request.InstanceId) throw missingParameter('instanceId')
    const instance = findInstance(context.tx, request.InstanceId)
    if (instance.state === 'terminated' || instance.state === 'shutting-down')
      throw wrongState(instance.InstanceId)
    const { Attribute, Value, ...members } = omit(request, 'InstanceId', 'DryRun')
    const asked = {
      ...members,
      ...(Attribute && Value !== undefined && omit(fromNameAndValue(Attribute, Value), 'InstanceId')),
    }
    const given = Object.entries(asked).filter(([, value]) => value !== undefined)
    checkOneAttribute(...given)
    const name = given[0]![0]
    if (!Object.hasOwn(changes, name))
      throw new AwsError('UnsupportedOperation', `Sandcloud does not serve the attribute ${name}.`)
    changes[name as keyof typeof changes](context, instance, { InstanceId: instance.InstanceId, ...asked })
    return {}
  },
})
