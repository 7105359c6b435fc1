import { attach, attachedTo, deleteInline, detach, getInline, inlineNames, putInline } from '../holders.ts'
import { operation } from '../operation.ts'
import { attachedOf, escapeDocument } from '../output.ts'
import { pageOf } from '../paging.ts'

export const attachUserPolicy = operation('AttachUserPolicy', {
  decide({ UserName, PolicyArn }, { tx }) {
    attach(tx, 'user', UserName, PolicyArn)
    return {}
  },
})

export const detachUserPolicy = operation('DetachUserPolicy', {
  decide({ UserName, PolicyArn }, { tx }) {
    detach(tx, 'user', UserName, PolicyArn)
    return {}
  },
})

export const listAttachedUserPolicies = operation('ListAttachedUserPolicies', {
  decide(request, { tx }) {
    const { page, more } = pageOf(attachedTo(tx, 'user', request.UserName), request)
    return { AttachedPolicies: attachedOf(tx, page), ...more }
  },
})

export const putUserPolicy = operation('PutUserPolicy', {
  decide({ UserName, PolicyName, PolicyDocument }, { tx }) {
    putInline(tx, 'user', UserName, PolicyName, PolicyDocument)
    return {}
  },
})

export const getUserPolicy = operation('GetUserPolicy', {
  decide: ({ UserName, PolicyName }, { tx }) => ({
    UserName,
    PolicyName,
    PolicyDocument: escapeDocument(getInline(tx, 'user', UserName, PolicyName)),
  }),
})

export const deleteUserPolicy = operation('DeleteUserPolicy', {
  decide({ UserName, PolicyName }, { tx }) {
    deleteInline(tx, 'user', UserName, PolicyName)
    return {}
  },
})

export const listUserPolicies = operation('ListUserPolicies', {
  decide(request, { tx }) {
    const { page, more } = pageOf(inlineNames(tx, 'user', request.UserName), request)
    return { PolicyNames: page, ...more }
  },
})

export const attachGroupPolicy = operation('AttachGroupPolicy', {
  decide({ GroupName, PolicyArn }, { tx }) {
    attach(tx, 'group', GroupName, PolicyArn)
    return {}
  },
})

export const detachGroupPolicy = operation('DetachGroupPolicy', {
  decide({ GroupName, PolicyArn }, { tx }) {
    detach(tx, 'group', GroupName, PolicyArn)
    return {}
  },
})

export const listAttachedGroupPolicies = operation('ListAttachedGroupPolicies', {
  decide(request, { tx }) {
    const { page, more } = pageOf(attachedTo(tx, 'group', request.GroupName), request)
    return { AttachedPolicies: attachedOf(tx, page), ...more }
  },
})

export const putGroupPolicy = operation('PutGroupPolicy', {
  decide({ GroupName, PolicyName, PolicyDocument }, { tx }) {
    putInline(tx, 'group', GroupName, PolicyName, PolicyDocument)
    return {}
  },
})

export const getGroupPolicy = operation('GetGroupPolicy', {
  decide: ({ GroupName, PolicyName }, { tx }) => ({
    GroupName,
    PolicyName,
    PolicyDocument: escapeDocument(getInline(tx, 'group', GroupName, PolicyName)),
  }),
})

export const deleteGroupPolicy = operation('DeleteGroupPolicy', {
  decide({ GroupName, PolicyName }, { tx }) {
    deleteInline(tx, 'group', GroupName, PolicyName)
    return {}
  },
})

export const listGroupPolicies = operation('ListGroupPolicies', {
  decide(request, { tx }) {
    const { page, more } = pageOf(inlineNames(tx, 'group', request.GroupName), request)
    return { PolicyNames: page, ...more }
  },
})

export const attachRolePolicy = operation('AttachRolePolicy', {
  decide({ RoleName, PolicyArn }, { tx }) {
    attach(tx, 'role', RoleName, PolicyArn)
    return {}
  },
})

export const detachRolePolicy = operation('DetachRolePolicy', {
  decide({ RoleName, PolicyArn }, { tx }) {
    detach(tx, 'role', RoleName, PolicyArn)
    return {}
  },
})

export const listAttachedRolePolicies = operation('ListAttachedRolePolicies', {
  decide(request, { tx }) {
    const { page, more } = pageOf(attachedTo(tx, 'role', request.RoleName), request)
    return { AttachedPolicies: attachedOf(tx, page), ...more }
  },
})

export const putRolePolicy = operation('PutRolePolicy', {
  decide({ RoleName, PolicyName, PolicyDocument }, { tx }) {
    putInline(tx, 'role', RoleName, PolicyName, PolicyDocument)
    return {}
  },
})

export const getRolePolicy = operation('GetRolePolicy', {
  decide: ({ RoleName, PolicyName }, { tx }) => ({
    RoleName,
    PolicyName,
    PolicyDocument: escapeDocument(getInline(tx, 'role', RoleName, PolicyName)),
  }),
})

export const deleteRolePolicy = operation('DeleteRolePolicy', {
  decide({ RoleName, PolicyName }, { tx }) {
    deleteInline(tx, 'role', RoleName, PolicyName)
    return {}
  },
})

export const listRolePolicies = operation('ListRolePolicies', {
  decide(request, { tx }) {
    const { page, more } = pageOf(inlineNames(tx, 'role', request.RoleName), request)
    return { PolicyNames: page, ...more }
  },
})
