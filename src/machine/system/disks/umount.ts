import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'

/** umount(8). */
export async function umount(proc: Process): Promise<number> {
  const targets = proc.argv.slice(1).filter((word) => !word.startsWith('-'))
  if (targets.length === 0) {
    await proc.stderr.line(`umount: bad usage\nTry 'umount --help' for more information.`)
    return 1
  }
  let status = 0
  for (const target of targets) status = (await umountOne(proc, target)) || status
  return status
}

async function umountOne(proc: Process, name: string): Promise<number> {
  const complain = async (text: string): Promise<number> => {
    await proc.stderr.line(`umount: ${name}: ${text}`)
    return 32
  }
  const path = await proc.realpath(name).catch(() => undefined)
  if (path === undefined) return complain('no mount point specified.')
  const mounted = proc.system.mounts().findLast(({ target, source }) => target === path || source === path)
  if (!mounted) return complain('not mounted.')
  if ((proc.credentials.realUid ?? proc.credentials.uid) !== 0)
    return complain('must be superuser to unmount.')
  try {
    await proc.umount(mounted.target)
    return 0
  } catch (error) {
    if (isErrno(error, 'EBUSY')) return complain('target is busy.')
    if (isErrno(error)) return complain(`${error.message}.`)
    throw error
  }
}
