import { fail, newAccessKeyId, newSecret, type DecideContext } from '../../../kernel/index.ts'
import { notFound, quotaExceeded } from '../errors.ts'
import { findUser } from '../find.ts'
import { wholeSeconds } from '../names.ts'
import { operation } from '../operation.ts'
import { pageOf } from '../paging.ts'
import { keysOf, nameOrOwn } from '../caller.ts'

const most = 2

/** The secret is shown this once. */
export const createAccessKey = operation('CreateAccessKey', {
  decide({ UserName }, context) {
    const { tx, now, random, account } = context
    const user = findUser(tx, nameOrOwn(context, UserName))
    if (keysOf(tx, user).length >= most) throw quotaExceeded('AccessKeysPerUser', most)
    const AccessKeyId = newAccessKeyId('AKIA', random)
    const SecretAccessKey = newSecret(random, 40)
    const CreateDate = wholeSeconds(now)
    tx.put('iam.access-key', AccessKeyId, {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      principal: { accountId: account, arn: user.Arn, userId: user.UserId },
      createDate: CreateDate,
    })
    return {
      AccessKey: {
        UserName: user.UserName,
        AccessKeyId,
        Status: 'Active' as const,
        SecretAccessKey,
        CreateDate,
      },
    }
  },
})

export const listAccessKeys = operation('ListAccessKeys', {
  decide(request, context) {
    const user = findUser(context.tx, nameOrOwn(context, request.UserName))
    const { page, more } = pageOf(keysOf(context.tx, user), request)
    const AccessKeyMetadata = page.map(({ accessKeyId, status = 'Active', createDate }) => ({
      UserName: user.UserName,
      AccessKeyId: accessKeyId,
      Status: status,
      ...(createDate && { CreateDate: createDate }),
    }))
    return { AccessKeyMetadata, ...more }
  },
})

const findKey = (context: DecideContext, name: string | undefined, id = '') =>
  keysOf(context.tx, findUser(context.tx, nameOrOwn(context, name))).find(
    ({ accessKeyId }) => accessKeyId === id,
  ) ?? fail(notFound.key(id))

export const updateAccessKey = operation('UpdateAccessKey', {
  decide({ UserName, AccessKeyId = '', Status }, context) {
    const key = findKey(context, UserName, AccessKeyId)
    const status = Status === 'Inactive' ? 'Inactive' : 'Active'
    context.tx.put('iam.access-key', AccessKeyId, { ...key, status })
    return {}
  },
})

export const deleteAccessKey = operation('DeleteAccessKey', {
  decide({ UserName, AccessKeyId = '' }, context) {
    findKey(context, UserName, AccessKeyId)
    context.tx.delete('iam.access-key', AccessKeyId)
    context.tx.delete('kernel.key-use', AccessKeyId)
    return {}
  },
})

const nowhere = { ServiceName: 'N/A', Region: 'N/A' }

/** Of every key of the account, whoever asks. */
export const getAccessKeyLastUsed = operation('GetAccessKeyLastUsed', {
  decide({ AccessKeyId = '' }, { tx }) {
    const key = tx.get('iam.access-key', AccessKeyId)
    if (!key || key.sessionToken) throw notFound.key(AccessKeyId)
    const used = tx.get('kernel.key-use', AccessKeyId)
    const user = tx.list('iam.user').find(({ Arn }) => Arn === key.principal.arn)
    return {
      ...(user && { UserName: user.UserName }),
      AccessKeyLastUsed: used
        ? {
            LastUsedDate: wholeSeconds(new Date(used.time)),
            ServiceName: used.service,
            Region: used.region,
          }
        : nowhere,
    }
  },
})
