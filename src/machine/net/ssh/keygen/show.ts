import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import { toBase64 } from '../../bytes.ts'
import { tooOpen } from '../client/identities.ts'
import type { PublicKey } from '../keys.ts'
import {
  encodePublicKey,
  fingerprint,
  keyBits,
  keyKind,
  md5Fingerprint,
  parsePublicKeyLine,
  publicKeyLine,
  publicPart,
} from '../keys.ts'
import { KeyFormatError, parsePrivateKey, publicPem } from '../private-key.ts'
import { randomart } from '../randomart.ts'
import { userName } from '../server/accounts.ts'
import { type Arguments, complain, fileFor } from './arguments.ts'

export async function showPublic(proc: Process, args: Arguments): Promise<number> {
  const path = await fileFor(proc, args, 'id_ed25519')
  try {
    const { mode } = await proc.stat(path)
    if (mode & 0o077) {
      await proc.stderr.line(tooOpen(path, mode))
      return 255
    }
    const { key, comment } = parsePrivateKey(await proc.readText(path))
    await proc.stdout.line(publicKeyLine(publicPart(key), comment))
    return 0
  } catch (error) {
    return complain(proc, error, `Load key "${path}"`)
  }
}

/** A file may hold several keys: authorized_keys and known_hosts have a line for each. */
export async function showFingerprint(proc: Process, args: Arguments): Promise<number> {
  const path = await fileFor(proc, args, 'id_ed25519')
  const hash = args.values.get('E')?.toLowerCase() ?? 'sha256'
  if (hash !== 'sha256' && hash !== 'md5') {
    await proc.stderr.line('Invalid hash algorithm')
    return 255
  }
  try {
    const file = await readKeyFile(proc, path)
    const entries = publicEntries(file)
    for (const { key, comment } of entries.length > 0 ? entries : [fromPrivate(file)]) {
      const print = hash === 'md5' ? md5Fingerprint(key) : fingerprint(key)
      await proc.stdout.line(`${keyBits(key)} ${print} ${comment || 'no comment'} (${keyKind(key)})`)
      if (args.flags.has('v')) await proc.stdout.line(randomart(key))
    }
    return 0
  } catch (error) {
    if (isErrno(error)) return complain(proc, error, `ssh-keygen: ${path}`)
    if (!(error instanceof KeyFormatError)) throw error
    await proc.stderr.line(`${path} is not a public key file.`)
    return 255
  }
}

/** Of `id_x` the fingerprint is that of `id_x.pub` beside it, which anybody may read. */
async function readKeyFile(proc: Process, path: string): Promise<string> {
  const file = await proc.readText(path)
  if (!file.startsWith('-----BEGIN')) return file
  return proc.readText(`${path}.pub`).catch((error: unknown) => {
    if (isErrno(error)) return file
    throw error
  })
}

function publicEntries(file: string): { key: PublicKey; comment: string }[] {
  return file.split('\n').flatMap((line) => {
    const plain = parsePublicKeyLine(line)
    if (plain) return [plain]
    // known_hosts has the host's name ahead, authorized_keys its options.
    const [host = '', ...rest] = line.trim().split(/\s+/)
    const known = line.startsWith('#') ? undefined : parsePublicKeyLine(rest.join(' '))
    return known ? [{ key: known.key, comment: known.comment || host }] : []
  })
}

export async function exportPublic(proc: Process, args: Arguments): Promise<number> {
  const path = await fileFor(proc, args, 'id_ed25519')
  const format = args.values.get('m')?.toUpperCase() ?? 'RFC4716'
  try {
    const file = await readKeyFile(proc, path)
    const { key } = publicEntries(file)[0] ?? fromPrivate(file)
    if (format === 'RFC4716') {
      const user = `${await userName(proc, proc.credentials.uid)}@${proc.system.hostname}`
      await proc.stdout.write(rfc4716(key, user))
      return 0
    }
    const pem = publicPem(key, format)
    if (pem === undefined) {
      await proc.stderr.line(
        ['PEM', 'PKCS8'].includes(format)
          ? `do_convert_to_${format.toLowerCase()}: unsupported key type ${keyKind(key)}`
          : `Unsupported conversion format "${args.values.get('m')}"`,
      )
      return 255
    }
    await proc.stdout.write(pem)
    return 0
  } catch (error) {
    return complain(proc, error, `${path}`)
  }
}

function rfc4716(key: PublicKey, by: string): string {
  const base64 = toBase64(encodePublicKey(key))
    .match(/.{1,70}/g)!
    .join('\n')
  const kind = `${keyBits(key)}-bit ${keyKind(key)}, converted by ${by} from OpenSSH`
  return `---- BEGIN SSH2 PUBLIC KEY ----\nComment: "${kind}"\n${base64}\n---- END SSH2 PUBLIC KEY ----\n`
}

function fromPrivate(file: string): { key: PublicKey; comment: string } {
  const { key, comment } = parsePrivateKey(file)
  return { key: publicPart(key), comment }
}
