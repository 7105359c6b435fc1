import { findOwn } from '../parameters.ts'
import { operation } from '../operation.ts'

export const deleteParameter = operation('DeleteParameter', {
  decide({ Name = '' }, { tx }) {
    tx.delete('ssm.parameter', findOwn({ tx }, Name).name)
    return {}
  },
})
