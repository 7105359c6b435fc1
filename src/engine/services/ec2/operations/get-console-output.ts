import { instanceTypeNamed } from '../../../catalog/index.ts'
import { AwsError } from '../../../kernel/index.ts'
import { findInstance } from '../instances/find-instance.ts'
import { operation } from '../operation.ts'

const longest = 65_536

const notLatest = () =>
  new AwsError(
    'UnsupportedOperation',
    'This instance type does not support retrieving the latest console logs. Try again without the Latest parameter.',
  )

/** The last 64 KiB of the serial console, in base64. */
export const getConsoleOutput = operation('GetConsoleOutput', {
  decide({ InstanceId = '', Latest }, { tx, facilities, now }) {
    const { InstanceType } = findInstance(tx, InstanceId)
    if (Latest && instanceTypeNamed(InstanceType)!.hypervisor !== 'nitro') throw notLatest()
    const bytes = new TextEncoder().encode(facilities.hypervisor.consoleOutput(InstanceId)).slice(-longest)
    let text = ''
    for (const byte of bytes) text += String.fromCharCode(byte)
    return { InstanceId, Timestamp: now, ...(text && { Output: btoa(text) }) }
  },
})
