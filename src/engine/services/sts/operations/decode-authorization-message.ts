import { decodeRefusal } from '../../../identity/index.ts'
import { AwsError, fail } from '../../../kernel/index.ts'
import { operation } from '../operation.ts'

const invalidMessage = () =>
  new AwsError('InvalidAuthorizationMessageException', 'Message is not valid.', { status: 400 })

export const decodeAuthorizationMessage = operation('DecodeAuthorizationMessage', {
  decide({ EncodedMessage = '' }, { tx }) {
    const [account] = [...tx.everywhere('account')]
    return {
      DecodedMessage: decodeRefusal(account?.record.secret ?? '', EncodedMessage) ?? fail(invalidMessage()),
    }
  },
})
