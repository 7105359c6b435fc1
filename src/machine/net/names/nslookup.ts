import type { Process } from '../../kernel/process.ts'
import type { DnsType } from '../../network.ts'
import { isAddress } from '../connect.ts'
import { resolverOf, reverseName } from './reverse.ts'

/** BIND's nslookup, for one question; without one it asks at the prompt. */
export async function nslookup(proc: Process): Promise<number> {
  let type: DnsType | undefined
  const words: string[] = []
  for (const word of proc.argv.slice(1)) {
    const [, value] = /^-(?:type|query|ty|q)=(\w+)$/.exec(word) ?? []
    if (value) type = value.toUpperCase() as DnsType
    else if (!word.startsWith('-')) words.push(word)
  }
  const server = words[1] ?? (await resolverOf(proc)).server
  if (words[0] !== undefined) return ask(proc, words[0], server, type)
  await proc.stdout.write('> ')
  for await (const line of proc.stdin.lines()) {
    const question = line.trim()
    if (question === 'exit') return 0
    if (question !== '') await ask(proc, question, server, type)
    await proc.stdout.write('> ')
  }
  return 0
}

async function ask(proc: Process, question: string, server: string, wanted?: DnsType): Promise<number> {
  const reverse = isAddress(question)
  const type = reverse ? 'PTR' : (wanted ?? 'A')
  const answer = await proc.query(reverse ? reverseName(question) : question, type, server)
  if (!answer) {
    await proc.sleep(5000)
    await proc.stdout.write(
      `;; communications error to ${server}#53: timed out\n;; no servers could be reached\n\n`,
    )
    return 1
  }
  const found = answer.answers
  if (!reverse) await proc.stdout.write(`Server:\t\t${server}\nAddress:\t${server}#53\n\n`)
  if (answer.status === 'NXDOMAIN') {
    const name = reverse ? reverseName(question) : question
    await proc.stdout.write(`** server can't find ${name}: NXDOMAIN\n\n`)
    return 1
  }
  if (found.length === 0) {
    await proc.stdout.write(`*** Can't find ${question}: No answer\n\n`)
    return wanted ? 0 : 1
  }
  if (reverse) {
    await proc.stdout.write(found.map(({ name, data }) => `${name}\tname = ${data}\n`).join(''))
    await proc.stdout.write('\nAuthoritative answers can be found from:\n\n')
    return 0
  }
  await proc.stdout.write('Non-authoritative answer:\n')
  for (const record of found)
    await proc.stdout.write(
      record.type === 'A' || record.type === 'AAAA'
        ? `Name:\t${record.name}\nAddress: ${record.data}\n`
        : `${record.name}\t${record.type.toLowerCase()} = ${record.data}\n`,
    )
  await proc.stdout.write('\n')
  return 0
}
