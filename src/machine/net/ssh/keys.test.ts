import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, describe, expect, test } from 'vitest'
import { utf8 } from '../bytes.ts'
import { generateHostKey } from './host-key.ts'
import { fingerprint, keyBits, parsePublicKeyLine, publicKeyLine, publicPart } from './keys.ts'
import { KeyFormatError, formatPrivateKey, formatRsaPem, parsePrivateKey } from './private-key.ts'
import { randomart } from './randomart.ts'
import { generateRsa, sign, verify } from './signature.ts'

const folder = mkdtempSync(`${tmpdir()}/keys-`)
afterAll(() => rmSync(folder, { recursive: true }))

const keygen = (...args: string[]): string =>
  execFileSync('ssh-keygen', args, { encoding: 'utf8', cwd: folder, stdio: 'pipe' }).trim()
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
const read = (name: string) => readFileSync(`${folder}/${name}`, 'utf8')

describe('the real ssh-keygen reads our keys', () => {
  test('an ED25519 host key, with its public part and fingerprint', () => {
    const host = generateHostKey(random, 'root@ip-172-31-0-1')
    writeFileSync(`${folder}/host`, host.privateKey, { mode: 0o600 })
    expect(`${keygen('-y', '-f', 'host')}\n`).toBe(host.publicKey)
    expect(keygen('-l', '-f', 'host')).toBe(`256 ${host.fingerprint} root@ip-172-31-0-1 (ED25519)`)
  })

  test('and draws the same picture of it', () => {
    const host = generateHostKey(random, 'comment')
    writeFileSync(`${folder}/drawn`, host.privateKey, { mode: 0o600 })
    const { key } = parsePrivateKey(host.privateKey)
    expect(keygen('-lv', '-f', 'drawn').split('\n').slice(1).join('\n')).toBe(randomart(publicPart(key)))
  })

  test('an RSA key in PEM and in its own format', async () => {
    const key = await generateRsa(2048)
    writeFileSync(`${folder}/rsa.pem`, formatRsaPem(key), { mode: 0o600 })
    writeFileSync(`${folder}/rsa`, formatPrivateKey(key, 'me@laptop', random), { mode: 0o600 })
    expect(keygen('-y', '-f', 'rsa.pem')).toBe(publicKeyLine(key))
    expect(keygen('-y', '-f', 'rsa')).toBe(publicKeyLine(key, 'me@laptop'))
    expect(keygen('-l', '-f', 'rsa')).toBe(`2048 ${fingerprint(key)} me@laptop (RSA)`)
  })
})

describe('we read the keys of the real ssh-keygen', () => {
  test.each([
    ['ed25519', ['-t', 'ed25519']],
    ['rsa', ['-t', 'rsa', '-b', '2048']],
    ['pem', ['-t', 'rsa', '-b', '2048', '-m', 'PEM']],
    ['pkcs8', ['-t', 'rsa', '-b', '3072', '-m', 'PKCS8']],
  ])('%s, and sign what its public part verifies', async (name, options) => {
    keygen(...options, '-N', '', '-C', 'a comment', '-f', `theirs-${name}`)
    const { key } = parsePrivateKey(read(`theirs-${name}`))
    const line = parsePublicKeyLine(read(`theirs-${name}.pub`))!
    expect(publicKeyLine(publicPart(key))).toBe(publicKeyLine(line.key))
    expect(line.comment).toBe('a comment')
    expect(keygen('-l', '-f', `theirs-${name}`)).toContain(`${keyBits(key)} ${fingerprint(key)}`)
    const signature = await sign(key, utf8('challenge'))
    expect(await verify(line.key, signature, utf8('challenge'))).toBe(true)
    expect(await verify(line.key, signature, utf8('another challenge'))).toBe(false)
  })
})

describe('damaged keys are refused with the word ssh has for them', () => {
  const reasonFor = (file: string): string | undefined => {
    try {
      parsePrivateKey(file)
    } catch (error) {
      if (error instanceof KeyFormatError) return error.reason
      throw error
    }
    return undefined
  }

  test('text that is no key, a shortened PEM, a shortened OpenSSH key', async () => {
    const openssh = generateHostKey(random).privateKey
    const pem = formatRsaPem(await generateRsa(2048))
    expect(reasonFor('hello')).toBe('error in libcrypto')
    expect(reasonFor(pem.replace(/\n.*\n/, '\n'))).toBe('error in libcrypto')
    expect(reasonFor(openssh.replace(/\n.*\n/, '\n'))).toBe('error in libcrypto')
  })

  test('a key with a passphrase', () => {
    keygen('-t', 'ed25519', '-N', 'secret', '-f', 'locked')
    expect(reasonFor(read('locked'))).toBe('incorrect passphrase supplied to decrypt private key')
  })

  test('any byte changed anywhere either fails or leaves the same key', () => {
    const file = generateHostKey(random).privateKey
    const { key } = parsePrivateKey(file)
    for (let at = 40; at < file.length - 40; at++) {
      const changed = `${file.slice(0, at)}A${file.slice(at + 1)}`
      if (reasonFor(changed) === undefined)
        expect(publicKeyLine(parsePrivateKey(changed).key)).toBe(publicKeyLine(key))
    }
  })
})
