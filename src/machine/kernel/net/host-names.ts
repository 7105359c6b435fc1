import { isErrno } from '../../errno.ts'
import type { Task } from '../task.ts'

const dotted = /^\d{1,3}(\.\d{1,3}){3}$/

/** Name lookup as getaddrinfo does: a dotted address is itself, then /etc/hosts, then DNS. */
export async function lookUp(task: Task, name: string): Promise<string[]> {
  if (dotted.test(name)) return name.split('.').every((part) => Number(part) < 256) ? [name] : []
  const own = await fromHostsFile(task, name)
  if (own.length > 0) return own
  return task.waitOutside(() => task.kernel.hardware.network.resolve(name))
}

async function fromHostsFile(task: Task, name: string): Promise<string[]> {
  let text: string
  try {
    text = await task.process.readText('/etc/hosts')
  } catch (error) {
    if (isErrno(error)) return []
    throw error
  }
  const found = new Set<string>()
  for (const line of text.split('\n')) {
    const [address, ...names] = line.replace(/#.*/, '').trim().split(/\s+/)
    // There is no IPv6 here: ::1 answers nobody.
    if (address && dotted.test(address) && names.includes(name)) found.add(address)
  }
  return [...found]
}
