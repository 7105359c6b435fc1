import { findInstance } from '../instances/find-instance.ts'
import { operation } from '../operation.ts'

/** Only Windows has a password to give: for all others AWS answers an empty one. */
export const getPasswordData = operation('GetPasswordData', {
  decide({ InstanceId = '' }, { tx, now }) {
    findInstance(tx, InstanceId)
    return { InstanceId, PasswordData: '', Timestamp: now }
  },
})
