import { beforeEach, describe, expect, test } from 'vitest'
import type { Kernel } from '../../kernel/kernel.ts'
import { TestInternet, runProgram, startProgram, testKernel } from '../../testing/index.ts'
import { generateHostKey } from './host-key.ts'
import { ed25519FromSeed, fingerprint, md5Fingerprint, publicKeyLine } from './keys.ts'
import { formatPrivateKey } from './private-key.ts'
import { sshd } from './server/sshd.ts'
import { sshKeygen } from './keygen/ssh-keygen.ts'
import { sshKeyscan } from './ssh-keyscan.ts'

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
const key = ed25519FromSeed(random(32))
const line = publicKeyLine(key, 'me@laptop')
let kernel: Kernel

beforeEach(async () => {
  kernel = await testKernel({
    files: {
      '/work/id': { content: formatPrivateKey(key, 'me@laptop', random), mode: 0o600 },
      '/work/id.pub': `${line}\n`,
      '/work/known_hosts': `10.0.0.1 ${publicKeyLine(key)}\n[10.0.0.2]:2222 ${publicKeyLine(key)}\n`,
    },
  })
})

const run = (...args: string[]) =>
  runProgram(sshKeygen, { kernel, cwd: '/work', argv: ['ssh-keygen', ...args], env: { HOME: '/work' } })

describe('ssh-keygen', () => {
  test('-l shows fingerprints of keys and of files with several, by SHA-256 and MD5', async () => {
    expect((await run('-lf', 'id.pub')).stdout).toBe(`256 ${fingerprint(key)} me@laptop (ED25519)\n`)
    expect((await run('-l', '-E', 'md5', '-f', 'id')).stdout).toBe(
      `256 ${md5Fingerprint(key)} me@laptop (ED25519)\n`,
    )
    expect((await run('-lf', 'known_hosts')).stdout.split('\n').slice(0, 2)).toEqual([
      `256 ${fingerprint(key)} 10.0.0.1 (ED25519)`,
      `256 ${fingerprint(key)} [10.0.0.2]:2222 (ED25519)`,
    ])
    expect(await run('-lf', 'nothing')).toMatchObject({ status: 255, stderr: 'ssh-keygen: nothing: No such file or directory\n' }) // prettier-ignore
  })

  test('-F finds a host, and its status says when there is none', async () => {
    const found = await run('-F', '10.0.0.1', '-f', 'known_hosts')
    expect(found).toMatchObject({
      status: 0,
      stdout: `# Host 10.0.0.1 found: line 1 \n10.0.0.1 ${publicKeyLine(key)}\n`,
    })
    expect((await run('-F', '[10.0.0.2]:2222', '-f', 'known_hosts')).status).toBe(0)
    expect((await run('-F', '10.9.9.9', '-f', 'known_hosts')).status).toBe(1)
  })

  test('-e writes the public key in SSH2’s form, -c changes the comment', async () => {
    expect((await run('-e', '-f', 'id.pub')).stdout).toMatch(
      /^---- BEGIN SSH2 PUBLIC KEY ----\nComment: "256-bit ED25519, converted by root@localhost from OpenSSH"\n[\w+/=]{68}\n---- END SSH2 PUBLIC KEY ----\n$/,
    )
    expect((await run('-c', '-C', 'new', '-f', 'id')).stdout).toBe(
      "Old comment: me@laptop\nComment 'new' applied\n",
    )
    expect((await run('-y', '-f', 'id')).stdout).toBe(`${publicKeyLine(key, 'new')}\n`)
  })

  test('an RSA key is made in PEM and goes over into other forms', async () => {
    expect((await run('-q', '-t', 'rsa', '-b', '2048', '-m', 'PEM', '-N', '', '-f', 'rsa')).status).toBe(0)
    expect(await kernel.init.process.readText('/work/rsa')).toMatch(/^-----BEGIN RSA PRIVATE KEY-----/)
    expect((await run('-e', '-m', 'PEM', '-f', 'rsa.pub')).stdout).toMatch(/^-----BEGIN RSA PUBLIC KEY-----/)
    expect((await run('-e', '-m', 'PKCS8', '-f', 'rsa.pub')).stdout).toMatch(/^-----BEGIN PUBLIC KEY-----/)
    expect((await run('-p', '-N', '', '-f', 'rsa')).stdout).toBe("Key has comment ''\nYour identification has been saved with the new passphrase.\n") // prettier-ignore
    expect(await kernel.init.process.readText('/work/rsa')).toMatch(/^-----BEGIN OPENSSH PRIVATE KEY-----/)
  })

  test('-y refuses a key that others can read', async () => {
    await kernel.init.process.chmod('/work/id', 0o644)
    expect(await run('-y', '-f', 'id')).toMatchObject({
      status: 255,
      stderr: expect.stringContaining('UNPROTECTED PRIVATE KEY FILE') as string,
    })
  })
})

test('ssh-keyscan asks a host for its key, as known_hosts takes it', async () => {
  const internet = new TestInternet()
  const host = generateHostKey(random)
  const server = await testKernel({
    hardware: { network: internet.plug('198.51.100.20') },
    files: {
      '/etc/ssh/sshd_config': '',
      '/etc/ssh/ssh_host_ed25519_key': { content: host.privateKey, mode: 0o600 },
    },
  })
  void startProgram(sshd, { kernel: server, argv: ['sshd'] })
  await expect.poll(() => server.system.sockets().length).toBe(1)
  const laptop = await testKernel({ hardware: { network: internet.plug('203.0.113.7') } })
  const scan = (...args: string[]) =>
    runProgram(sshKeyscan, { kernel: laptop, argv: ['ssh-keyscan', ...args] })
  expect(await scan('198.51.100.20')).toMatchObject({
    status: 0,
    stdout: `198.51.100.20 ${host.publicKey.trim()}\n`,
    stderr: '# 198.51.100.20:22 SSH-2.0-OpenSSH_8.7\n',
  })
  expect((await scan('-p', '2222', '198.51.100.20')).stderr).toBe('198.51.100.20: Connection refused\n')
})
