import type { Process } from '../../kernel/process.ts'
import { program } from '../../programs/program.ts'
import { textOrNothing } from '../accounts.ts'

const spec = {
  short: 'vidrcas',
  long: { version: 'v', id: 'i', description: 'd', release: 'r', codename: 'c', all: 'a', short: 's' },
  usage: '[options]',
}

/** lsb_release(1), out of /etc/os-release. */
export const lsbRelease = program('lsb_release', spec, async (invocation) => {
  const { proc } = invocation
  const field = await osRelease(proc)
  const id = field('ID')
  const facts: readonly (readonly [string, string, string])[] = [
    ['i', 'Distributor ID', id.charAt(0).toUpperCase() + id.slice(1)],
    ['d', 'Description', field('PRETTY_NAME')],
    ['r', 'Release', field('VERSION_ID')],
    ['c', 'Codename', field('VERSION_CODENAME')],
  ]
  const brief = invocation.has('s')
  if (!brief && (invocation.options.length === 0 || invocation.has('v', 'a')))
    await proc.stderr.line('No LSB modules are available.')
  const shown = facts.filter(([letter]) => invocation.has('a', letter))
  if (brief && shown.length > 0) await invocation.write(`${shown.map(([, , value]) => value).join('\n')}\n`)
  else for (const [, title, value] of shown) await invocation.write(`${title}:\t${value}\n`)
})

async function osRelease(proc: Process): Promise<(name: string) => string> {
  const text = await textOrNothing(proc, '/etc/os-release')
  return (name) => new RegExp(`^${name}="?([^"\\n]*)"?$`, 'm').exec(text)?.[1] ?? 'n/a'
}
