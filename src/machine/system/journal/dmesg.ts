import { Failure, program } from '../../programs/program.ts'
import { stamped } from '../../kernel/message-ring.ts'
import { priorities } from './entry.ts'
import { page } from '../pager.ts'

const spec = {
  short: 'cCHTtwl:kxn:eP',
  long: {
    'read-clear': 'c', clear: 'C', human: 'H', ctime: 'T', notime: 't', follow: 'w', level: 'l:', kernel: 'k',
    decode: 'x', nopager: 'P', reltime: 'e',
  },
  usage: '[options]',
} // prettier-ignore

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** dmesg(1): the kernel's own log. */
export const dmesg = program('dmesg', spec, async (invocation) => {
  const { proc } = invocation
  // kernel.dmesg_restrict, as distributions have it.
  if (proc.credentials.uid !== 0) throw new Failure('read kernel buffer failed: Operation not permitted')
  const { kernelMessages } = proc.system
  const levels = invocation.value('l')?.split(',')
  const booted = proc.system.now() - proc.system.uptime()
  const lines = kernelMessages
    .all()
    .filter(({ level }) => !levels || levels.includes(priorities[level]!))
    .map((message) => {
      const head = invocation.has('x') ? `kern  :${priorities[message.level]!.padEnd(6)}: ` : ''
      if (invocation.has('t')) return head + message.text
      return (
        head + (invocation.has('T') ? `[${ctime(booted + message.time)}] ${message.text}` : stamped(message))
      )
    })
  if (invocation.has('w')) throw new Failure('--follow is not available here: use journalctl -kf')
  if (!invocation.has('C'))
    await page(proc, lines.map((line) => `${line}\n`).join(''), { off: !invocation.has('H') })
  if (invocation.has('c', 'C')) kernelMessages.clear()
})

function ctime(time: number): string {
  const date = new Date(time)
  const clock = date.toISOString().slice(11, 19)
  return `${days[date.getUTCDay()]} ${months[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2)} ${clock} ${date.getUTCFullYear()}`
}
