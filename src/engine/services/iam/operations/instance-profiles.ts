import { alreadyExists, deleteConflict, notFound, quotaExceeded } from '../errors.ts'
import { findProfile, findRole, isTaken } from '../find.ts'
import { arnOf, newEntityId, wholeSeconds } from '../names.ts'
import { operation } from '../operation.ts'
import { describeProfile } from '../output.ts'
import { below, pageOf } from '../paging.ts'
import { withoutTags, withTags } from '../tags.ts'

export const createInstanceProfile = operation('CreateInstanceProfile', {
  decide({ InstanceProfileName = '', Path = '/', Tags }, context) {
    const { tx, now } = context
    if (isTaken(tx, 'iam.instance-profile', InstanceProfileName))
      throw alreadyExists(`Instance Profile ${InstanceProfileName} already exists.`)
    const profile = {
      InstanceProfileName,
      InstanceProfileId: newEntityId(context, 'AIPA'),
      Path,
      Arn: arnOf(context, 'instance-profile', Path, InstanceProfileName),
      CreateDate: wholeSeconds(now),
      Tags: withTags([], Tags),
      roles: [],
    }
    tx.put('iam.instance-profile', InstanceProfileName, profile)
    return { InstanceProfile: describeProfile(tx, profile) }
  },
})

export const getInstanceProfile = operation('GetInstanceProfile', {
  decide: ({ InstanceProfileName }, { tx }) => ({
    InstanceProfile: describeProfile(tx, findProfile(tx, InstanceProfileName)),
  }),
})

export const listInstanceProfiles = operation('ListInstanceProfiles', {
  decide(request, { tx }) {
    const profiles = below(
      tx.list('iam.instance-profile'),
      request.PathPrefix,
      (profile) => profile.InstanceProfileName,
    )
    const { page, more } = pageOf(profiles, request)
    return { InstanceProfiles: page.map((profile) => describeProfile(tx, profile)), ...more }
  },
})

export const listInstanceProfilesForRole = operation('ListInstanceProfilesForRole', {
  decide(request, { tx }) {
    const { RoleName } = findRole(tx, request.RoleName)
    const profiles = tx.list('iam.instance-profile').filter(({ roles }) => roles.includes(RoleName))
    const { page, more } = pageOf(profiles, request)
    return { InstanceProfiles: page.map((profile) => describeProfile(tx, profile)), ...more }
  },
})

export const deleteInstanceProfile = operation('DeleteInstanceProfile', {
  decide({ InstanceProfileName = '' }, { tx }) {
    if (findProfile(tx, InstanceProfileName).roles.length > 0)
      throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.')
    tx.delete('iam.instance-profile', InstanceProfileName)
    return {}
  },
})

export const addRoleToInstanceProfile = operation('AddRoleToInstanceProfile', {
  decide({ InstanceProfileName = '', RoleName = '' }, { tx }) {
    const profile = findProfile(tx, InstanceProfileName)
    findRole(tx, RoleName)
    if (profile.roles.length > 0) throw quotaExceeded('InstanceSessionsPerInstanceProfile', 1)
    tx.put('iam.instance-profile', InstanceProfileName, { ...profile, roles: [RoleName] })
    return {}
  },
})

export const removeRoleFromInstanceProfile = operation('RemoveRoleFromInstanceProfile', {
  decide({ InstanceProfileName = '', RoleName = '' }, { tx }) {
    const profile = findProfile(tx, InstanceProfileName)
    if (!profile.roles.includes(RoleName)) throw notFound.role(RoleName)
    tx.put('iam.instance-profile', InstanceProfileName, { ...profile, roles: [] })
    return {}
  },
})

export const tagInstanceProfile = operation('TagInstanceProfile', {
  decide({ InstanceProfileName = '', Tags }, { tx }) {
    const profile = findProfile(tx, InstanceProfileName)
    tx.put('iam.instance-profile', InstanceProfileName, { ...profile, Tags: withTags(profile.Tags, Tags) })
    return {}
  },
})

export const untagInstanceProfile = operation('UntagInstanceProfile', {
  decide({ InstanceProfileName = '', TagKeys }, { tx }) {
    const profile = findProfile(tx, InstanceProfileName)
    const Tags = withoutTags(profile.Tags, TagKeys)
    tx.put('iam.instance-profile', InstanceProfileName, { ...profile, Tags })
    return {}
  },
})

export const listInstanceProfileTags = operation('ListInstanceProfileTags', {
  decide(request, { tx }) {
    const { page, more } = pageOf(findProfile(tx, request.InstanceProfileName).Tags, request)
    return { Tags: page, ...more }
  },
})
