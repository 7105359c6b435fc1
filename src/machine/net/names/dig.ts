import type { Process } from '../../kernel/process.ts'
import type { DnsAnswer, DnsType } from '../../network.ts'
import { ctime } from '../ctime.ts'
import { isAddress } from '../connect.ts'
import { resolverOf, reverseName } from './reverse.ts'

const types: readonly DnsType[] = ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'PTR', 'SOA', 'TXT', 'ANY']
const version = '9.18.33'

interface Wish {
  names: { name: string; type: DnsType }[]
  server?: string
  options: Set<string>
}

const isType = (word: string): word is DnsType => types.includes(word.toUpperCase() as DnsType)

/** BIND's dig. */
export async function dig(proc: Process): Promise<number> {
  const wish = parse(proc.argv.slice(1))
  if (typeof wish === 'string') {
    await proc.stderr.line(`${wish}\nUsage:  dig [@global-server] [domain] [q-type] {d-opt}\n        use "dig -h" for complete list of options`)
    return 1
  } // prettier-ignore
  const short = wish.options.has('short')
  const words = proc.argv.slice(1).join(' ')
  if (!short) await proc.stdout.write(`\n; <<>> DiG ${version} <<>> ${words}\n`)
  const server = await serverOf(proc, wish.server)
  if (server === undefined) {
    await proc.stdout.line(`dig: couldn't get address for '${wish.server}': not found`)
    return 10
  }
  let status = 0
  for (const { name, type } of wish.names) {
    const answer = await proc.query(name, type, server)
    if (!answer) {
      // Three tries of five seconds.
      for (let tries = 0; tries < 3; tries++) {
        await proc.sleep(5000)
        await proc.stdout.line(`;; communications error to ${server}#53: timed out`)
      }
      await proc.stdout.write(
        '\n; (1 server found)\n;; global options: +cmd\n;; no servers could be reached\n',
      )
      status = 9
    } else if (short) await proc.stdout.write(answer.answers.map(({ data }) => `${data}\n`).join(''))
    else await proc.stdout.write(full(proc, { name, type, server, answer, options: wish.options }))
  }
  return status
}

function parse(words: readonly string[]): Wish | string {
  const wish: Wish = { names: [], options: new Set() }
  let type: DnsType | undefined
  const name = (text: string): void => void wish.names.push({ name: text, type: type ?? 'A' })
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!
    if (word.startsWith('@')) wish.server = word.slice(1)
    else if (word.startsWith('+')) wish.options.add(word.slice(1))
    else if (word === '-x') {
      const address = words[++at] ?? ''
      if (!isAddress(address)) return `Invalid IP address ${address}`
      wish.names.push({ name: reverseName(address), type: 'PTR' })
    } else if (word === '-t' || word === '-q') {
      const value = words[++at] ?? ''
      if (word === '-q') name(value)
      else if (isType(value)) type = value.toUpperCase() as DnsType
      else return `;; Warning, ignoring invalid type ${value}`
    } else if (word === '-4' || word.toUpperCase() === 'IN') continue
    else if (word.startsWith('-')) return `Invalid option: ${word}`
    else if (isType(word)) type = word.toUpperCase() as DnsType
    else name(word)
  }
  if (wish.names.length === 0) wish.names.push({ name: '.', type: type ?? 'NS' })
  // The type may stand behind the name too.
  if (type) for (const entry of wish.names) if (entry.type !== 'PTR') entry.type = type
  return wish
}

async function serverOf(proc: Process, server: string | undefined): Promise<string | undefined> {
  if (server === undefined) return (await resolverOf(proc)).server
  return isAddress(server) ? server : (await proc.resolve(server))[0]
}

function full(
  proc: Process,
  { name, type, server, answer, options }: { name: string; type: DnsType; server: string; answer: DnsAnswer; options: ReadonlySet<string> },
): string {
  const fqdn = name.endsWith('.') ? name : `${name}.`
  const records = answer.answers
    .map((record) => `${`${record.name}.`.padEnd(24)}${String(record.ttl).padEnd(8)}IN\t${record.type}\t${record.data}\n`)
    .join('')
  const section = records && `;; ANSWER SECTION:\n${records}\n`
  if (options.has('noall')) return options.has('answer') ? records : ''
  const id = new DataView(proc.system.randomBytes(2).buffer).getUint16(0)
  return `;; global options: +cmd
;; Got answer:
;; ->>HEADER<<- opcode: QUERY, status: ${answer.status}, id: ${id}
;; flags: qr rd ra; QUERY: 1, ANSWER: ${answer.answers.length}, AUTHORITY: 0, ADDITIONAL: 1

;; OPT PSEUDOSECTION:
; EDNS: version: 0, flags:; udp: 4096
;; QUESTION SECTION:
;${fqdn.padEnd(30)} IN\t${type}

${section};; Query time: ${server.startsWith('127.') ? 0 : 1} msec
;; SERVER: ${server}#53(${server}) (UDP)
;; WHEN: ${ctime(Math.floor(proc.system.now() / 1000)).replace(/(\d{4})$/, 'UTC $1')}
;; MSG SIZE  rcvd: ${29 + fqdn.length + answer.answers.reduce((sum, { data }) => sum + 12 + (isAddress(data) ? 4 : data.length + 1), 0)}

`
} // prettier-ignore
