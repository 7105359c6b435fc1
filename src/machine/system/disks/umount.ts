import { isErrno } from '../../errno.ts'
import type { MountInfo } from '../../kernel/process.ts'
import { Failure, type Invocation, program } from '../../programs/program.ts'

/** What a machine cannot do without stays when all is unmounted. */
const kept = new Set(['proc', 'devtmpfs', 'devpts', 'tmpfs'])

/** umount(8). */
export const umount = program(
  'umount',
  {
    short: 'aflqRrt:v',
    long: {
      all: 'a',
      force: 'f',
      lazy: 'l',
      quiet: 'q',
      recursive: 'R',
      'read-only': 'r',
      types: 't:',
      verbose: 'v',
    },
    usage: '[-hV]\n umount -a [options]\n umount [options] <source> | <directory>',
    failure: 32,
    misuse: 1,
  },
  async (invocation) => {
    const { proc, operands } = invocation
    const types = invocation.value('t')?.split(',')
    if (invocation.has('a')) {
      for (const mounted of proc.system.mounts().toReversed())
        if (types?.includes(mounted.type) ?? (!kept.has(mounted.type) && mounted.target !== '/'))
          await release(invocation, mounted.target, mounted)
      return invocation.status
    }
    if (operands.length === 0) {
      await proc.stderr.line(`umount: bad usage\nTry 'umount --help' for more information.`)
      return 1
    }
    for (const name of operands) await umountOne(invocation, name)
    return invocation.status
  },
)

async function umountOne(invocation: Invocation, name: string): Promise<void> {
  const { proc } = invocation
  const path = await proc.realpath(name).catch(() => undefined)
  if (path === undefined) return invocation.complain(`${name}: no mount point specified.`)
  const mounted = proc.system.mounts().findLast(({ target, source }) => target === path || source === path)
  if (!mounted) {
    if (!invocation.has('q')) await invocation.complain(`${name}: not mounted.`)
    else invocation.status = 32
    return
  }
  const { uid, realUid = uid } = proc.credentials
  if (realUid !== 0) throw new Failure(`${name}: must be superuser to unmount.`, 32)
  if (invocation.has('R'))
    for (const below of proc.system.mounts().toReversed())
      if (below.target.startsWith(`${mounted.target}/`)) await release(invocation, below.target, below)
  await release(invocation, name, mounted)
}

async function release(invocation: Invocation, name: string, { target, source }: MountInfo): Promise<void> {
  const { proc } = invocation
  try {
    await proc.umount(target, { lazy: invocation.has('l') })
    if (invocation.has('v')) await proc.stdout.line(`umount: ${target} (${source}) unmounted`)
  } catch (error) {
    if (!isErrno(error)) throw error
    if (error.code === 'EBUSY' && invocation.has('r'))
      return proc.mount(source, target, { options: ['remount', 'ro'] })
    await invocation.complain(`${name}: ${error.code === 'EBUSY' ? 'target is busy' : error.message}.`)
  }
}
