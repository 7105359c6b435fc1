import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import { parse, usage } from './arguments.ts'
import { generate, saveAgain } from './generate.ts'
import { findHost, forgetHost } from './known-host-lines.ts'
import { exportPublic, showFingerprint, showPublic } from './show.ts'

/** Makes, shows and forgets keys. */
export async function sshKeygen(proc: Process): Promise<number> {
  const args = parse(proc.argv)
  if (typeof args === 'string') {
    await proc.stderr.line(`${args}\n${usage}`)
    return 1
  }
  try {
    const forget = args.values.get('R')
    if (forget !== undefined) return await forgetHost(proc, args, forget)
    const wanted = args.values.get('F')
    if (wanted !== undefined) return await findHost(proc, args, wanted)
    if (args.flags.has('p') || args.flags.has('c')) return await saveAgain(proc, args)
    if (args.flags.has('e')) return await exportPublic(proc, args)
    if (args.flags.has('y')) return await showPublic(proc, args)
    if (args.flags.has('l')) return await showFingerprint(proc, args)
    return await generate(proc, args)
  } catch (error) {
    if (!isErrno(error)) throw error
    await proc.stderr.line(`ssh-keygen: ${error.message}`)
    return 255
  }
}
