import type { InstanceType } from '../../../catalog/index.ts'
import type { DecideContext } from '../../../kernel/index.ts'
import { addressesOf } from '../../../network/interfaces.ts'
import type { Tags } from '../tags.ts'
import { addressCount } from '../vpc/addresses.ts'
import { checkAddressCount, checkInterfaceCount, putAttachment } from '../vpc/attachment.ts'
import { newInterface } from '../vpc/interfaces.ts'
import type { Placement } from './placement.ts'

/** The interfaces of a launch: those that are there already, and new ones. Returns the id of the first. */
export const putLaunchInterfaces = (
  context: DecideContext,
  InstanceId: string,
  { interfaces }: Placement,
  Tags: Tags,
): string => {
  const [first = ''] = interfaces.map((place) => {
    const eni = place.eni ?? newInterface(context, { ...place, Tags })
    putAttachment(context, eni, InstanceId, place)
    return eni.NetworkInterfaceId
  })
  return first
}

/** Whether the type may have as many interfaces and addresses. */
export const checkInterfaces = ({ interfaces }: Placement, type: InstanceType) => {
  checkInterfaceCount(type.name, interfaces.length)
  for (const place of interfaces)
    checkAddressCount(place.eni ? addressesOf(place.eni).length : addressCount(place), type.name)
}
