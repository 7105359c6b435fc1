import type { Service } from '../../kernel/index.ts'
import { getCallerIdentity } from './operations/get-caller-identity.ts'

export const sts: Service = {
  name: 'sts',
  operations: { GetCallerIdentity: getCallerIdentity },
}
