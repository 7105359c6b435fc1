import type { Process } from '../../kernel/process.ts'
import { textOrNothing } from '../accounts.ts'
import { root } from './instance.ts'
import { instanceData, lookUpKey, render } from './instance-data.ts'
import { clock } from './version.ts'

const usage = `usage: query [-h] [-a] [-l] [-f FORMAT] [varname]
Expected one of the options: --all, --format, --list-keys or varname`

/** cloud-init query: what the instance knows of itself. */
export async function query(proc: Process, args: readonly string[]): Promise<number> {
  const at = args.findIndex((word) => word === '-f' || word === '--format')
  const format = at < 0 ? args.find((word) => word.startsWith('--format='))?.slice('--format='.length) : args[at + 1] // prettier-ignore
  const [name] = args.filter((word, index) => !word.startsWith('-') && (at < 0 || index !== at + 1))
  const all = { ...(await instanceData(proc)), userdata: await userData(proc) }
  if (args.includes('--all') || args.includes('-a')) return print(proc, all)
  if (format !== undefined) {
    const rendered = render(format, all)
    if ('text' in rendered) return print(proc, rendered.text)
    await proc.stderr.line(`cloud-init query: ${rendered.beyond}: templates here are names between braces only`) // prettier-ignore
    return 1
  }
  if (args.includes('--list-keys') || args.includes('-l')) {
    const value = name === undefined ? all : lookUpKey(all, name)
    return print(proc, Object.keys(value ?? {}).sort().join('\n')) // prettier-ignore
  }
  if (name === undefined) {
    await proc.stderr.line(usage)
    return 1
  }
  const value = lookUpKey(all, name)
  if (value !== undefined) return print(proc, value)
  const [first = '', ...rest] = name.split('.')
  const why = rest.length === 0 ? `instance-data '${first}' is not available: no such key` : `instance-data '${first}' has no '${rest.join('.')}'` // prettier-ignore
  await proc.stderr.line(`ERROR: ${why} (at ${clock(proc)})`)
  return 1
}

async function userData(proc: Process): Promise<string> {
  const id = (await textOrNothing(proc, `${root}/data/instance-id`)).trim()
  const path = `${root}/instances/${id}/user-data.txt`
  if (proc.credentials.uid !== 0) return `<redacted for non-root user> file:${path}`
  return textOrNothing(proc, path)
}

async function print(proc: Process, value: unknown): Promise<number> {
  await proc.stdout.line(typeof value === 'string' ? value : JSON.stringify(value, undefined, 1))
  return 0
}
