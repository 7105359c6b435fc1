import type { InstanceType } from '../../../catalog/index.ts'
import { invalidCombination, invalidParameter } from '../errors.ts'
import type { InstanceRecord } from './records.ts'

/** t2 instances stop at what they have earned; later burstable ones go on, and are billed for it. */
export const creditsOf = ({ CpuCredits, InstanceType }: InstanceRecord): string =>
  CpuCredits ?? (InstanceType.startsWith('t2.') ? 'standard' : 'unlimited')

/** Burstable types run in one of two ways; the others have no credits. */
export const checkCredits = (type: InstanceType, credits: string): string => {
  if (credits !== 'standard' && credits !== 'unlimited')
    throw invalidParameter(
      `Value (${credits}) for parameter cpuCredits is invalid. Valid values: standard, unlimited.`,
    )
  if (!type.burstable)
    throw invalidCombination(`CreditSpecification is not supported for instance type ${type.name}.`)
  return credits
}
