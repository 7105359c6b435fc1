import type { ModifyImageAttributeRequest } from '@aws-sdk/client-ec2'
import { AwsError } from '../../../kernel/index.ts'
import { invalidCombination, invalidParameter } from '../errors.ts'
import { findOwnImage } from '../images/find-image.ts'
import type { ImageRecord } from '../images/records.ts'
import { operation } from '../operation.ts'
import { changePermissions, noSuchLauncher } from '../permissions.ts'
import { checkDescription } from '../snapshots/checks.ts'

const known = [undefined, 'description', 'launchPermission', 'imdsSupport']

/** Exactly one attribute at a time: who may launch the image, its description, or its metadata service. */
export const modifyImageAttribute = operation('ModifyImageAttribute', {
  decide(request, { tx }) {
    const { ImageId = '', Attribute } = request
    const image = findOwnImage(tx, ImageId)
    if (!known.includes(Attribute))
      throw invalidParameter(
        `Value (${Attribute}) for parameter attribute is invalid. It cannot be modified.`,
      )
    if (request.ProductCodes || request.OrganizationArns || request.OrganizationalUnitArns)
      throw new AwsError('UnsupportedOperation', 'Sandcloud has no organizations and no marketplace.')
    tx.put('ec2.image', ImageId, changed(image, request))
    return {}
  },
})

const changed = (image: ImageRecord, request: ModifyImageAttributeRequest): ImageRecord => {
  const { Attribute, Value, LaunchPermission, OperationType, UserIds, UserGroups } = request
  const description = request.Description?.Value ?? (Attribute === 'description' ? Value : undefined)
  if (description !== undefined) {
    checkDescription(description)
    return { ...image, Description: description }
  }
  const imds = request.ImdsSupport?.Value ?? (Attribute === 'imdsSupport' ? Value : undefined)
  if (imds !== undefined) {
    if (imds !== 'v2.0') throw invalidParameter(`Value (${imds}) for parameter imdsSupport is invalid.`)
    return { ...image, ImdsSupport: imds }
  }
  if (!LaunchPermission && !UserIds && !UserGroups) throw invalidCombination('No attributes specified.')
  const { after, added } = changePermissions(image.launchPermission, {
    OperationType,
    UserIds,
    groups: UserGroups,
    refuse: noSuchLauncher,
    modifications: LaunchPermission as
      | { Add?: { UserId?: string }[]; Remove?: { UserId?: string }[] }
      | undefined,
  })
  if (added.length > 0 && image.disks.some((disk) => disk.Encrypted))
    throw new AwsError('InvalidParameter', 'Snapshots encrypted with the AWS Managed CMK can’t be shared.')
  return { ...image, launchPermission: after }
}
