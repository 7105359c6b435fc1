import type { DnsType } from '../../network.ts'
import { program } from '../../programs/program.ts'
import { isAddress } from '../connect.ts'
import { resolverOf, reverseName } from './reverse.ts'

/** BIND's host. */
export const host = program(
  'host',
  { short: '46at:v', usage: '[-a] [-t type] {hostname | address} [server]', least: 1 },
  async (run) => {
    const [question = '', named] = run.operands
    const server = named ?? (await resolverOf(run.proc)).server
    if (named) await run.write(`Using domain server:\nName: ${named}\nAddress: ${named}#53\nAliases: \n\n`)
    const reverse = isAddress(question)
    const name = reverse ? reverseName(question) : question
    const type = (run.value('t')?.toUpperCase() ?? (reverse ? 'PTR' : run.has('a') ? 'ANY' : 'A')) as DnsType
    const answer = await run.proc.query(name, type, server)
    if (!answer) {
      await run.proc.sleep(5000)
      await run.write(`;; communications error to ${server}#53: timed out\n;; no servers could be reached\n`)
      return 1
    }
    if (answer.status === 'NXDOMAIN') {
      await run.write(`Host ${reverse ? `${name}.` : name} not found: 3(NXDOMAIN)\n`)
      return 1
    }
    for (const record of answer.answers) {
      const says = { A: 'has address', AAAA: 'has IPv6 address', PTR: 'domain name pointer' }[
        record.type as string
      ]
      await run.write(`${record.name} ${says ?? record.type} ${record.data}\n`)
    }
    if (answer.answers.length === 0) await run.write(`${name} has no ${type} record\n`)
    return 0
  },
)
