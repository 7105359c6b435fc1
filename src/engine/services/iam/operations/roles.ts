import type { Transaction } from '../../../kernel/index.ts'
import { checkTrustPolicy } from '../documents.ts'
import { alreadyExists, deleteConflict, notFound } from '../errors.ts'
import { findRole, isTaken } from '../find.ts'
import { mustBeBare, mustExist } from '../holders.ts'
import { arnOf, newEntityId, wholeSeconds } from '../names.ts'
import { operation } from '../operation.ts'
import { describeRole, roleInList } from '../output.ts'
import { below, pageOf } from '../paging.ts'
import { withoutTags, withTags } from '../tags.ts'

const standardDuration = 3600

/** Whom a trust policy may name: what is in this account must be there; other accounts are taken at their word. */
const principalExists = (tx: Transaction) => (arn: string) => {
  const own = arn.startsWith(`arn:aws:iam::${tx.scope.account}:`) || arn.startsWith('arn:aws:sts::')
  if (!own) return /^arn:aws:iam::\d{12}:(root|user\/.+|role\/.+)$/.test(arn)
  return (
    arn.endsWith(':root') ||
    arn.startsWith(`arn:aws:sts::${tx.scope.account}:assumed-role/`) ||
    tx.list('iam.user').some(({ Arn }) => Arn === arn) ||
    tx.list('iam.role').some(({ Arn }) => Arn === arn)
  )
}

export const createRole = operation('CreateRole', {
  decide(request, context) {
    const { tx, now } = context
    const { RoleName = '', Path = '/', PermissionsBoundary, Description } = request
    const trust = checkTrustPolicy(request.AssumeRolePolicyDocument, principalExists(tx))
    if (isTaken(tx, 'iam.role', RoleName)) throw alreadyExists(`Role with name ${RoleName} already exists.`)
    if (PermissionsBoundary !== undefined) mustExist(tx, PermissionsBoundary)
    const role = {
      RoleName,
      RoleId: newEntityId(context, 'AROA'),
      Path,
      Arn: arnOf(context, 'role', Path, RoleName),
      CreateDate: wholeSeconds(now),
      trust,
      MaxSessionDuration: request.MaxSessionDuration ?? standardDuration,
      Tags: withTags([], request.Tags),
      attached: [],
      inline: {},
      ...(Description !== undefined && { Description }),
      ...(PermissionsBoundary !== undefined && { boundary: PermissionsBoundary }),
    }
    tx.put('iam.role', RoleName, role)
    const { MaxSessionDuration: _unsaid, RoleLastUsed: _never, ...Role } = describeRole(role)
    return { Role }
  },
})

export const getRole = operation('GetRole', {
  decide: ({ RoleName }, { tx }) => ({ Role: describeRole(findRole(tx, RoleName)) }),
})

export const listRoles = operation('ListRoles', {
  decide(request, { tx }) {
    const roles = below(tx.list('iam.role'), request.PathPrefix, ({ RoleName }) => RoleName)
    const { page, more } = pageOf(roles, request)
    return { Roles: page.map(roleInList), ...more }
  },
})

export const updateRole = operation('UpdateRole', {
  decide({ RoleName = '', Description, MaxSessionDuration }, { tx }) {
    const role = findRole(tx, RoleName)
    tx.put('iam.role', RoleName, {
      ...role,
      ...(Description !== undefined && { Description }),
      ...(MaxSessionDuration !== undefined && { MaxSessionDuration }),
    })
    return {}
  },
})

export const updateAssumeRolePolicy = operation('UpdateAssumeRolePolicy', {
  decide({ RoleName = '', PolicyDocument }, { tx }) {
    const role = findRole(tx, RoleName)
    tx.put('iam.role', RoleName, { ...role, trust: checkTrustPolicy(PolicyDocument, principalExists(tx)) })
    return {}
  },
})

export const deleteRole = operation('DeleteRole', {
  decide({ RoleName = '' }, { tx }) {
    const role = findRole(tx, RoleName)
    if (tx.list('iam.instance-profile').some(({ roles }) => roles.includes(RoleName)))
      throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.')
    mustBeBare(role)
    tx.delete('iam.role', RoleName)
    return {}
  },
})

export const tagRole = operation('TagRole', {
  decide({ RoleName = '', Tags }, { tx }) {
    const role = findRole(tx, RoleName)
    tx.put('iam.role', RoleName, { ...role, Tags: withTags(role.Tags, Tags) })
    return {}
  },
})

export const untagRole = operation('UntagRole', {
  decide({ RoleName = '', TagKeys }, { tx }) {
    const role = findRole(tx, RoleName)
    tx.put('iam.role', RoleName, { ...role, Tags: withoutTags(role.Tags, TagKeys) })
    return {}
  },
})

export const listRoleTags = operation('ListRoleTags', {
  decide(request, { tx }) {
    const { page, more } = pageOf(findRole(tx, request.RoleName).Tags, request)
    return { Tags: page, ...more }
  },
})

export const putRolePermissionsBoundary = operation('PutRolePermissionsBoundary', {
  decide({ RoleName = '', PermissionsBoundary = '' }, { tx }) {
    const role = findRole(tx, RoleName)
    mustExist(tx, PermissionsBoundary)
    tx.put('iam.role', RoleName, { ...role, boundary: PermissionsBoundary })
    return {}
  },
})

export const deleteRolePermissionsBoundary = operation('DeleteRolePermissionsBoundary', {
  decide({ RoleName = '' }, { tx }) {
    const { boundary, ...role } = findRole(tx, RoleName)
    if (boundary === undefined) throw notFound.policy(`PermissionsBoundary of ${RoleName}`)
    tx.put('iam.role', RoleName, role)
    return {}
  },
})
