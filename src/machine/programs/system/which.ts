import { isErrno } from '../../errno.ts'
import { program } from '../program.ts'

export const which = program(
  'which',
  { short: 'a', long: { all: 'a' }, usage: '[options] [--] COMMAND [...]' },
  async (invocation) => {
    const { proc } = invocation
    const path = proc.env.get('PATH') ?? ''
    for (const name of invocation.operands) {
      const candidates = name.includes('/')
        ? [name]
        : path.split(':').map((directory) => `${directory || '.'}/${name}`)
      let found = false
      for (const candidate of candidates) {
        try {
          if ((await proc.stat(candidate)).type !== 'file') continue
          await proc.access(candidate, { execute: true })
        } catch (error) {
          if (isErrno(error)) continue
          throw error
        }
        await invocation.write(`${candidate}\n`)
        found = true
        if (!invocation.has('a')) break
      }
      if (found) continue
      invocation.status = 1
      // Debian's which, of its own debianutils, says nothing.
      if (!['debian', 'ubuntu'].includes(proc.system.release.id))
        await proc.stderr.write(`${invocation.name}: no ${name} in (${path})\n`)
    }
    return invocation.status
  },
)
