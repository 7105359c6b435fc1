import { isErrno } from '../../errno.ts'
import type { Task } from '../task.ts'

const dotted = /^\d{1,3}(\.\d{1,3}){3}$/

/**
 * Name lookup as getaddrinfo does: a dotted address is itself, then /etc/hosts, then the machine's own name
 * (nss-myhostname), then DNS, where a name without a dot stands in the domain of /etc/resolv.conf.
 */
export async function lookUp(task: Task, name: string): Promise<string[]> {
  if (dotted.test(name)) return name.split('.').every((part) => Number(part) < 256) ? [name] : []
  const own = await fromHostsFile(task, name)
  if (own.length > 0) return own
  const { network } = task.kernel.hardware
  if (name === task.kernel.hostname) return [network.address]
  for (const candidate of [...(await searched(task, name)), name]) {
    const found = await task.waitOutside(() => network.resolve(candidate))
    if (found.length > 0) return found
  }
  return []
}

async function searched(task: Task, name: string): Promise<string[]> {
  if (name.includes('.')) return []
  const domains = /^search[ \t]+(.*)$/m.exec(await textOrNothing(task, '/etc/resolv.conf'))?.[1] ?? ''
  return domains.split(/\s+/).flatMap((domain) => (domain === '' ? [] : `${name}.${domain}`))
}

async function textOrNothing(task: Task, path: string): Promise<string> {
  try {
    return await task.process.readText(path)
  } catch (error) {
    if (isErrno(error)) return ''
    throw error
  }
}

async function fromHostsFile(task: Task, name: string): Promise<string[]> {
  const text = await textOrNothing(task, '/etc/hosts')
  const found = new Set<string>()
  for (const line of text.split('\n')) {
    const [address, ...names] = line.replace(/#.*/, '').trim().split(/\s+/)
    // There is no IPv6 here: ::1 answers nobody.
    if (address && dotted.test(address) && names.includes(name)) found.add(address)
  }
  return [...found]
}
