import { isErrno } from '../../errno.ts'
import { program } from '../../programs/program.ts'

/** mountpoint(1): whether a directory is where something is mounted. */
export const mountpoint = program(
  'mountpoint',
  {
    short: 'dqx',
    long: { 'fs-devno': 'd', quiet: 'q', devno: 'x', nofollow: 'nofollow' },
    usage: '[-qd] </path/to/directory>\n mountpoint -x </dev/device>',
  },
  async (invocation) => {
    const { proc, operands } = invocation
    const [path] = operands
    if (path === undefined || operands.length > 1) {
      await proc.stderr.line(`mountpoint: bad usage\nTry 'mountpoint --help' for more information.`)
      return 1
    }
    try {
      const { type, rdev, dev } = await proc.stat(path)
      const numbers = (number: number): string => `${number >>> 8}:${number & 255}`
      if (invocation.has('x')) {
        if (type === 'block') await proc.stdout.line(numbers(rdev))
        else if (!invocation.has('q')) await proc.stderr.line(`mountpoint: ${path}: not a block device`)
        return type === 'block' ? 0 : 32
      }
      const real = await proc.realpath(path)
      const is = proc.system.mounts().some(({ target }) => target === real)
      if (is && invocation.has('d')) await proc.stdout.line(numbers(dev))
      else if (!invocation.has('q')) await proc.stdout.line(`${path} is ${is ? '' : 'not '}a mountpoint`)
      return is ? 0 : 32
    } catch (error) {
      if (!isErrno(error)) throw error
      if (!invocation.has('q')) await proc.stderr.line(`mountpoint: ${path}: ${error.message}`)
      return 1
    }
  },
)
