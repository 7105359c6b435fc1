import { operation } from '../operation.ts'
import { publicParameter } from '../public-parameters.ts'

export const getParameters = operation('GetParameters', {
  decide({ Names = [] }, { region }) {
    const unique = [...new Set(Names)]
    return {
      Parameters: unique.flatMap((name) => publicParameter(region, name) ?? []),
      InvalidParameters: unique.filter((name) => !publicParameter(region, name)),
    }
  },
})
