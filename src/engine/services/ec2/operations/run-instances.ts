import type { RunInstancesRequest } from '@aws-sdk/client-ec2'
import type { DecideContext } from '../../../kernel/index.ts'
import { madeBefore, rememberToken } from '../client-tokens.ts'
import { invalidParameter } from '../errors.ts'
import type { BootImage } from '../images/boot-image.ts'
import { checkImageFits } from '../images/check-fit.ts'
import { findImage } from '../images/find-image.ts'
import { planDisks, putDisks } from '../instances/block-devices.ts'
import { describeLaunch } from '../instances/describe-instance.ts'
import { chosen, countOf, launchTypeOf } from '../instances/launch.ts'
import { beginStart } from '../instances/life.ts'
import { wholeSeconds } from '../whole-seconds.ts'
import { checkInterfaces, putLaunchInterfaces } from '../instances/launch-interface.ts'
import { type PlacedInterface, placeLaunch } from '../instances/placement.ts'
import type { InstanceRecord } from '../instances/records.ts'
import { refuseUnserved } from '../instances/unserved-options.ts'
import { launchRequest, templateTags } from '../launch-templates/launch-request.ts'
import { associationWith } from '../instance-profiles/association.ts'
import { profileNamed } from '../instance-profiles/find-profile.ts'
import { operation } from '../operation.ts'
import { ensureStock } from '../snapshots/source.ts'
import { tagsFor } from '../tags.ts'

const taggable = ['instance', 'volume', 'network-interface', 'spot-instances-request'] as const

export const runInstances = operation('RunInstances', {
  /** The image's blocks must be there; a request that names none is refused by the decision. */
  async prepare(asked, context) {
    let image: BootImage
    let request: RunInstancesRequest
    try {
      request = launchRequest(context.tx, asked)
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

  decide(asked, context) {
    const { tx, account, newId } = context
    const request = launchRequest(tx, asked)
    const image = findImage(tx, request.ImageId)
    const type = launchTypeOf(request)
    checkImageFits(image, type)
    refuseUnserved(request, type)
    const call = { operation: 'RunInstances', input: asked }
    const made = madeBefore(context, call)
    if (made)
      return reservation(
        context,
        made.flatMap((id) => tx.get('ec2.instance', id) ?? []),
      )

    const place = placeLaunch(context, request)
    checkInterfaces(place, type)
    const disks = planDisks(context, image, request.BlockDeviceMappings)
    const choices = chosen(context, request, image)
    const profile = request.IamInstanceProfile && profileNamed(tx, request.IamInstanceProfile)
    const count = countOf(tx, request, type)
    if (count > 1 && place.interfaces.some(namesAddresses))
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
        NetworkInterfaceId: putLaunchInterfaces(context, InstanceId, place, tags('network-interface')),
        StateTransitionReason: '',
        reboots: 0,
        checked: false,
        Tags: [...tags('instance'), ...templateTags(tx, asked)],
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

const namesAddresses = ({ privateAddress, secondaryAddresses = [] }: PlacedInterface) =>
  privateAddress !== undefined || secondaryAddresses.length > 0

const reservation = ({ tx, account }: DecideContext, instances: readonly InstanceRecord[]) => ({
  ReservationId: instances[0]?.ReservationId ?? '',
  OwnerId: account,
  Groups: [],
  Instances: instances.map((instance) => describeLaunch(tx, instance)),
})
