import { beforeEach, describe, expect, test } from 'vitest'
import type { Kernel } from '../../kernel/kernel.ts'
import { TestInternet, runProgram, startProgram, testKernel } from '../../testing/index.ts'
import { openTerminal } from '../testing/terminal.ts'
import { tinyShell } from '../testing/tiny-shell.ts'
import { ssh } from './client/ssh.ts'
import { generateHostKey } from './host-key.ts'
import { ed25519FromSeed, publicKeyLine } from './keys.ts'
import { formatPrivateKey, formatRsaPem } from './private-key.ts'
import { scp } from './scp/scp.ts'
import { sshd } from './server/sshd.ts'
import { sshKeygen } from './keygen/ssh-keygen.ts'
import { generateRsa } from './signature.ts'

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
const key = ed25519FromSeed(random(32))
const pem = formatPrivateKey(key, '', random)
const host = generateHostKey(random)
const address = '198.51.100.20'
const denied = `ec2-user@${address}: Permission denied (publickey,gssapi-keyex,gssapi-with-mic).`
const rootRefusal = `no-port-forwarding,command="echo Please login as the user \\"ec2-user\\" rather than the user \\"root\\"." `

let internet: TestInternet
let laptop: Kernel
let server: Kernel

/** An instance as cloud-init leaves it, with sshd running. */
async function launch(at: string, hostKey = host): Promise<Kernel> {
  const kernel = await testKernel({
    programs: { bash: async () => tinyShell, scp: async () => scp },
    hardware: { network: internet.plug(at) },
    files: {
      '/etc/motd': '   ,     #_\n',
      '/etc/ssh/sshd_config': 'PasswordAuthentication no\n',
      '/etc/ssh/ssh_host_ed25519_key': { content: hostKey.privateKey, mode: 0o600 },
      '/var/log/': {},
      '/home/ec2-user/.ssh/': { uid: 1000, mode: 0o700 },
      '/home/ec2-user/.ssh/authorized_keys': { content: `${publicKeyLine(key)}\n`, uid: 1000, mode: 0o600 },
      '/root/.ssh/authorized_keys': { content: `${rootRefusal}${publicKeyLine(key)}\n`, mode: 0o600 },
    },
  })
  void startProgram(sshd, { kernel, argv: ['sshd', '-D'] })
  await expect.poll(() => kernel.system.sockets().length).toBe(1)
  return kernel
}

beforeEach(async () => {
  internet = new TestInternet()
  server = await launch(address)
  laptop = await testKernel({
    programs: { ssh: async () => ssh, scp: async () => scp },
    hardware: { network: internet.plug('203.0.113.7') },
    files: {
      '/home/ec2-user/key.pem': { content: pem, uid: 1000, mode: 0o400 },
      '/home/ec2-user/open.pem': { content: pem, uid: 1000, mode: 0o644 },
    },
  })
})

/** ssh without a terminal, the host already accepted. */
const run = (args: readonly string[], stdin = '') =>
  runProgram(ssh, {
    kernel: laptop,
    uid: 1000,
    cwd: '/home/ec2-user',
    stdin,
    argv: ['ssh', '-o', 'StrictHostKeyChecking=accept-new', '-o', 'LogLevel=QUIET', ...args],
  })
const target = `ec2-user@${address}`
const sit = (...args: string[]) => openTerminal(laptop, ['ssh', ...args], { uid: 1000 })

describe('a command on the other machine', () => {
  test('runs as the user in its home, and its status comes back', async () => {
    expect(await run(['-i', 'key.pem', target, 'id'])).toMatchObject({
      status: 0,
      stdout: 'uid=1000 in /home/ec2-user as bash\n',
      stderr: '',
    })
    expect(await run(['-i', 'key.pem', target, 'exit', '7'])).toMatchObject({ status: 7 })
    expect(await run(['-i', 'key.pem', target, 'die'])).toMatchObject({ status: 137 })
  })

  test('has two outputs and an input with an end', async () => {
    expect(await run(['-i', 'key.pem', target, 'fail', 'oh no'])).toMatchObject({
      stdout: '',
      stderr: 'oh no\n',
    })
    const long = 'x'.repeat(300_000)
    expect((await run(['-i', 'key.pem', target, 'cat'], long)).stdout).toBe(long)
  })

  test('knows where it is called from, and has no terminal', async () => {
    expect((await run(['-i', 'key.pem', target, 'env', 'SSH_CONNECTION'])).stdout).toMatch(
      /^SSH_CONNECTION=203\.0\.113\.7 \d+ 198\.51\.100\.20 22\n$/,
    )
    expect((await run(['-i', 'key.pem', target, 'tty'])).stdout).toBe('not a tty\n')
  })

  test('takes an RSA key in PEM', async () => {
    const rsa = await generateRsa(2048)
    const write = { mode: 0o600 }
    await server.init.process.writeFile('/home/ec2-user/.ssh/authorized_keys', publicKeyLine(rsa), write)
    await laptop.init.process.writeFile('/tmp/rsa.pem', formatRsaPem(rsa), { mode: 0o400 })
    await laptop.init.process.chown('/tmp/rsa.pem', 1000, 1000)
    expect((await run(['-i', '/tmp/rsa.pem', target, 'echo', 'hi'])).stdout).toBe('hi\n')
  })
})

describe('a session at a terminal', () => {
  test('asks about the unknown host once, greets, and says goodbye', async () => {
    const first = await sit('-i', 'key.pem', target)
    await first.until('Are you sure you want to continue connecting (yes/no/[fingerprint])? ')
    expect(first.screen).toBe(`The authenticity of host '${address} (${address})' can't be established.
ED25519 key fingerprint is ${host.fingerprint}.
This key is not known by any other names.
Are you sure you want to continue connecting (yes/no/[fingerprint])? `)
    await first.type('y\r')
    await first.until("Please type 'yes', 'no' or the fingerprint: ")
    await first.type('yes\r')
    await first.until(`Warning: Permanently added '${address}' (ED25519) to the list of known hosts.\n`)
    await first.until('   ,     #_\n$ ')
    expect(first.screen).not.toContain('Last login')
    await first.type('size\r')
    await first.until('80x24')
    first.resize(100, 40)
    await first.type('size\r')
    await first.until('100x40')
    await first.type('exit 3\r')
    await first.until(`Connection to ${address} closed.\n`)
    expect(await first.exit).toBe(3)

    const second = await sit('-i', 'key.pem', target)
    await second.until('Last login: ')
    await second.until(' from 203.0.113.7\n$ ')
    await second.type('id\r')
    await second.until('uid=1000 in /home/ec2-user as -bash')
    await second.type('tty\r')
    await second.until('/dev/pts/')
  })

  test('ends by ~. at the beginning of a line, and ~~ is a tilde', async () => {
    const terminal = await sit('-i', 'key.pem', '-o', 'StrictHostKeyChecking=no', target)
    await terminal.until('$ ')
    await terminal.type('echo a~.b\r')
    await terminal.until('a~.b\n$ ')
    await terminal.type('~~x\r')
    await terminal.until('~x: command not found')
    await terminal.type('~.')
    await terminal.until(`Connection to ${address} closed.`)
    expect(await terminal.exit).toBe(255)
  })

  test('hears that the other machine was switched off', async () => {
    const terminal = await sit('-i', 'key.pem', '-o', 'StrictHostKeyChecking=no', target)
    await terminal.until('$ ')
    server.halt()
    await terminal.until('Connection')
    expect(await terminal.exit).toBe(255)
    expect(terminal.screen).toMatch(/closed by remote host|client_loop: send disconnect: /)
  })

  test('hangs up the far shell when the near terminal closes', async () => {
    const terminal = await sit('-i', 'key.pem', '-o', 'StrictHostKeyChecking=no', target)
    await terminal.until('$ ')
    const shells = () => server.system.processes().filter(({ command }) => command === 'bash')
    expect(shells()).toHaveLength(1)
    await terminal.close()
    await terminal.exit
    await expect.poll(shells).toHaveLength(0)
  })

  test('root is told to be ec2-user', async () => {
    const terminal = await sit('-i', 'key.pem', '-o', 'StrictHostKeyChecking=no', `root@${address}`)
    await terminal.until('Please login as the user "ec2-user" rather than the user "root".')
    expect(await terminal.exit).toBe(0)
  })
})

describe('refusals', () => {
  test('a key file that others can read', async () => {
    const { status, stderr } = await run(['-i', 'open.pem', target])
    const fence = '@'.repeat(59)
    expect(status).toBe(255)
    expect(stderr).toBe(`${fence}
@         WARNING: UNPROTECTED PRIVATE KEY FILE!          @
${fence}
Permissions 0644 for 'open.pem' are too open.
It is required that your private key files are NOT accessible by others.
This private key will be ignored.
Load key "open.pem": bad permissions
${denied}
`)
  })

  test('a missing file, a damaged file, no key at all', async () => {
    const missing = `Warning: Identity file no.pem not accessible: No such file or directory.\n${denied}\n`
    expect((await run(['-i', 'no.pem', target])).stderr).toBe(missing)
    await laptop.init.process.writeFile('/tmp/bad.pem', pem.slice(0, 150), { mode: 0o600 })
    await laptop.init.process.chown('/tmp/bad.pem', 1000, 1000)
    const damaged = (reason: string) => `Load key "/tmp/bad.pem": ${reason}\n${denied}\n`
    const refused = async () => (await run(['-i', '/tmp/bad.pem', target])).stderr
    expect(await refused()).toBe(damaged('error in libcrypto'))
    // A letter changed in the secret part: the two check numbers differ, as with a wrong passphrase.
    const lines = pem.split('\n')
    await laptop.init.process.writeFile('/tmp/bad.pem', [...lines.slice(0, 3), [...lines[3]!].toReversed().join(''), ...lines.slice(4)].join('\n')) // prettier-ignore
    expect(await refused()).toBe(damaged('incorrect passphrase supplied to decrypt private key'))
    expect((await run([target])).stderr).toBe(`${denied}\n`)
  })

  test('a user that is not there, and one whose keys are another’s', async () => {
    const methods = 'Permission denied (publickey,gssapi-keyex,gssapi-with-mic).\n'
    expect((await run(['-i', 'key.pem', `ubuntu@${address}`])).stderr).toBe(`ubuntu@${address}: ${methods}`)
    const other = formatPrivateKey(ed25519FromSeed(random(32)), '', random)
    await laptop.init.process.writeFile('/tmp/other.pem', other, { mode: 0o600 })
    await laptop.init.process.chown('/tmp/other.pem', 1000, 1000)
    expect((await run(['-i', '/tmp/other.pem', target])).stderr).toBe(`${denied}\n`)
  })

  test.each([
    ['/home/ec2-user', 0o777],
    ['/home/ec2-user/.ssh', 0o775],
    ['/home/ec2-user/.ssh/authorized_keys', 0o666],
  ])('an authorized_keys that others could change, by %s', async (path, mode) => {
    await server.init.process.chmod(path, mode)
    expect((await run(['-i', 'key.pem', target, 'id'])).stderr).toBe(`${denied}\n`)
  })

  test('a closed port, a port where nobody listens, a name that nobody has', async () => {
    internet.verdict = (_, { port }) => (port === 22 ? 'dropped' : 'stream')
    expect((await run(['-o', 'ConnectTimeout=1', '-i', 'key.pem', target])).stderr).toBe(
      `ssh: connect to host ${address} port 22: Connection timed out\n`,
    )
    expect((await run(['-p', '2222', '-i', 'key.pem', target])).stderr).toBe(
      `ssh: connect to host ${address} port 2222: Connection refused\n`,
    )
    expect((await run(['nowhere.example'])).stderr).toBe(
      'ssh: Could not resolve hostname nowhere.example: Name or service not known\n',
    )
  })

  test('^C while the connection hangs', async () => {
    internet.verdict = () => 'dropped'
    const terminal = await sit('-v', '-i', 'key.pem', target)
    await terminal.until('Connecting to')
    await terminal.type('\x03')
    expect(await terminal.exit).toBe(128)
  })

  test('"no" to an unknown host, and BatchMode that asks nobody', async () => {
    const terminal = await sit('-i', 'key.pem', target)
    await terminal.until('[fingerprint])? ')
    await terminal.type('no\r')
    await terminal.until('Host key verification failed.')
    expect(await terminal.exit).toBe(255)
    const batch = await runProgram(ssh, {
      kernel: laptop,
      uid: 1000,
      argv: ['ssh', '-o', 'BatchMode=yes', target],
    })
    expect(batch.stderr).toContain('Host key verification failed.')
  })

  test('another machine at a known address', async () => {
    await run(['-i', 'key.pem', target, 'id'])
    server.halt()
    const other = generateHostKey(random)
    await launch(address, other)
    const { status, stderr } = await run(['-i', 'key.pem', target, 'id'])
    expect(status).toBe(255)
    expect(stderr).toContain('@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @')
    expect(stderr).toContain(`${other.fingerprint}.`)
    expect(stderr).toContain('Offending ED25519 key in /home/ec2-user/.ssh/known_hosts:1')
    expect(stderr).toContain(`Host key for ${address} has changed and you have requested strict checking.`)

    const forgotten = await runProgram(sshKeygen, {
      kernel: laptop,
      uid: 1000,
      argv: ['ssh-keygen', '-R', address],
    })
    expect(forgotten.stdout).toContain(`# Host ${address} found: line 1`)
    expect((await run(['-i', 'key.pem', target, 'id'])).status).toBe(0)
  })

  test('a port that speaks something else', async () => {
    internet.serve('198.51.100.99', (stream) => {
      void stream.write(new TextEncoder().encode('HTTP/1.1 400 Bad Request\r\n\r\n')).then(() => stream.end())
    })
    expect((await run(['198.51.100.99'])).stderr).toContain(
      'kex_exchange_identification: Connection closed by remote host',
    )
  })
})

describe('scp', () => {
  const copy = (...args: string[]) =>
    runProgram(scp, {
      kernel: laptop,
      uid: 1000,
      cwd: '/home/ec2-user',
      argv: ['scp', '-i', 'key.pem', '-o', 'StrictHostKeyChecking=no', '-o', 'LogLevel=QUIET', ...args],
    })

  test('carries folders there and files back, with their modes', async () => {
    const files = laptop.init.process
    await files.mkdir('/tmp/site', 0o755)
    await files.mkdir('/tmp/site/css', 0o755)
    await files.writeFile('/tmp/site/run.sh', 'x'.repeat(200_000), { mode: 0o755 })
    await files.writeFile('/tmp/site/css/größe.css', 'body {}')
    expect(await copy('-r', '/tmp/site', `${target}:`)).toMatchObject({ status: 0, stderr: '' })
    const far = server.init.process
    expect((await far.stat('/home/ec2-user/site/run.sh')).mode).toBe(0o755)
    expect(await far.readText('/home/ec2-user/site/css/größe.css')).toBe('body {}')
    expect((await copy(`${target}:site/run.sh`, 'back.sh')).status).toBe(0)
    expect((await files.readText('/home/ec2-user/back.sh')).length).toBe(200_000)
  })

  test('-p brings times and modes along, and a folder without -r is refused', async () => {
    const files = laptop.init.process
    await files.writeFile('/tmp/old.sh', 'echo', { mode: 0o755 })
    await files.chmod('/tmp/old.sh', 0o775)
    await files.utimes('/tmp/old.sh', 1_000_000_000_000, 1_000_000_000_000)
    expect((await copy('-p', '/tmp/old.sh', `${target}:`)).status).toBe(0)
    expect(await server.init.process.stat('/home/ec2-user/old.sh')).toMatchObject({
      mode: 0o775,
      mtime: 1_000_000_000_000,
    })
    expect(await copy('/tmp', `${target}:`)).toMatchObject({
      status: 1,
      stderr: '/tmp: not a regular file\n',
    })
    expect(await copy('/tmp/none', `${target}:`)).toMatchObject({
      status: 1,
      stderr: '/tmp/none: No such file or directory\n',
    })
  })

  test('goes from one far machine to another', async () => {
    const other = '198.51.100.21'
    const second = await launch(other)
    await server.init.process.writeFile('/home/ec2-user/data.txt', 'x'.repeat(100_000))
    expect(await copy(`${target}:data.txt`, `ec2-user@${other}:copy.txt`)).toMatchObject({
      status: 0,
      stderr: '',
    })
    expect((await second.init.process.readText('/home/ec2-user/copy.txt')).length).toBe(100_000)
  })

  test('shows its progress on a terminal', async () => {
    await laptop.init.process.writeFile('/tmp/photo.jpg', 'x'.repeat(20_000))
    const terminal = await openTerminal(laptop, ['scp', '-i', 'key.pem', '-o', 'StrictHostKeyChecking=no', '-o', 'LogLevel=QUIET', '/tmp/photo.jpg', `${target}:`], { uid: 1000 }) // prettier-ignore
    expect(await terminal.exit).toBe(0)
    expect(terminal.screen).toMatch(/^photo\.jpg {35} 100% {3}20KB +\d+\.\d[KM]B\/s {3}00:00 {4}\n$/)
  })

  test('tells what it could not do', async () => {
    expect(await copy(`${target}:nothing`, '.')).toMatchObject({
      status: 1,
      stderr: 'scp: nothing: No such file or directory\n',
    })
    expect((await copy('key.pem', `${target}:/etc/passwd`)).stderr).toBe(
      'scp: /etc/passwd: Permission denied\n',
    )
    expect((await copy('key.pem', 'ec2-user@nowhere.example:')).stderr).toBe(
      'ssh: Could not resolve hostname nowhere.example: Name or service not known\nscp: Connection closed\n',
    )
  })
})

describe('settings', () => {
  test('~/.ssh/config names host, user, port and key', async () => {
    await laptop.init.process.mkdir('/home/ec2-user/.ssh', 0o755)
    await laptop.init.process.writeFile(
      '/home/ec2-user/.ssh/config',
      `Host web*\n  HostName ${address}\n  User ec2-user\n  IdentityFile ~/key.pem\n  UserKnownHostsFile /tmp/known\n`,
    )
    expect((await run(['web1', 'echo', 'hi'])).stdout).toBe('hi\n')
  })

  test('-G shows what holds for a host, and does not go there', async () => {
    const shown = (await run(['-G', '-p', '2222', '-i', 'key.pem', 'ubuntu@nowhere'])).stdout
    expect(shown).toMatch(
      /^host nowhere\nuser ubuntu\nhostname nowhere\nport 2222\n[^]*\nidentityfile key\.pem\n/,
    )
  })

  test('-v tells the steps', async () => {
    const { stderr } = await run(['-v', '-i', 'key.pem', target, 'id'])
    expect(stderr).toContain(`debug1: Connecting to ${address} [${address}] port 22.`)
    expect(stderr).toContain('debug1: Server accepts key: key.pem ED25519 SHA256:')
  })

  test('-v tells which settings have no effect here, and letters that cannot have theirs are refused', async () => {
    const { stderr } = await run(['-v', '-o', 'ServerAliveInterval=60', '-i', 'key.pem', target, 'id'])
    expect(stderr).toContain('debug1: serveraliveinterval has no effect in Sandcloud')
    expect(await run(['-O', 'check', target])).toMatchObject({
      status: 255,
      stderr: "Sandcloud's ssh does not share connections (-O)\n",
    })
  })

  test('without a destination there is the usage', async () => {
    const { status, stderr } = await run([])
    expect(status).toBe(255)
    expect(stderr).toContain('usage: ssh')
  })
})
