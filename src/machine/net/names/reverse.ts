import type { Process } from '../../kernel/process.ts'
import { isErrno } from '../../errno.ts'

export const reverseName = (address: string): string =>
  `${address.split('.').toReversed().join('.')}.in-addr.arpa`

/** The name behind an address: /etc/hosts, then DNS. */
export async function nameOf(proc: Process, address: string): Promise<string | undefined> {
  for (const [own, name] of await hostsLines(proc)) if (own === address) return name
  const answer = await proc.query(reverseName(address), 'PTR')
  return answer?.answers[0]?.data.replace(/\.$/, '')
}

/** The lines of /etc/hosts as words. */
export async function hostsLines(proc: Process): Promise<string[][]> {
  try {
    const lines = (await proc.readText('/etc/hosts')).split('\n')
    return lines.map((line) => line.replace(/#.*/, '').trim().split(/\s+/)).filter(([first]) => first)
  } catch (error) {
    if (isErrno(error)) return []
    throw error
  }
}

/** The resolver's settings: the name server it asks, and what is put behind short names. */
export async function resolverOf(proc: Process): Promise<{ server: string; search: string[] }> {
  let text = ''
  try {
    text = await proc.readText('/etc/resolv.conf')
  } catch (error) {
    if (!isErrno(error)) throw error
  }
  const words = text.split('\n').map((line) => line.trim().split(/\s+/))
  return {
    server: words.find(([keyword]) => keyword === 'nameserver')?.[1] ?? proc.system.network.nameServer,
    search: words.find(([keyword]) => keyword === 'search' || keyword === 'domain')?.slice(1) ?? [],
  }
}
