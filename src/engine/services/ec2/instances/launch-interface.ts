import type { DecideContext } from '../../../kernel/index.ts'
import type { Tags } from '../tags.ts'
import { newInterface } from '../vpc/interfaces.ts'
import { wholeSeconds } from '../whole-seconds.ts'
import type { Placement } from './placement.ts'

/** The interface of a launch: one that is there already, or a new one. Returns its id. */
export const putLaunchInterface = (
  context: DecideContext,
  InstanceId: string,
  place: Placement,
  Tags: Tags,
): string => {
  const { tx, newId, now } = context
  const eni = place.eni ?? newInterface(context, { ...place, Tags })
  tx.put('ec2.network-interface', eni.NetworkInterfaceId, {
    ...eni,
    Attachment: {
      AttachmentId: newId('eni-attach'),
      InstanceId,
      Status: 'attaching',
      AttachTime: wholeSeconds(now),
      DeleteOnTermination: place.deleteInterface,
    },
  })
  return eni.NetworkInterfaceId
}
