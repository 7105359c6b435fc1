import type { Process } from '../../kernel/process.ts'
import { isAddress } from '../connect.ts'
import { nameOf, resolverOf } from './reverse.ts'

/** systemd-resolved's resolvectl(1), under its old name systemd-resolve, too: what is asked, and what it answers. */
export async function resolvectl(proc: Process): Promise<number> {
  const words = proc.argv.slice(1).map((word) => (word === '--status' ? 'status' : word === '--flush-caches' ? 'flush-caches' : word)) // prettier-ignore
  const plain = words.filter((word) => !word.startsWith('-'))
  const old = proc.argv[0]?.endsWith('systemd-resolve') === true && !['status', 'flush-caches'].includes(plain[0] ?? '') // prettier-ignore
  const [verb = 'status', ...operands] = old ? ['query', ...plain] : plain
  const { name: link, nameServer } = proc.system.network
  const { server, search } = await resolverOf(proc)
  switch (verb) {
    case 'status':
      await proc.stdout.write(status({ link, nameServer, search, stub: server.startsWith('127.') }))
      return 0
    case 'query':
      return query(proc, operands, link)
    case 'dns':
      await proc.stdout.write(`Global:\nLink 2 (${link}): ${nameServer}\n`)
      return 0
    case 'domain':
      await proc.stdout.write(`Global:\nLink 2 (${link}): ${search.join(' ')}\n`)
      return 0
    case 'flush-caches':
      // There is no cache: every question is asked anew.
      return 0
    default:
      await proc.stderr.line(`resolvectl ${verb} is not available on this machine.`)
      return 1
  }
}

interface Setup {
  link: string
  nameServer: string
  search: readonly string[]
  stub: boolean
}

const status = ({ link, nameServer, search, stub }: Setup): string => `Global
       Protocols: -LLMNR -mDNS -DNSOverTLS DNSSEC=no/unsupported
resolv.conf mode: ${stub ? 'stub' : 'uplink'}

Link 2 (${link})
    Current Scopes: DNS
         Protocols: +DefaultRoute -LLMNR -mDNS -DNSOverTLS DNSSEC=no/unsupported
Current DNS Server: ${nameServer}
       DNS Servers: ${nameServer}
        DNS Domain: ${search.join(' ')}
`

async function query(proc: Process, names: readonly string[], link: string): Promise<number> {
  let result = 0
  for (const name of names) {
    const begun = proc.system.uptime()
    const found = isAddress(name) ? [await nameOf(proc, name)].filter((one) => one !== undefined) : await proc.resolve(name) // prettier-ignore
    if (found.length === 0) {
      await proc.stderr.line(isAddress(name) ? `${name}: resolve call failed: No appropriate name servers or networks for name found` : `${name}: resolve call failed: '${name}' not found`) // prettier-ignore
      result = 1
      continue
    }
    const indent = ' '.repeat(name.length + 2)
    const lines = found.map((one, index) => `${index === 0 ? `${name}: ` : indent}${one.padEnd(46 - indent.length)} -- link: ${one.startsWith("127.") ? "lo" : link}`) // prettier-ignore
    await proc.stdout.line(`${lines.join('\n')}\n\n-- Information acquired via protocol DNS in ${(proc.system.uptime() - begun).toFixed(1)}ms.\n-- Data is authenticated: no; Data was acquired via local or encrypted transport: no\n-- Data from: network`) // prettier-ignore
  }
  return result
}
