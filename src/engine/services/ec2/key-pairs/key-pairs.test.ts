import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import {
  CreateKeyPairCommand,
  DeleteKeyPairCommand,
  DescribeKeyPairsCommand,
  ImportKeyPairCommand,
} from '@aws-sdk/client-ec2'
import { afterAll, expect, test } from 'vitest'
import { refusal, testEngine } from '../../../testing/index.ts'

const directory = mkdtempSync(`${tmpdir()}/key-pairs-`)
afterAll(() => rmSync(directory, { recursive: true }))

const run = (file: string, ...args: string[]) => execFileSync(file, args, { encoding: 'utf8', stdio: 'pipe' })

for (const [KeyType, begin] of [
  ['rsa', 'RSA'],
  ['ed25519', 'OPENSSH'],
] as const) {
  test(`ssh-keygen reads a new ${KeyType} key, and finds in it the public key that AWS keeps`, async () => {
    const { ec2 } = await testEngine()
    const created = await ec2.send(new CreateKeyPairCommand({ KeyName: 'my-key', KeyType }))
    expect(created.KeyMaterial).toMatch(new RegExp(`^-----BEGIN ${begin} PRIVATE KEY-----\n`))
    const file = `${directory}/${KeyType}.pem`
    writeFileSync(file, created.KeyMaterial!, { mode: 0o600 })
    const { KeyPairs } = await ec2.send(new DescribeKeyPairsCommand({ IncludePublicKey: true }))
    const [type, key, name] = KeyPairs![0]!.PublicKey!.split(/\s/)
    expect(run('ssh-keygen', '-y', '-f', file).split(/\s/).slice(0, 2)).toEqual([type, key])
    expect(name).toBe('my-key')
    expect(KeyPairs![0]!.KeyFingerprint).toBe(created.KeyFingerprint)
  })
}

const hasPuttygen = (() => {
  try {
    run('puttygen', '--version')
    return true
  } catch {
    return false
  }
})()
const skipped = hasPuttygen ? '' : ' (skipped: puttygen is not installed)'

for (const KeyType of ['rsa', 'ed25519'] as const) {
  test.skipIf(!hasPuttygen)(`puttygen reads a new ${KeyType} key in the format ppk${skipped}`, async () => {
    const { ec2 } = await testEngine()
    const created = await ec2.send(new CreateKeyPairCommand({ KeyName: 'putty', KeyType, KeyFormat: 'ppk' }))
    const file = `${directory}/${KeyType}.ppk`
    writeFileSync(file, created.KeyMaterial!, { mode: 0o600 })
    const { KeyPairs } = await ec2.send(new DescribeKeyPairsCommand({ IncludePublicKey: true }))
    const [type, key] = KeyPairs![0]!.PublicKey!.split(/\s/)
    expect(run('puttygen', file, '-L').split(/\s/).slice(0, 2)).toEqual([type, key])
    // It reads the private part too, and finds that the two belong together.
    run('puttygen', file, '-O', 'private-openssh', '-o', `${file}.pem`)
    expect(run('ssh-keygen', '-y', '-f', `${file}.pem`).split(/\s/).slice(0, 2)).toEqual([type, key])
  })
}

test('fingerprints are those that AWS documents: made and imported keys differ', async () => {
  const { ec2 } = await testEngine()
  const { KeyMaterial, KeyFingerprint } = await ec2.send(new CreateKeyPairCommand({ KeyName: 'made' }))
  const file = `${directory}/made.pem`
  writeFileSync(file, KeyMaterial!, { mode: 0o600 })
  const digest = (command: string) =>
    run('sh', '-c', command)
      .trim()
      .replace(/^.*= */, '')
  expect(KeyFingerprint).toBe(
    digest(`openssl pkcs8 -in ${file} -inform PEM -outform DER -topk8 -nocrypt | openssl sha1 -c`),
  )
  const PublicKeyMaterial = new TextEncoder().encode(run('ssh-keygen', '-y', '-f', file))
  const imported = await ec2.send(new ImportKeyPairCommand({ KeyName: 'imported', PublicKeyMaterial }))
  expect(imported.KeyFingerprint).toBe(
    digest(`openssl rsa -in ${file} -pubout -outform DER 2>/dev/null | openssl md5 -c`),
  )
})

test('names are taken once, deleting is always fine, and what is no key is refused', async () => {
  const { ec2 } = await testEngine()
  const create = (KeyName: string) => ec2.send(new CreateKeyPairCommand({ KeyName, KeyType: 'ed25519' }))
  const { KeyPairId } = await create('my-key')
  expect(await refusal(create('my-key'))).toBe('InvalidKeyPair.Duplicate: The keypair already exists')
  expect(await refusal(create(' my-key'))).toBe(
    "InvalidParameterValue: Invalid value ' my-key' for keyName. It should be trimmed",
  )
  expect(await ec2.send(new DeleteKeyPairCommand({ KeyName: 'my-key' }))).toMatchObject({ KeyPairId })
  await ec2.send(new DeleteKeyPairCommand({ KeyName: 'my-key' }))
  expect(await refusal(ec2.send(new DescribeKeyPairsCommand({ KeyNames: ['my-key'] })))).toBe(
    "InvalidKeyPair.NotFound: The key pair 'my-key' does not exist",
  )
  const PublicKeyMaterial = new TextEncoder().encode('ssh-rsa AAAAB3NzaC1yc2E= broken')
  expect(await refusal(ec2.send(new ImportKeyPairCommand({ KeyName: 'x', PublicKeyMaterial })))).toBe(
    'InvalidKey.Format: Key is not in valid OpenSSH public key format',
  )
})
