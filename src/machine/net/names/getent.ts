import type { Process } from '../../kernel/process.ts'
import { isErrno } from '../../errno.ts'
import { Failure, program } from '../../programs/program.ts'
import { isAddress } from '../connect.ts'
import { portNumber, serviceName } from '../sockets/services.ts'
import { hostsLines, nameOf } from './reverse.ts'

const notFound = 2

/** glibc's getent: what the name service switch gives for keys. */
export const getent = program(
  'getent',
  { short: 's:i', usage: '[OPTION]... database [key ...]', misuse: 1, least: 1 },
  async (run) => {
    const [database = '', ...keys] = run.operands
    const { proc } = run
    if (database === 'hosts' || database === 'ahosts' || database === 'ahostsv4') {
      if (keys.length === 0) {
        for (const [address = '', ...names] of await hostsLines(proc))
          await run.write(`${address.padEnd(15)} ${names.join(' ')}\n`)
        return 0
      }
      return each(keys, (key) => hosts(proc, key, database !== 'hosts'))
    }
    if (database === 'services') return each(keys, (key) => service(proc, key))
    if (!['passwd', 'group', 'shadow'].includes(database))
      throw new Failure(`Unknown database: ${database}`, 1)
    return accounts(proc, database, keys)
  },
)

async function each(keys: readonly string[], show: (key: string) => Promise<boolean>): Promise<number> {
  let status = 0
  for (const key of keys) if (!(await show(key))) status = notFound
  return status
}

async function hosts(proc: Process, key: string, every: boolean): Promise<boolean> {
  if (isAddress(key)) {
    const name = await nameOf(proc, key)
    if (name) await proc.stdout.line(`${key.padEnd(15)} ${name}`)
    return name !== undefined
  }
  const addresses = await proc.resolve(key)
  for (const address of addresses)
    await proc.stdout.write(
      every
        ? `${address.padEnd(15)} STREAM ${key}\n${address.padEnd(15)} DGRAM  \n${address.padEnd(15)} RAW    \n`
        : `${address.padEnd(15)} ${key}\n`,
    )
  return addresses.length > 0
}

async function service(proc: Process, key: string): Promise<boolean> {
  const [name = '', protocol = 'tcp'] = key.split('/')
  const port = portNumber(name)
  const known = port === undefined ? undefined : serviceName(port)
  if (known) await proc.stdout.line(`${known.padEnd(21)} ${port}/${protocol}`)
  return known !== undefined
}

async function accounts(proc: Process, database: string, keys: readonly string[]): Promise<number> {
  let lines: string[]
  try {
    lines = (await proc.readText(`/etc/${database}`)).split('\n').filter(Boolean)
  } catch (error) {
    if (isErrno(error)) return notFound
    throw error
  }
  if (keys.length === 0) {
    await proc.stdout.write(lines.map((line) => `${line}\n`).join(''))
    return 0
  }
  return each(keys, async (key) => {
    const column = /^\d+$/.test(key) ? 2 : 0
    const line = lines.find((one) => one.split(':')[column] === key)
    if (line !== undefined) await proc.stdout.line(line)
    return line !== undefined
  })
}
