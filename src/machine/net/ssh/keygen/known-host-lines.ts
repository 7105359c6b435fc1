import type { Process } from '../../../kernel/process.ts'
import { hostLabel, parseKnownHosts, withoutHost } from '../client/known-hosts.ts'
import { fingerprint, keyKind } from '../keys.ts'
import { type Arguments, complain, homeOf } from './arguments.ts'

const labelOf = (host: string): string => {
  const [, bracketed, port] = /^\[(.+)\]:(\d+)$/.exec(host) ?? []
  return bracketed ? hostLabel(bracketed, Number(port)) : hostLabel(host, 22)
}

export async function findHost(proc: Process, args: Arguments, host: string): Promise<number> {
  const path = args.values.get('f') ?? `${homeOf(proc)}/.ssh/known_hosts`
  let file: string
  try {
    file = await proc.readText(path)
  } catch (error) {
    return complain(proc, error, `Cannot stat ${path}`)
  }
  const found = parseKnownHosts(file).filter(({ names }) => names.includes(labelOf(host)))
  for (const { line, key } of found) {
    await proc.stdout.line(`# Host ${host} found: line ${line} `)
    await proc.stdout.line(args.flags.has('l') ? `${host} ${keyKind(key)} ${fingerprint(key)} ` : file.split('\n')[line - 1]!) // prettier-ignore
  }
  return found.length > 0 ? 0 : 1
}

export async function forgetHost(proc: Process, args: Arguments, host: string): Promise<number> {
  const path = args.values.get('f') ?? `${homeOf(proc)}/.ssh/known_hosts`
  const label = labelOf(host)
  let before: string
  try {
    before = await proc.readText(path)
  } catch (error) {
    return complain(proc, error, `Cannot stat ${path}`)
  }
  const { file, removed } = withoutHost(before, label)
  if (removed.length === 0) {
    await proc.stderr.line(`Host ${host} not found in ${path}`)
    return 0
  }
  for (const line of removed) await proc.stdout.line(`# Host ${host} found: line ${line}`)
  await proc.writeFile(`${path}.old`, before, { mode: 0o600 })
  await proc.writeFile(path, file, { mode: 0o600 })
  await proc.stdout.line(`${path} updated.\nOriginal contents retained as ${path}.old`)
  return 0
}
