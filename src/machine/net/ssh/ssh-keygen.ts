import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { readAgain } from '../byte-stream.ts'
import { text, toBase64 } from '../bytes.ts'
import { hostLabel, parseKnownHosts, withoutHost } from './client/known-hosts.ts'
import { tooOpen } from './client/identities.ts'
import { askOnTerminal } from './client/question.ts'
import type { PrivateKey, PublicKey } from './keys.ts'
import {
  ed25519FromSeed,
  encodePublicKey,
  fingerprint,
  keyBits,
  keyKind,
  md5Fingerprint,
  parsePublicKeyLine,
  publicKeyLine,
  publicPart,
} from './keys.ts'
import { KeyFormatError, formatPrivateKey, formatRsaPem, parsePrivateKey, publicPem } from './private-key.ts'
import { randomart } from './randomart.ts'
import { userName } from './server/accounts.ts'
import { generateRsa } from './signature.ts'

interface Arguments {
  values: Map<string, string>
  flags: Set<string>
}

const usage = `usage: ssh-keygen [-q] [-b bits] [-C comment] [-f output_keyfile] [-m format]
                  [-N new_passphrase] [-t ed25519 | rsa]
       ssh-keygen -p [-f keyfile] [-m format] [-N new_passphrase]
       ssh-keygen -e [-f input_keyfile] [-m key_format]
       ssh-keygen -y [-f input_keyfile]
       ssh-keygen -c [-C comment] [-f keyfile]
       ssh-keygen -l [-v] [-E fingerprint_hash] [-f input_keyfile]
       ssh-keygen -F hostname [-lv] [-f known_hosts_file]
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

function parse(argv: readonly string[]): Arguments | string {
  const values = new Map<string, string>()
  const flags = new Set<string>()
  for (let at = 1; at < argv.length; at++) {
    const word = argv[at]!
    const letter = word[1] ?? ''
    if (!word.startsWith('-') || letter === '') return 'Too many arguments.'
    if ('qylvpecHB'.includes(letter)) {
      const refused = word.slice(1).match(/[HB]/)?.[0]
      if (refused) return `ssh-keygen: Sandcloud's ssh-keygen has no -${refused}`
      // `-lf file`: the last letter may take a value.
      const letters = word.slice(1)
      const valued = 'bCfmNtRaEFP'.includes(letters.at(-1)!) && letters.length > 1
      for (const flag of valued ? letters.slice(0, -1) : letters) flags.add(flag)
      if (valued) values.set(letters.at(-1)!, argv[++at] ?? '')
    } else if ('bCfmNtRaEFP'.includes(letter)) {
      const value = word.slice(2) || argv[++at]
      if (value === undefined) return `ssh-keygen: option requires an argument -- '${letter}'`
      values.set(letter, value)
    } else return `ssh-keygen: unknown option -- ${letter}`
  }
  return { values, flags }
}

/** ssh-keygen asks on standard output and reads standard input, whatever they are. Undefined at the end. */
async function ask(proc: Process, question: string): Promise<string | undefined> {
  await proc.stdout.write(question)
  const answer = text(await readAgain(proc, 0))
  return answer === '' ? undefined : answer.split('\n')[0]!.trim()
}

const homeOf = (proc: Process): string => proc.env.get('HOME') ?? '/'

async function fileFor(proc: Process, args: Arguments, name: string): Promise<string> {
  const given = args.values.get('f')
  if (given !== undefined) return given
  const standard = `${homeOf(proc)}/.ssh/${name}`
  return (await ask(proc, `Enter file in which the key is (${standard}): `)) || standard
}

async function generate(proc: Process, args: Arguments): Promise<number> {
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

async function showPublic(proc: Process, args: Arguments): Promise<number> {
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
async function showFingerprint(proc: Process, args: Arguments): Promise<number> {
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

/** -p and -c: the same key in another format or with another comment. */
async function saveAgain(proc: Process, args: Arguments): Promise<number> {
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

async function exportPublic(proc: Process, args: Arguments): Promise<number> {
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

const labelOf = (host: string): string => {
  const [, bracketed, port] = /^\[(.+)\]:(\d+)$/.exec(host) ?? []
  return bracketed ? hostLabel(bracketed, Number(port)) : hostLabel(host, 22)
}

async function findHost(proc: Process, args: Arguments, host: string): Promise<number> {
  const path = args.values.get('f') ?? `${homeOf(proc)}/.ssh/known_hosts`
  let file: string
  try {
    file = await proc.readText(path)
  } catch (error) {
    return complain(proc, error, `Cannot stat ${path}`)
  }
  const found = parseKnownHosts(file).filter(({ names }) => names.includes(labelOf(host)))
  for (const { line, key } of found) {
    await proc.stdout.line(`# Host ${host} found: line ${line} `)
    await proc.stdout.line(args.flags.has('l') ? `${host} ${keyKind(key)} ${fingerprint(key)} ` : file.split('\n')[line - 1]!) // prettier-ignore
  }
  return found.length > 0 ? 0 : 1
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
  const label = labelOf(host)
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
