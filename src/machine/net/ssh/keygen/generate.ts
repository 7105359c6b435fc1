import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import { askOnTerminal } from '../client/question.ts'
import type { PrivateKey, PublicKey } from '../keys.ts'
import { ed25519FromSeed, fingerprint, publicKeyLine, publicPart } from '../keys.ts'
import { formatPrivateKey, formatRsaPem, parsePrivateKey } from '../private-key.ts'
import { randomart } from '../randomart.ts'
import { userName } from '../server/accounts.ts'
import { generateRsa } from '../signature.ts'
import { type Arguments, ask, complain, fileFor, homeOf } from './arguments.ts'

export async function generate(proc: Process, args: Arguments): Promise<number> {
  const type = args.values.get('t') ?? defaultType(proc)
  if (type !== 'ed25519' && type !== 'rsa') {
    const known = ['dsa', 'ecdsa', 'ecdsa-sk', 'ed25519-sk'].includes(type)
    await proc.stderr.line(
      known ? `ssh-keygen: Sandcloud makes ed25519 and rsa keys, not ${type}` : `unknown key type ${type}`,
    )
    return 255
  }
  const bits = Number(args.values.get('b') ?? 3072)
  if (type === 'rsa' && !(bits >= 1024 && bits <= 8192)) {
    await proc.stderr.line(
      bits < 1024 ? 'Invalid RSA key length: minimum is 1024 bits' : 'Bits has bad value',
    )
    return 255
  }
  const quiet = args.flags.has('q')
  if (!quiet) await proc.stdout.line(`Generating public/private ${type} key pair.`)
  const path = await outputFile(proc, args, type)
  if (path === undefined || !(await mayWrite(proc, path))) return 1
  if (!(await noPassphrase(proc, args))) return 1

  const key = type === 'rsa' ? await generateRsa(bits) : ed25519FromSeed(proc.system.randomBytes(32))
  const user = await userName(proc, proc.credentials.uid)
  const comment = args.values.get('C') ?? `${user}@${proc.system.hostname}`
  try {
    await proc.writeFile(path, privateFile(proc, args, key, comment), { mode: 0o600 })
    await proc.writeFile(`${path}.pub`, `${publicKeyLine(key, comment)}\n`, { mode: 0o644 })
  } catch (error) {
    if (!isErrno(error)) throw error
    await proc.stderr.line(`Saving key "${path}" failed: ${error.message}`)
    return 1
  }
  if (!quiet) await proc.stdout.write(madeText(path, publicPart(key), comment))
  return 0
}

/** OpenSSH 9.5 changed what is made when nobody says: Amazon Linux 2023, Ubuntu 22.04 and Debian 12 have older ones. */
function defaultType(proc: Process): 'rsa' | 'ed25519' {
  const { id, version } = proc.system.release
  return ['amzn 2023', 'ubuntu 22.04', 'debian 12'].includes(`${id} ${version}`) ? 'rsa' : 'ed25519'
}

function privateFile(proc: Process, args: Arguments, key: PrivateKey, comment: string): string {
  if (args.values.get('m')?.toUpperCase() === 'PEM' && key.type === 'ssh-rsa') return formatRsaPem(key)
  return formatPrivateKey(key, comment, (length) => proc.system.randomBytes(length))
}

async function outputFile(proc: Process, args: Arguments, type: string): Promise<string | undefined> {
  const standard = `${homeOf(proc)}/.ssh/id_${type}`
  const question = `Enter file in which to save the key (${standard}): `
  const given = args.values.get('f') ?? (await ask(proc, question))
  if (given === undefined) return undefined
  const path = given || standard
  if (path.startsWith(`${homeOf(proc)}/.ssh/`)) await makeSshFolder(proc, args.flags.has('q'))
  return path
}

async function makeSshFolder(proc: Process, quiet: boolean): Promise<void> {
  const folder = `${homeOf(proc)}/.ssh`
  try {
    await proc.mkdir(folder, 0o700)
    if (!quiet) await proc.stdout.line(`Created directory '${folder}'.`)
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error
  }
}

async function mayWrite(proc: Process, path: string): Promise<boolean> {
  try {
    await proc.stat(path)
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return true
    throw error
  }
  await proc.stdout.line(`${path} already exists.`)
  return (await ask(proc, 'Overwrite (y/n)? '))?.toLowerCase().startsWith('y') ?? false
}

/** Our ssh reads keys without a passphrase only: better not to make others. */
async function noPassphrase(proc: Process, args: Arguments): Promise<boolean> {
  const given = args.values.get('N')
  const phrase = given ?? (await askOnTerminal(proc, 'Enter passphrase (empty for no passphrase): '))
  const again =
    given === undefined && phrase === '' ? await askOnTerminal(proc, 'Enter same passphrase again: ') : phrase
  if (phrase === '' && again === '') return true
  if (phrase === '') {
    await proc.stderr.line('Passphrases do not match.  Try again.')
    return false
  }
  await proc.stderr.line('ssh-keygen: Sandcloud makes keys without a passphrase only; leave it empty.')
  return false
}

const madeText = (
  path: string,
  key: PublicKey,
  comment: string,
): string => `Your identification has been saved in ${path}
Your public key has been saved in ${path}.pub
The key fingerprint is:
${fingerprint(key)} ${comment}
The key's randomart image is:
${randomart(key)}
`

/** -p and -c: the same key in another format or with another comment. */
export async function saveAgain(proc: Process, args: Arguments): Promise<number> {
  const path = await fileFor(proc, args, 'id_ed25519')
  try {
    const { key, comment } = parsePrivateKey(await proc.readText(path))
    if (args.flags.has('c')) {
      await proc.stdout.line(`Old comment: ${comment}`)
      const wanted = args.values.get('C') ?? (await ask(proc, 'New comment: ')) ?? ''
      await proc.writeFile(path, privateFile(proc, args, key, wanted), { mode: 0o600 })
      await proc.writeFile(`${path}.pub`, `${publicKeyLine(publicPart(key), wanted)}\n`, { mode: 0o644 })
      await proc.stdout.line(`Comment '${wanted}' applied`)
      return 0
    }
    if (!args.flags.has('q')) await proc.stdout.line(`Key has comment '${comment}'`)
    if (!(await noPassphrase(proc, args))) return 1
    await proc.writeFile(path, privateFile(proc, args, key, comment), { mode: 0o600 })
    await proc.stdout.line('Your identification has been saved with the new passphrase.')
    return 0
  } catch (error) {
    return complain(proc, error, `Failed to load key ${path}`)
  }
}
