import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import type { PrivateKey } from '../keys.ts'
import { KeyFormatError, parsePrivateKey } from '../private-key.ts'
import type { SshOptions } from './options.ts'

const largestKeyFile = 1 << 20
const fence = '@'.repeat(59)

/** The names of the key files to try; one that was named and is not there is told at once. */
export async function presentIdentities(proc: Process, options: SshOptions): Promise<string[]> {
  const present: string[] = []
  for (const path of options.identities) {
    try {
      await proc.stat(path)
      present.push(path)
    } catch (error) {
      if (!isErrno(error)) throw error
      if (options.identitiesNamed)
        await proc.stderr.line(`Warning: Identity file ${path} not accessible: ${error.message}.`)
    }
  }
  return present
}

/** Reads a private key; undefined, and told, when it cannot be used. */
export async function loadIdentity(
  proc: Process,
  path: string,
): Promise<{ key: PrivateKey; comment: string } | undefined> {
  try {
    const { mode, uid, size } = await proc.stat(path)
    if (uid === proc.credentials.uid && mode & 0o077) {
      await proc.stderr.line(tooOpen(path, mode))
      return undefined
    }
    if (size > largestKeyFile) throw new KeyFormatError('error in libcrypto')
    return parsePrivateKey(await proc.readText(path))
  } catch (error) {
    if (!(error instanceof KeyFormatError) && !isErrno(error)) throw error
    await proc.stderr.line(`Load key "${path}": ${error.message}`)
    return undefined
  }
}

/** ssh's warning of a private key file that others may read. */
export const tooOpen = (path: string, mode: number): string => `${fence}
@         WARNING: UNPROTECTED PRIVATE KEY FILE!          @
${fence}
Permissions 0${(mode & 0o777).toString(8).padStart(3, '0')} for '${path}' are too open.
It is required that your private key files are NOT accessible by others.
This private key will be ignored.
Load key "${path}": bad permissions`
