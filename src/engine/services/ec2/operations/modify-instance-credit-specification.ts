import type {
  UnsuccessfulInstanceCreditSpecificationErrorCode,
  UnsuccessfulInstanceCreditSpecificationItem,
} from '@aws-sdk/client-ec2'
import { instanceTypeNamed } from '../../../catalog/index.ts'
import { AwsError, type DecideContext } from '../../../kernel/index.ts'
import { missingParameter } from '../errors.ts'
import { checkCredits } from '../instances/credits.ts'
import { findInstance } from '../instances/find-instance.ts'
import { operation } from '../operation.ts'

type ErrorCode = UnsuccessfulInstanceCreditSpecificationErrorCode

/** This call has codes of its own for what others say. */
const codes: Readonly<Record<string, ErrorCode>> = {
  'InvalidInstanceID.Malformed': 'InvalidInstanceID.Malformed',
  'InvalidInstanceID.NotFound': 'InvalidInstanceID.NotFound',
  InvalidParameterCombination: 'InstanceCreditSpecification.NotSupported',
}

/** Each of its own: what cannot be changed is told, and the others are. */
export const modifyInstanceCreditSpecification = operation('ModifyInstanceCreditSpecification', {
  decide({ InstanceCreditSpecifications = [] }, { tx }) {
    if (InstanceCreditSpecifications.length === 0) throw missingParameter('InstanceCreditSpecification')
    const failed: UnsuccessfulInstanceCreditSpecificationItem[] = []
    const changed = InstanceCreditSpecifications.flatMap(({ InstanceId = '', CpuCredits = '' }) => {
      const error = change(tx, InstanceId, CpuCredits)
      if (!error) return { InstanceId }
      failed.push({ InstanceId, Error: error })
      return []
    })
    return {
      SuccessfulInstanceCreditSpecifications: changed,
      UnsuccessfulInstanceCreditSpecifications: failed,
    }
  },
})

const change = (tx: DecideContext['tx'], id: string, credits: string) => {
  try {
    const instance = findInstance(tx, id)
    const CpuCredits = checkCredits(instanceTypeNamed(instance.InstanceType)!, credits)
    tx.put('ec2.instance', id, { ...instance, CpuCredits })
    return undefined
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    return { Code: codes[error.code] ?? ('InvalidParameterValue' as ErrorCode), Message: error.message }
  }
}
