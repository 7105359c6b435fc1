import { Failure, type Invocation, program } from '../../programs/program.ts'
import { userName } from '../accounts.ts'
import { facilities, facilityOf, parsePriority } from './entry.ts'
import { unitOfGroup } from './open-journal.ts'

const loggerSpec = {
  short: '+t:p:isf:e',
  long: { tag: 't:', priority: 'p:', id: 'id::', stderr: 's', file: 'f:', 'skip-empty': 'e' },
  usage: '[options] [<message>]',
}

/** logger(1): a message into the journal. */
export const logger = program('logger', loggerSpec, async (invocation) => {
  const { proc, operands } = invocation
  const { priority, facility } = priorityOf(invocation)
  const identifier = invocation.value('t') ?? (await userName(proc, proc.credentials.uid))
  const unit = unitOf(invocation)
  const say = async (message: string): Promise<void> => {
    if (message === '' && invocation.has('e')) return
    await proc.outside(async () => proc.system.bus.find('journal')?.room())
    proc.system.bus.find('journal')?.add({
      identifier,
      message,
      priority,
      facility: facility ?? (invocation.has('t') ? facilityOf(identifier) : 1),
      transport: 'syslog',
      uid: proc.credentials.uid,
      ...(invocation.has('i', 'id') && { pid: proc.pid }),
      ...(unit !== undefined && { unit }),
    })
    if (invocation.has('s'))
      await proc.stderr.line(`<${(facility ?? 1) * 8 + priority}>${identifier}: ${message}`)
  }
  const file = invocation.value('f')
  if (operands.length > 0) await say(operands.join(' '))
  else if (file !== undefined && file !== '-')
    for (const line of (await proc.readText(file)).replace(/\n$/, '').split('\n')) await say(line)
  else for await (const line of proc.stdin.lines()) await say(line)
})

const unitOf = ({ proc }: Invocation): string | undefined =>
  unitOfGroup(proc.system.processes().find(({ pid }) => pid === proc.pid)?.cgroup ?? '/')

/** `local0.err`, `err`, `13` */
function priorityOf(invocation: Invocation): { priority: number; facility: number | undefined } {
  const text = invocation.value('p')
  if (text === undefined) return { priority: 5, facility: undefined }
  const [first, second] = text.split('.')
  const priority = parsePriority(second ?? first!)
  const facility = second === undefined ? undefined : (facilities as readonly string[]).indexOf(first!)
  if (priority === undefined) throw new Failure(`unknown priority name: ${second ?? first}`)
  if (facility === -1) throw new Failure(`unknown facility name: ${first}`)
  return { priority, facility }
}

const catSpec = {
  short: '+t:p:',
  long: { identifier: 't:', priority: 'p:', 'level-prefix': 'level-prefix:' },
  usage: '[OPTIONS...] COMMAND ...',
}

/** systemd-cat(1): what comes in, or what a command writes, into the journal. */
export const systemdCat = program('systemd-cat', catSpec, async (invocation) => {
  const { proc, operands } = invocation
  const journal = proc.system.bus.find('journal')
  const priority = parsePriority(invocation.value('p') ?? 'info')
  if (priority === undefined) throw new Failure('Failed to parse priority value.')
  const unit = unitOf(invocation)
  const say = (identifier: string, pid: number, message: string): void => {
    if (message !== '') journal?.add({ identifier, pid, message, priority, transport: 'stdout', ...(unit !== undefined && { unit }) }) // prettier-ignore
  }
  const [command] = operands
  if (command === undefined) {
    for await (const line of proc.stdin.lines()) say(invocation.value('t') ?? 'cat', proc.pid, line)
    return 0
  }
  const { read, write } = proc.pipe()
  const pid = await proc.fork(
    async (child) => child.exec('/usr/bin/env', ['env', ...operands]),
    { descriptors: new Map([[0, 0], [1, write], [2, write]]) }, // prettier-ignore
  )
  await proc.close(write)
  let rest = ''
  const decoder = new TextDecoder()
  for (;;) {
    const bytes = await proc.read(read)
    if (bytes.length === 0) break
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n')
    rest = lines.pop()!
    for (const line of lines) say(invocation.value('t') ?? command, pid, line)
  }
  say(invocation.value('t') ?? command, pid, rest)
  const ended = await proc.wait(pid)
  return ended?.exit ?? 1
})
