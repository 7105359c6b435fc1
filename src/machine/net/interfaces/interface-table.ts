import type { Process } from '../../kernel/process.ts'
import { interfacesOf } from './interfaces.ts'

/** `netstat -i`. Packets are not counted here: streams cross this network, not frames. */
export async function writeInterfaceTable(proc: Process): Promise<number> {
  await proc.stdout.write(
    'Kernel Interface table\nIface             MTU    RX-OK RX-ERR RX-DRP RX-OVR    TX-OK TX-ERR TX-DRP TX-OVR Flg\n',
  )
  for (const { name, mtu, loopback } of interfacesOf(proc).toSorted((a, b) => b.index - a.index)) {
    const counts = `${'0'.padStart(9)}${'      0'.repeat(2)} 0    `
    await proc.stdout.write(`${name.padEnd(15)} ${String(mtu).padStart(5)}${counts}${counts}  ${loopback ? 'LRU' : 'BMRU'}\n`) // prettier-ignore
  }
  return 0
}
