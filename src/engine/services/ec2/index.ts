import type { Service } from '../../kernel/index.ts'
import { forgetToken } from './client-tokens.ts'
import { life, passChecks, pullPlug, run, settleOff, vanish } from './instances/life.ts'
import { describeInstances } from './operations/describe-instances.ts'
import { runInstances } from './operations/run-instances.ts'

export { Machines } from './instances/machines.ts'
export { touchRegion } from './vpc/default-network.ts'

const operations = [describeInstances, runInstances]

export const ec2: Service = {
  name: 'ec2',
  operations: Object.fromEntries(operations.map((operation) => [operation.name, operation])),
  alarms: {
    [forgetToken]: (target, { tx }) => tx.delete('ec2.client-token', target),
    [life.run]: run,
    [life.check]: passChecks,
    [life.off]: settleOff,
    [life.pullPlug]: pullPlug,
    [life.vanish]: vanish,
  },
}
