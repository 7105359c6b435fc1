import type { DecideContext } from '../../../kernel/index.ts'
import { madeBefore, rememberToken } from '../client-tokens.ts'
import { invalidParameter } from '../errors.ts'
import type { BootImage } from '../images/boot-image.ts'
import { checkImageFits } from '../images/check-fit.ts'
import { findImage } from '../images/find-image.ts'
import { planDisks, putDisks } from '../instances/block-devices.ts'
import { describeLaunch } from '../instances/describe-instance.ts'
import { chosen, countOf, typeOf } from '../instances/launch.ts'
import { beginStart } from '../instances/life.ts'
import { wholeSeconds } from '../whole-seconds.ts'
import { placeLaunch, type Placement } from '../instances/placement.ts'
import type { InstanceRecord } from '../instances/records.ts'
import { associationWith } from '../instance-profiles/association.ts'
import { profileNamed } from '../instance-profiles/find-profile.ts'
import { operation } from '../operation.ts'
import { ensureStock } from '../snapshots/source.ts'
import { tagsFor } from '../tags.ts'
import { newInterface } from '../vpc/interfaces.ts'

const taggable = ['instance', 'volume', 'network-interface', 'spot-instances-request'] as const

export const runInstances = operation('RunInstances', {
  /** The image's blocks must be there; a request that names none is refused by the decision. */
  async prepare(request, context) {
    let image: BootImage | undefined
    try {
      image = findImage(context.tx, request.ImageId)
    } catch {
      return
    }
    const mapped = request.BlockDeviceMappings ?? []
    const snapshots = [...image.disks, ...mapped.map(({ Ebs }) => ({ ...Ebs }))]
    await ensureStock(
      context,
      snapshots.map(({ SnapshotId }) => SnapshotId),
    )
  },

  decide(request, context) {
    const { tx, account, newId } = context
    const image = findImage(tx, request.ImageId)
    const type = typeOf(request)
    checkImageFits(image, type)
    const call = { operation: 'RunInstances', input: request }
    const made = madeBefore(context, call)
    if (made)
      return reservation(
        context,
        made.flatMap((id) => tx.get('ec2.instance', id) ?? []),
      )

    const place = placeLaunch(context, request)
    const disks = planDisks(context, image, request.BlockDeviceMappings)
    const choices = chosen(context, request, image)
    const profile = request.IamInstanceProfile && profileNamed(tx, request.IamInstanceProfile)
    const count = countOf(tx, request, type)
    if (place.privateAddress && count > 1)
      throw invalidParameter('A private IP address can be given to one instance only.')
    const tags = (resource: 'instance' | 'volume' | 'network-interface') =>
      tagsFor(resource, request.TagSpecifications, taggable)

    const ReservationId = newId('r')
    const launched = Array.from({ length: count }, (_, index): InstanceRecord => {
      const InstanceId = newId('i')
      const instance: InstanceRecord = {
        ...choices,
        ...(profile && { profile: associationWith(context, profile) }),
        InstanceId,
        ReservationId,
        ImageId: image.imageId,
        InstanceType: type.name,
        ...(image.architecture === 'arm64' && { Architecture: 'arm64' }),
        ...(!image.imdsSupport && { imdsSupport: false }),
        state: 'pending',
        AmiLaunchIndex: index,
        ClientToken: request.ClientToken ?? '',
        AvailabilityZone: place.subnet.AvailabilityZone,
        AvailabilityZoneId: place.subnet.AvailabilityZoneId,
        LaunchTime: wholeSeconds(context.now),
        createdAt: wholeSeconds(context.now),
        RootDeviceName: image.rootDeviceName,
        NetworkInterfaceId: putInterface(context, InstanceId, place, tags('network-interface')),
        StateTransitionReason: '',
        reboots: 0,
        checked: false,
        Tags: tags('instance'),
      }
      putDisks(context, instance, disks, tags('volume'))
      beginStart(context, instance)
      return instance
    })
    rememberToken(
      context,
      call,
      launched.map((instance) => instance.InstanceId),
    )
    return { ...reservation(context, launched), OwnerId: account }
  },
})

const reservation = ({ tx, account }: DecideContext, instances: readonly InstanceRecord[]) => ({
  ReservationId: instances[0]?.ReservationId ?? '',
  OwnerId: account,
  Groups: [],
  Instances: instances.map((instance) => describeLaunch(tx, instance)),
})

const putInterface = (
  context: DecideContext,
  InstanceId: string,
  place: Placement,
  Tags: InstanceRecord['Tags'],
): string => {
  const { tx, newId, now } = context
  const eni = newInterface(context, { ...place, Tags })
  tx.put('ec2.network-interface', eni.NetworkInterfaceId, {
    ...eni,
    Attachment: {
      AttachmentId: newId('eni-attach'),
      InstanceId,
      Status: 'attaching',
      AttachTime: wholeSeconds(now),
      DeleteOnTermination: true,
    },
  })
  return eni.NetworkInterfaceId
}
