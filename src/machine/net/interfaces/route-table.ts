import { subnetOf } from '../../kernel/net/addresses.ts'
import type { Process } from '../../kernel/process.ts'
import { routesOf } from './interfaces.ts'

/** `route -n` and `netstat -rn`: the same table with other last columns. */
export async function writeRouteTable(proc: Process, as: 'route' | 'netstat'): Promise<number> {
  const columns =
    as === 'route'
      ? 'Destination     Gateway         Genmask         Flags Metric Ref    Use Iface'
      : 'Destination     Gateway         Genmask         Flags   MSS Window  irtt Iface'
  await proc.stdout.write(`Kernel IP routing table\n${columns}\n`)
  for (const { destination, via, dev, metric } of routesOf(proc)) {
    const [address = '', length] = destination === 'default' ? ['0.0.0.0', '0'] : destination.split('/')
    const prefix = length === undefined ? 32 : Number(length)
    const flags = `U${via ? 'G' : ''}${prefix === 32 ? 'H' : ''}`
    const ends = [address, via ?? '0.0.0.0', subnetOf(address, prefix).mask].map((text) => text.padEnd(15))
    const rest =
      as === 'route'
        ? `${flags.padEnd(5)} ${String(metric).padEnd(6)} 0        0`
        : `${flags.padEnd(7)}   0 0          0`
    await proc.stdout.write(`${ends.join(' ')} ${rest} ${dev}\n`)
  }
  return 0
}

/** net-tools' route: it shows; what it would change is DHCP's. */
export async function route(proc: Process): Promise<number> {
  const words = proc.argv.slice(1).filter((word) => !/^-(n|4|e)$/.test(word))
  if (words.length === 0) return writeRouteTable(proc, 'route')
  await proc.stderr.line(
    proc.credentials.uid === 0
      ? `${proc.argv[0]}: the routes of a Sandcloud machine come from its subnet by DHCP and cannot be changed here; change the subnet's route table`
      : 'SIOCADDRT: Operation not permitted',
  )
  return 7
}
