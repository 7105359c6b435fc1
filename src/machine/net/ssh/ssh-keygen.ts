import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { hostLabel, withoutHost } from './client/known-hosts.ts'
import { askOnTerminal } from './client/question.ts'
import type { PrivateKey, PublicKey } from './keys.ts'
import {
  ed25519FromSeed,
  fingerprint,
  keyBits,
  keyKind,
  parsePublicKeyLine,
  publicKeyLine,
  publicPart,
} from './keys.ts'
import { KeyFormatError, formatPrivateKey, formatRsaPem, parsePrivateKey } from './private-key.ts'
import { randomart } from './randomart.ts'
import { userName } from './server/accounts.ts'
import { generateRsa } from './signature.ts'

interface Arguments {
  values: Map<string, string>
  flags: Set<string>
}

const usage = `usage: ssh-keygen [-q] [-b bits] [-C comment] [-f output_keyfile] [-m format]
                  [-N new_passphrase] [-t ed25519 | rsa]
       ssh-keygen -y [-f input_keyfile]
       ssh-keygen -l [-v] [-f input_keyfile]
       ssh-keygen -R hostname [-f known_hosts_file]`

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
    if (args.flags.has('y')) return await showPublic(proc, args)
    if (args.flags.has('l')) return await showFingerprint(proc, args)
    return await generate(proc, args)
  } catch (error) {
    if (!isErrno(error)) throw error
    await proc.stderr.line(`ssh-keygen: ${error.message}`)
    return 255
  }
}

function parse(argv: readonly string[]): Arguments | string {
  const values = new Map<string, string>()
  const flags = new Set<string>()
  for (let at = 1; at < argv.length; at++) {
    const word = argv[at]!
    const letter = word[1] ?? ''
    if (!word.startsWith('-') || letter === '') return 'Too many arguments.'
    if ('qylv'.includes(letter)) {
      for (const flag of word.slice(1)) flags.add(flag)
    } else if ('bCfmNtRaE'.includes(letter)) {
      const value = word.slice(2) || argv[++at]
      if (value === undefined) return `ssh-keygen: option requires an argument -- '${letter}'`
      values.set(letter, value)
    } else return `ssh-keygen: unknown option -- ${letter}`
  }
  return { values, flags }
}

const homeOf = (proc: Process): string => proc.env.get('HOME') ?? '/'

async function fileFor(proc: Process, args: Arguments, name: string): Promise<string> {
  const given = args.values.get('f')
  if (given !== undefined) return given
  const standard = `${homeOf(proc)}/.ssh/${name}`
  return (await askOnTerminal(proc, `Enter file in which the key is (${standard}): `)) || standard
}

async function generate(proc: Process, args: Arguments): Promise<number> {
  const type = args.values.get('t') ?? 'ed25519'
  if (type !== 'ed25519' && type !== 'rsa') {
    const known = ['dsa', 'ecdsa', 'ecdsa-sk', 'ed25519-sk'].includes(type)
    await proc.stderr.line(
      known ? `ssh-keygen: Sandcloud makes ed25519 and rsa keys, not ${type}` : `unknown key type ${type}`,
    )
    return 255
  }
  const quiet = args.flags.has('q')
  if (!quiet) await proc.stdout.line(`Generating public/private ${type} key pair.`)
  const path = await outputFile(proc, args, type)
  if (path === undefined || !(await mayWrite(proc, path))) return 1
  if (!(await noPassphrase(proc, args))) return 1

  const bits = Number(args.values.get('b') ?? 3072)
  if (type === 'rsa' && !(bits >= 1024 && bits <= 8192)) {
    await proc.stderr.line(
      bits < 1024 ? 'Invalid RSA key length: minimum is 1024 bits' : 'Bits has bad value',
    )
    return 255
  }
  const key = type === 'rsa' ? await generateRsa(bits) : ed25519FromSeed(proc.system.randomBytes(32))
  const user = await userName(proc, proc.credentials.uid)
  const comment = args.values.get('C') ?? `${user}@${proc.system.hostname}`
  await proc.writeFile(path, privateFile(proc, args, key, comment), { mode: 0o600 })
  await proc.writeFile(`${path}.pub`, `${publicKeyLine(key, comment)}\n`, { mode: 0o644 })
  if (!quiet) await proc.stdout.write(madeText(path, publicPart(key), comment))
  return 0
}

function privateFile(proc: Process, args: Arguments, key: PrivateKey, comment: string): string {
  if (args.values.get('m')?.toUpperCase() === 'PEM' && key.type === 'ssh-rsa') return formatRsaPem(key)
  return formatPrivateKey(key, comment, (length) => proc.system.randomBytes(length))
}

async function outputFile(proc: Process, args: Arguments, type: string): Promise<string | undefined> {
  const given = args.values.get('f')
  if (given !== undefined) return given
  const standard = `${homeOf(proc)}/.ssh/id_${type}`
  const answer = await askOnTerminal(proc, `Enter file in which to save the key (${standard}): `)
  if (answer === undefined) return undefined
  if (answer !== '') return answer
  await proc.mkdir(`${homeOf(proc)}/.ssh`, 0o700).catch((error: unknown) => {
    if (!isErrno(error, 'EEXIST')) throw error
  })
  return standard
}

async function mayWrite(proc: Process, path: string): Promise<boolean> {
  try {
    await proc.stat(path)
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return true
    throw error
  }
  await proc.stdout.line(`${path} already exists.`)
  return (await askOnTerminal(proc, 'Overwrite (y/n)? '))?.toLowerCase().startsWith('y') ?? false
}

/** Our ssh reads keys without a passphrase only: better not to make others. */
async function noPassphrase(proc: Process, args: Arguments): Promise<boolean> {
  const phrase =
    args.values.get('N') ?? (await askOnTerminal(proc, 'Enter passphrase (empty for no passphrase): '))
  if (phrase === '') return true
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

async function showPublic(proc: Process, args: Arguments): Promise<number> {
  const path = await fileFor(proc, args, 'id_ed25519')
  try {
    const { mode } = await proc.stat(path)
    if (mode & 0o077) {
      await proc.stderr.line(`Permissions 0${mode.toString(8)} for '${path}' are too open.`)
      return 255
    }
    const { key, comment } = parsePrivateKey(await proc.readText(path))
    await proc.stdout.line(publicKeyLine(publicPart(key), comment))
    return 0
  } catch (error) {
    return complain(proc, error, `Load key "${path}"`)
  }
}

async function showFingerprint(proc: Process, args: Arguments): Promise<number> {
  const path = await fileFor(proc, args, 'id_ed25519')
  try {
    const file = await proc.readText(path)
    const entry = parsePublicKeyLine(file.split('\n')[0] ?? '') ?? fromPrivate(file)
    const comment = entry.comment || 'no comment'
    await proc.stdout.line(
      `${keyBits(entry.key)} ${fingerprint(entry.key)} ${comment} (${keyKind(entry.key)})`,
    )
    if (args.flags.has('v')) await proc.stdout.line(randomart(entry.key))
    return 0
  } catch (error) {
    if (isErrno(error)) return complain(proc, error, `ssh-keygen: ${path}`)
    if (!(error instanceof KeyFormatError)) throw error
    await proc.stderr.line(`ssh-keygen: ${path} is not a public key file.`)
    return 255
  }
}

function fromPrivate(file: string): { key: PublicKey; comment: string } {
  const { key, comment } = parsePrivateKey(file)
  return { key: publicPart(key), comment }
}

async function complain(proc: Process, error: unknown, where: string): Promise<number> {
  if (!(error instanceof KeyFormatError) && !isErrno(error)) throw error
  await proc.stderr.line(`${where}: ${error.message}`)
  return 255
}

async function forgetHost(proc: Process, args: Arguments, host: string): Promise<number> {
  const path = args.values.get('f') ?? `${homeOf(proc)}/.ssh/known_hosts`
  const [, bracketed, port] = /^\[(.+)\]:(\d+)$/.exec(host) ?? []
  const label = bracketed ? hostLabel(bracketed, Number(port)) : hostLabel(host, 22)
  let before: string
  try {
    before = await proc.readText(path)
  } catch (error) {
    return complain(proc, error, `Cannot stat ${path}`)
  }
  const { file, removed } = withoutHost(before, label)
  if (removed.length === 0) {
    await proc.stderr.line(`Host ${host} not found in ${path}`)
    return 0
  }
  for (const line of removed) await proc.stdout.line(`# Host ${host} found: line ${line}`)
  await proc.writeFile(`${path}.old`, before, { mode: 0o600 })
  await proc.writeFile(path, file, { mode: 0o600 })
  await proc.stdout.line(`${path} updated.\nOriginal contents retained as ${path}.old`)
  return 0
}
