import { beforeEach, describe, expect, test } from 'vitest'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Program } from '../../kernel/process.ts'
import { TestInternet, runProgram, startProgram, testKernel } from '../../testing/index.ts'
import { openTerminal } from '../testing/terminal.ts'
import { tinyShell } from '../testing/tiny-shell.ts'
import { sshAdd } from './agent/ssh-add.ts'
import { sshAgent } from './agent/ssh-agent.ts'
import { ssh } from './client/ssh.ts'
import { generateHostKey } from './host-key.ts'
import { ed25519FromSeed, fingerprint, publicKeyLine } from './keys.ts'
import { formatPrivateKey } from './private-key.ts'
import { sshd } from './server/sshd.ts'

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
const key = ed25519FromSeed(random(32))
const bastion = '198.51.100.20'
const inner = '10.0.1.5'
const programs = {
  'bash': async () => tinyShell,
  'ssh': async () => ssh,
  'ssh-add': async () => sshAdd,
  'ssh-agent': async () => sshAgent,
} // prettier-ignore

let internet: TestInternet
let laptop: Kernel
let servers: Record<string, Kernel>

async function launch(at: string, options = ''): Promise<Kernel> {
  const kernel = await testKernel({
    programs,
    hardware: { network: internet.plug(at) },
    files: {
      '/etc/ssh/sshd_config': 'PasswordAuthentication no\n',
      '/etc/ssh/ssh_host_ed25519_key': { content: generateHostKey(random).privateKey, mode: 0o600 },
      '/var/log/': {},
      '/home/ec2-user/.ssh/': { uid: 1000, mode: 0o700 },
      '/home/ec2-user/.ssh/authorized_keys': { content: `${options}${publicKeyLine(key)}\n`, uid: 1000, mode: 0o600 },
    }, // prettier-ignore
  })
  void startProgram(sshd, { kernel, argv: ['sshd', '-D'] })
  await expect.poll(() => kernel.system.sockets().length).toBe(1)
  return kernel
}

/** A bastion that the laptop reaches, and a machine behind it that only the bastion does. */
beforeEach(async () => {
  internet = new TestInternet()
  internet.verdict = (from, to) => (to.address === inner && from !== bastion ? 'refused' : 'stream')
  servers = { bastion: await launch(bastion), inner: await launch(inner) }
  laptop = await testKernel({
    programs,
    hardware: { network: internet.plug('203.0.113.7') },
    files: {
      '/home/ec2-user/key.pem': { content: formatPrivateKey(key, 'mine', random), uid: 1000, mode: 0o400 },
      '/home/ec2-user/.ssh/': { uid: 1000, mode: 0o700 },
    },
  })
})

const quiet = ['-o', 'StrictHostKeyChecking=no', '-o', 'LogLevel=ERROR']
const home = { uid: 1000, cwd: '/home/ec2-user' }
const run = (program: Program, argv: string[], env: Record<string, string> = {}, stdin = '') =>
  runProgram(program, { kernel: laptop, argv, env, stdin, ...home })
const onLaptop = (program: Program) => startProgram(program, { kernel: laptop, ...home })

/** Answers each connection with what it was asked, after all have asked. */
const echo: Program = async (proc) => {
  const listener = await proc.listen({ address: '127.0.0.1', port: 8080 })
  for (;;) {
    const { fd } = await proc.accept(listener)
    void (async () => {
      for (let bytes; (bytes = await proc.read(fd)).length > 0;) await proc.write(fd, bytes)
      await proc.close(fd)
    })().catch(() => undefined)
  }
}

/** Asks through a port of the laptop, and gives how much came back. */
const askThrough = async (port: number, message: string): Promise<string> => {
  const { result } = await onLaptop(async (proc) => {
    const fd = await proc.connect({ address: '127.0.0.1', port })
    await proc.write(fd, message)
    proc.shutdown(fd)
    let answer = ''
    for (let bytes; (bytes = await proc.read(fd)).length > 0;) answer += new TextDecoder().decode(bytes)
    await proc.stdout.write(answer)
    return 0
  })
  return (await result).stdout
}

const listens = (kernel: Kernel, port: number) => () =>
  kernel.system.sockets().some(({ state, local }) => state === 'LISTEN' && local.port === port)

describe('-L', () => {
  test('carries several connections at once, long ones too, to what listens on the server only', async () => {
    await startProgram(echo, { kernel: servers.bastion! })
    void startProgram(ssh, {
      kernel: laptop,
      argv: ['ssh', ...quiet, '-i', 'key.pem', '-N', '-L', '9000:localhost:8080', `ec2-user@${bastion}`],
      ...home,
    })
    await expect.poll(listens(laptop, 9000)).toBe(true)
    const messages = ['one', 'two', 'x'.repeat(700_000)]
    expect(await Promise.all(messages.map((message) => askThrough(9000, message)))).toEqual(messages)
  })

  test('tells of a closed port at the far end and of a taken one here, and lives on', async () => {
    const terminal = await openTerminal(laptop, ['ssh', ...quiet, '-i', 'key.pem', '-L', '9000:localhost:81', `ec2-user@${bastion}`], { uid: 1000 }) // prettier-ignore
    await terminal.until('$ ')
    expect(await askThrough(9000, 'anyone?')).toBe('')
    await terminal.until('channel 2: open failed: connect failed: Connection refused')
    const second = await run(ssh, ['ssh', ...quiet, '-i', 'key.pem', '-L', '9000:localhost:81', `ec2-user@${bastion}`, 'echo', 'hi']) // prettier-ignore
    expect(second).toMatchObject({
      status: 0,
      stdout: 'hi\n',
      stderr: `bind [127.0.0.1]:9000: Address already in use\nchannel_setup_fwd_listener_tcpip: cannot listen to port: 9000\nCould not request local forwarding.\n`,
    })
  })

  test('with -f -N stays behind when the command line is free again', async () => {
    await startProgram(echo, { kernel: servers.bastion! })
    const { status } = await run(ssh, ['ssh', ...quiet, '-i', 'key.pem', '-f', '-N', '-L', '9000:localhost:8080', `ec2-user@${bastion}`]) // prettier-ignore
    expect(status).toBe(0)
    expect(await askThrough(9000, 'still here')).toBe('still here')
    const refused = await run(ssh, ['ssh', ...quiet, '-i', 'no.pem', '-f', '-N', `ec2-user@${bastion}`])
    expect(refused).toMatchObject({
      status: 255,
      stderr: expect.stringContaining('Permission denied') as string,
    })
  })
})

test('-R lets the server reach what listens here', async () => {
  await onLaptop(echo)
  void startProgram(ssh, { kernel: laptop, argv: ['ssh', ...quiet, '-i', 'key.pem', '-N', '-R', '7000:localhost:8080', `ec2-user@${bastion}`], ...home }) // prettier-ignore
  await expect.poll(listens(servers.bastion!, 7000)).toBe(true)
  const { stdout } = await runProgram(
    async (proc) => {
      const fd = await proc.connect({ address: '127.0.0.1', port: 7000 })
      await proc.write(fd, 'from the server')
      await proc.stdout.write(await proc.read(fd))
      return 0
    },
    { kernel: servers.bastion! },
  )
  expect(stdout).toBe('from the server')
})

describe('an agent', () => {
  const start = async () => {
    const { stdout } = await run(sshAgent, ['ssh-agent', '-s'])
    const [, path = ''] = /^SSH_AUTH_SOCK=(\S+); export SSH_AUTH_SOCK;\nSSH_AGENT_PID=\d+;/.exec(stdout) ?? []
    return { SSH_AUTH_SOCK: path }
  }

  test('takes keys, lists them, and signs for ssh; without one ssh-add says so', async () => {
    expect(await run(sshAdd, ['ssh-add', '-l'])).toMatchObject({
      status: 2,
      stderr: 'Could not open a connection to your authentication agent.\n',
    })
    const env = await start()
    expect(await run(sshAdd, ['ssh-add', '-l'], env)).toMatchObject({
      status: 1,
      stdout: 'The agent has no identities.\n',
    })
    expect((await run(sshAdd, ['ssh-add', 'key.pem'], env)).stderr).toBe('Identity added: key.pem (mine)\n')
    expect((await run(sshAdd, ['ssh-add', '-l'], env)).stdout).toBe(
      `256 ${fingerprint(key)} mine (ED25519)\n`,
    )
    expect((await run(ssh, ['ssh', ...quiet, `ec2-user@${bastion}`, 'echo', 'in'], env)).stdout).toBe('in\n')
    expect((await run(sshAdd, ['ssh-add', '-D'], env)).stderr).toBe('All identities removed.\n')
    expect((await run(ssh, ['ssh', ...quiet, `ec2-user@${bastion}`, 'true'], env)).status).toBe(255)
  })

  test('opens the way through a bastion: -J proves the key to each machine', async () => {
    const env = await start()
    await run(sshAdd, ['ssh-add', 'key.pem'], env)
    await laptop.init.process.writeFile('/home/ec2-user/.ssh/config', `Host *\n  StrictHostKeyChecking accept-new\n  LogLevel ERROR\n`) // prettier-ignore
    const there = await run(
      ssh,
      ['ssh', '-J', `ec2-user@${bastion}`, `ec2-user@${inner}`, 'env', 'SSH_CONNECTION'],
      env,
    )
    expect(there.stdout).toMatch(/^SSH_CONNECTION=198\.51\.100\.20 \d+ 10\.0\.1\.5 22\n$/)
    expect((await run(ssh, ['ssh', `ec2-user@${inner}`, 'true'], env)).stderr).toBe(`ssh: connect to host ${inner} port 22: Connection refused\n`) // prettier-ignore
  })

  test('lent with -A, answers on the other machine; without -A it does not', async () => {
    const env = await start()
    await run(sshAdd, ['ssh-add', 'key.pem'], env)
    const terminal = await openTerminal(laptop, ['ssh', ...quiet, '-A', `ec2-user@${bastion}`], {
      uid: 1000,
      env,
    })
    await terminal.until('$ ')
    await terminal.type('env SSH_AUTH_SOCK\r')
    await terminal.until('SSH_AUTH_SOCK=/tmp/ssh-')
    await terminal.until('\n$ ')
    const [, path] = /SSH_AUTH_SOCK=(\/tmp\/\S+)/.exec(terminal.screen)!
    const onwards = await runProgram(ssh, {
      kernel: servers.bastion!,
      argv: ['ssh', ...quiet, `ec2-user@${inner}`, 'echo', 'through'],
      env: { SSH_AUTH_SOCK: path! },
      uid: 1000,
    })
    expect(onwards).toMatchObject({ stdout: 'through\n', status: 0 })
    const plain = await run(ssh, ['ssh', ...quiet, `ec2-user@${bastion}`, 'env', 'SSH_AUTH_SOCK'], env)
    expect(plain.stdout).toBe('SSH_AUTH_SOCK=undefined\n')
  })
})

describe('~/.ssh/config', () => {
  const path = '/home/ec2-user/.ssh/config'
  const config = async (text: string, mode = 0o600) => {
    await laptop.init.process.writeFile(path, text)
    await laptop.init.process.chown(path, 1000, 1000)
    await laptop.init.process.chmod(path, mode)
  }

  test('gives a short name its address, user, key and jump', async () => {
    await config(`Host bastion
  HostName ${bastion}
  User ec2-user
  IdentityFile ~/key.pem
Host app
  HostName ${inner}
  User ec2-user
  IdentityFile ~/key.pem
  ProxyJump bastion
Host *
  StrictHostKeyChecking accept-new
  LogLevel ERROR
`)
    expect((await run(ssh, ['ssh', 'app', 'id'])).stdout).toBe('uid=1000 in /home/ec2-user as bash\n')
  })

  test('that others may write, or with a word that is none, is refused', async () => {
    await config('Host *\n', 0o666)
    expect((await run(ssh, ['ssh', bastion])).stderr).toBe(
      'Bad owner or permissions on /home/ec2-user/.ssh/config\n',
    )
    await config('Hosst x\n')
    expect((await run(ssh, ['ssh', bastion])).stderr).toContain(
      'config: line 1: Bad configuration option: hosst',
    )
  })
})

test('-W gives one stream, and no-port-forwarding in authorized_keys forbids it', async () => {
  const through = ['ssh', ...quiet, '-i', 'key.pem', '-W', `${inner}:22`, `ec2-user@${bastion}`]
  expect((await run(ssh, through, {}, 'hello\r\n')).stdout).toMatch(/^SSH-2\.0-OpenSSH/)
  const file = '/home/ec2-user/.ssh/authorized_keys'
  await servers.bastion!.init.process.writeFile(file, `no-port-forwarding ${publicKeyLine(key)}\n`)
  expect(await run(ssh, through)).toMatchObject({
    status: 255,
    stderr: 'channel 0: open failed: administratively prohibited: open failed\nstdio forwarding failed\n',
  })
})

test('what is not there is refused with a word on what is', async () => {
  const { status, stderr } = await run(ssh, ['ssh', '-D', '1080', bastion])
  expect(status).toBe(255)
  expect(stderr).toContain('no SOCKS proxy (-D)')
  expect((await run(ssh, ['ssh', '-o', 'Nonsense=1', bastion])).stderr).toBe(
    'command-line: line 0: Bad configuration option: nonsense\n',
  )
})
