import { alreadyExists, quotaExceeded, stillReferenced } from '../errors.ts'
import { findGroup, findUser, isTaken } from '../find.ts'
import { mustBeBare } from '../holders.ts'
import { arnOf, newEntityId, wholeSeconds } from '../names.ts'
import { operation } from '../operation.ts'
import { describeGroup, userInList } from '../output.ts'
import { below, pageOf } from '../paging.ts'

const mostGroups = 10

export const createGroup = operation('CreateGroup', {
  decide({ GroupName = '', Path = '/' }, context) {
    const { tx, now } = context
    if (isTaken(tx, 'iam.group', GroupName))
      throw alreadyExists(`Group with name ${GroupName} already exists.`)
    const group = {
      GroupName,
      GroupId: newEntityId(context, 'AGPA'),
      Path,
      Arn: arnOf(context, 'group', Path, GroupName),
      CreateDate: wholeSeconds(now),
      attached: [],
      inline: {},
    }
    tx.put('iam.group', GroupName, group)
    return { Group: describeGroup(group) }
  },
})

export const getGroup = operation('GetGroup', {
  decide(request, { tx }) {
    const group = findGroup(tx, request.GroupName)
    const members = tx.list('iam.user').filter(({ groups }) => groups.includes(group.GroupName))
    const { page, more } = pageOf(members, request)
    return { Group: describeGroup(group), Users: page.map(userInList), ...more }
  },
})

export const listGroups = operation('ListGroups', {
  decide(request, { tx }) {
    const groups = below(tx.list('iam.group'), request.PathPrefix, ({ GroupName }) => GroupName)
    const { page, more } = pageOf(groups, request)
    return { Groups: page.map(describeGroup), ...more }
  },
})

export const listGroupsForUser = operation('ListGroupsForUser', {
  decide(request, { tx }) {
    const groups = findUser(tx, request.UserName).groups.map((name) => findGroup(tx, name))
    const { page, more } = pageOf(groups, request)
    return { Groups: page.map(describeGroup), ...more }
  },
})

export const deleteGroup = operation('DeleteGroup', {
  decide({ GroupName = '' }, { tx }) {
    const group = findGroup(tx, GroupName)
    if (tx.list('iam.user').some(({ groups }) => groups.includes(GroupName))) throw stillReferenced()
    mustBeBare(group)
    tx.delete('iam.group', GroupName)
    return {}
  },
})

export const addUserToGroup = operation('AddUserToGroup', {
  decide({ GroupName = '', UserName = '' }, { tx }) {
    findGroup(tx, GroupName)
    const user = findUser(tx, UserName)
    if (user.groups.includes(GroupName)) return {}
    if (user.groups.length >= mostGroups) throw quotaExceeded('GroupsPerUser', mostGroups)
    tx.put('iam.user', UserName, { ...user, groups: [...user.groups, GroupName] })
    return {}
  },
})

export const removeUserFromGroup = operation('RemoveUserFromGroup', {
  decide({ GroupName = '', UserName = '' }, { tx }) {
    findGroup(tx, GroupName)
    const user = findUser(tx, UserName)
    tx.put('iam.user', UserName, { ...user, groups: user.groups.filter((name) => name !== GroupName) })
    return {}
  },
})
