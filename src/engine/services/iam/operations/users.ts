import { whoIs } from '../../../identity/index.ts'
import { keysOf, nameOrOwn } from '../caller.ts'
import { alreadyExists, deleteConflict, notFound } from '../errors.ts'
import { findUser, isTaken } from '../find.ts'
import { mustBeBare, mustExist } from '../holders.ts'
import { arnOf, newEntityId, wholeSeconds } from '../names.ts'
import { operation } from '../operation.ts'
import { describeUser, userInList } from '../output.ts'
import { below, pageOf } from '../paging.ts'
import { withoutTags, withTags } from '../tags.ts'

export const createUser = operation('CreateUser', {
  decide({ UserName = '', Path = '/', Tags, PermissionsBoundary }, context) {
    const { tx, now } = context
    if (isTaken(tx, 'iam.user', UserName)) throw alreadyExists(`User with name ${UserName} already exists.`)
    if (PermissionsBoundary !== undefined) mustExist(tx, PermissionsBoundary)
    const user = {
      UserName,
      UserId: newEntityId(context, 'AIDA'),
      Path,
      Arn: arnOf(context, 'user', Path, UserName),
      CreateDate: wholeSeconds(now),
      Tags: withTags([], Tags),
      attached: [],
      inline: {},
      groups: [],
      ...(PermissionsBoundary !== undefined && { boundary: PermissionsBoundary }),
    }
    tx.put('iam.user', UserName, user)
    return { User: describeUser(user) }
  },
})

export const getUser = operation('GetUser', {
  decide({ UserName }, context) {
    const { principal, tx, account } = context
    if (UserName === undefined && whoIs(principal).type === 'Account')
      return {
        User: { Path: '/', UserName: '', UserId: account, Arn: principal.arn, CreateDate: new Date(0) },
      }
    return { User: describeUser(findUser(tx, nameOrOwn(context, UserName))) }
  },
})

export const listUsers = operation('ListUsers', {
  decide(request, { tx }) {
    const users = below(tx.list('iam.user'), request.PathPrefix, ({ UserName }) => UserName)
    const { page, more } = pageOf(users, request)
    return { Users: page.map(userInList), ...more }
  },
})

export const deleteUser = operation('DeleteUser', {
  decide({ UserName = '' }, { tx }) {
    const user = findUser(tx, UserName)
    if (keysOf(tx, user).length > 0)
      throw deleteConflict('Cannot delete entity, must delete access keys first.')
    if (user.groups.length > 0)
      throw deleteConflict('Cannot delete entity, must remove users from group first.')
    mustBeBare(user)
    tx.delete('iam.user', UserName)
    return {}
  },
})

export const tagUser = operation('TagUser', {
  decide({ UserName = '', Tags }, { tx }) {
    const user = findUser(tx, UserName)
    tx.put('iam.user', UserName, { ...user, Tags: withTags(user.Tags, Tags) })
    return {}
  },
})

export const untagUser = operation('UntagUser', {
  decide({ UserName = '', TagKeys }, { tx }) {
    const user = findUser(tx, UserName)
    tx.put('iam.user', UserName, { ...user, Tags: withoutTags(user.Tags, TagKeys) })
    return {}
  },
})

export const listUserTags = operation('ListUserTags', {
  decide(request, { tx }) {
    const { page, more } = pageOf(findUser(tx, request.UserName).Tags, request)
    return { Tags: page, ...more }
  },
})

export const putUserPermissionsBoundary = operation('PutUserPermissionsBoundary', {
  decide({ UserName = '', PermissionsBoundary = '' }, { tx }) {
    const user = findUser(tx, UserName)
    mustExist(tx, PermissionsBoundary)
    tx.put('iam.user', UserName, { ...user, boundary: PermissionsBoundary })
    return {}
  },
})

export const deleteUserPermissionsBoundary = operation('DeleteUserPermissionsBoundary', {
  decide({ UserName = '' }, { tx }) {
    const { boundary, ...user } = findUser(tx, UserName)
    if (boundary === undefined) throw notFound.policy(`PermissionsBoundary of ${UserName}`)
    tx.put('iam.user', UserName, user)
    return {}
  },
})

/** Users here have neither devices nor passwords: they call with keys. */
export const listMFADevices = operation('ListMFADevices', {
  decide({ UserName }, context) {
    if (UserName !== undefined) findUser(context.tx, UserName)
    return { MFADevices: [], IsTruncated: false }
  },
})

export const getLoginProfile = operation('GetLoginProfile', {
  decide({ UserName }, context) {
    const user = findUser(context.tx, nameOrOwn(context, UserName))
    throw notFound.loginProfile(user.UserName)
  },
})
