import { findInstance } from '../instances/find-instance.ts'
import { operation } from '../operation.ts'

const longest = 65_536

/** The last 64 KiB of the serial console, in base64. */
export const getConsoleOutput = operation('GetConsoleOutput', {
  decide({ InstanceId = '' }, { tx, facilities, now }) {
    findInstance(tx, InstanceId)
    const bytes = new TextEncoder().encode(facilities.hypervisor.consoleOutput(InstanceId)).slice(-longest)
    let text = ''
    for (const byte of bytes) text += String.fromCharCode(byte)
    return { InstanceId, Timestamp: now, ...(text && { Output: btoa(text) }) }
  },
})
