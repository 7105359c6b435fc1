import { operation } from '../operation.ts'

export const deleteParameters = operation('DeleteParameters', {
  decide({ Names = [] }, { tx }) {
    const unique = [...new Set(Names)]
    const there = unique.filter((name) => tx.get('ssm.parameter', name))
    for (const name of there) tx.delete('ssm.parameter', name)
    return {
      DeletedParameters: there,
      InvalidParameters: unique.filter((name) => !there.includes(name)),
    }
  },
})
