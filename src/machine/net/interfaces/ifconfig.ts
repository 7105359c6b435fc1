import { subnetOf } from '../../kernel/net/addresses.ts'
import type { Process } from '../../kernel/process.ts'
import { type Interface, interfacesOf } from './interfaces.ts'

/** net-tools' ifconfig, for looking. */
export async function ifconfig(proc: Process): Promise<number> {
  const [name, ...changes] = proc.argv.slice(1).filter((word) => !word.startsWith('-'))
  if (changes.length > 0) {
    await proc.stderr.line(
      proc.credentials.uid === 0
        ? 'ifconfig: a Sandcloud machine has its address from its subnet by DHCP; it cannot be changed here'
        : 'SIOCSIFADDR: Operation not permitted',
    )
    return 255
  }
  const all = interfacesOf(proc).toSorted((a, b) => b.index - a.index)
  const shown = name === undefined ? all : all.filter((one) => one.name === name)
  if (shown.length === 0) {
    await proc.stderr.line(`${name}: error fetching interface information: Device not found`)
    return 1
  }
  for (const one of shown) await proc.stdout.write(describe(one))
  return 0
}

/** Packets are not counted here: streams cross this network, not frames. */
function describe({ name, loopback, mtu, mac, address, prefix, broadcast }: Interface): string {
  const flags = loopback ? '73<UP,LOOPBACK,RUNNING>' : '4163<UP,BROADCAST,RUNNING,MULTICAST>'
  const { mask } = subnetOf(address, prefix)
  const link = loopback
    ? 'loop  txqueuelen 1000  (Local Loopback)'
    : `ether ${mac}  txqueuelen 1000  (Ethernet)`
  return `${name}: flags=${flags}  mtu ${mtu}
        inet ${address}  netmask ${mask}${broadcast ? `  broadcast ${broadcast}` : ''}
        ${link}
        RX packets 0  bytes 0 (0.0 B)
        RX errors 0  dropped 0  overruns 0  frame 0
        TX packets 0  bytes 0 (0.0 B)
        TX errors 0  dropped 0 overruns 0  carrier 0  collisions 0

`
}
