import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { readAgain } from '../byte-stream.ts'
import { text } from '../bytes.ts'
import { parsePublicKeyLine } from './keys.ts'

const usage = 'Usage: ssh-copy-id [-h|-?|-f|-n|-s] [-i [identity_file]] [-p port] [-F alternative ssh_config file] [[-o <ssh -o options>] ...] [user@]hostname' // prettier-ignore
const info = '/usr/bin/ssh-copy-id: INFO:'
const failure = '/usr/bin/ssh-copy-id: ERROR:'

interface Wish {
  identity?: string
  force: boolean
  /** -n: only says what it would do. */
  dry: boolean
  sshOptions: string[]
  host: string
}

function parse(words: readonly string[]): Wish | undefined {
  const wish: Wish = { force: false, dry: false, sshOptions: [], host: '' }
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!
    if (word === '-f') wish.force = true
    else if (word === '-n') wish.dry = true
    else if (word === '-i') wish.identity = words[++at] ?? ''
    else if (word.startsWith('-i')) wish.identity = word.slice(2)
    else if (/^-[poF]$/.test(word)) wish.sshOptions.push(word, words[++at] ?? '')
    else if (word.startsWith('-') || wish.host !== '') return undefined
    else wish.host = word
  }
  return wish.host === '' ? undefined : wish
}

/** ssh-copy-id: puts a public key into the far authorized_keys, by way of a login that already works. */
export async function sshCopyId(proc: Process): Promise<number> {
  const wish = parse(proc.argv.slice(1))
  if (!wish) {
    await proc.stderr.line(usage)
    return 1
  }
  const path = await keyFile(proc, wish)
  if (path === undefined) {
    await proc.stderr.line(`\n${failure} No identities found`)
    return 1
  }
  let line: string
  try {
    line = (await proc.readText(path)).trim()
  } catch (error) {
    if (!isErrno(error)) throw error
    await proc.stderr.line(`\n${failure} failed to open ID file '${path}': ${error.message}`)
    return 1
  }
  if (!parsePublicKeyLine(line)) {
    await proc.stderr.line(`\n${failure} ${path} is not a public key file`)
    return 1
  }
  await proc.stderr.line(`${info} Source of key(s) to be installed: "${path}"`)
  if (!wish.force) {
    await proc.stderr.line(
      `${info} attempting to log in with the new key(s), to filter out any that are already installed`,
    )
    const privateKey = path.replace(/\.pub$/, '')
    const probe = ['-o', 'IdentitiesOnly=yes', '-o', 'BatchMode=yes', '-i', privateKey]
    if ((await run(proc, [...probe, ...wish.sshOptions, wish.host, 'exit'], '', true)).status === 0) {
      await proc.stderr.write(
        `\n/usr/bin/ssh-copy-id: WARNING: All keys were skipped because they already exist on the remote system.\n\t\t(if you think this is a mistake, you may want to use -f option)\n\n`,
      )
      return 0
    }
  }
  await proc.stderr.line(
    `${info} 1 key(s) remain to be installed -- if you are prompted now it is to install the new keys`,
  )
  if (wish.dry) {
    await proc.stdout.write(
      `=-=-=-=-=-=-=-=\nWould have added the following key(s):\n\n${line}\n=-=-=-=-=-=-=-=\n`,
    )
    return 0
  }
  const install = "cd; umask 077; mkdir -p .ssh && { [ -z \"$(tail -1c .ssh/authorized_keys 2>/dev/null)\" ] || echo >> .ssh/authorized_keys; } && cat >> .ssh/authorized_keys || exit 1" // prettier-ignore
  const { status } = await run(proc, [...wish.sshOptions, wish.host, install], `${line}\n`, false)
  if (status !== 0) return 1
  const port = wish.sshOptions[0] === '-p' ? `-p ${wish.sshOptions[1]} ` : ''
  await proc.stdout.write(
    `\nNumber of key(s) added: 1\n\nNow try logging into the machine, with:   "ssh ${port}'${wish.host}'"\nand check to make sure that only the key(s) you wanted were added.\n\n`,
  )
  return 0
}

/** The one named, or the newest ~/.ssh/id*.pub. */
async function keyFile(proc: Process, { identity }: Wish): Promise<string | undefined> {
  if (identity !== undefined && identity !== '')
    return identity.endsWith('.pub') ? identity : `${identity}.pub`
  const folder = `${proc.env.get('HOME') ?? '/'}/.ssh`
  const entries = await proc.readdir(folder).catch((error: unknown) => {
    if (isErrno(error)) return []
    throw error
  })
  let newest: { path: string; mtime: number } | undefined
  for (const { name } of entries) {
    if (!/^id.*\.pub$/.test(name)) continue
    const { mtime } = await proc.stat(`${folder}/${name}`)
    if (!newest || mtime > newest.mtime) newest = { path: `${folder}/${name}`, mtime }
  }
  return newest?.path
}

async function run(
  proc: Process,
  args: readonly string[],
  input: string,
  silent: boolean,
): Promise<{ status: number; errors: string }> {
  const [stdin, stderr] = [proc.pipe(), proc.pipe()]
  const child = await proc.spawn('/usr/bin/ssh', ['ssh', ...args], {
    descriptors: new Map([
      [0, stdin.read],
      [1, 1],
      [2, silent ? stderr.write : 2],
    ]),
  })
  await proc.close(stdin.read)
  await proc.close(stderr.write)
  await proc.write(stdin.write, input).catch((error: unknown) => {
    if (!isErrno(error, 'EPIPE')) throw error
  })
  await proc.close(stdin.write)
  let errors = ''
  for (let bytes; (bytes = await readAgain(proc, stderr.read)).length > 0;) errors += text(bytes)
  await proc.close(stderr.read)
  const end = await proc.wait(child)
  return { status: end?.exit ?? 255, errors }
}
