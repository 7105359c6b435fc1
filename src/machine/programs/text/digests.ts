import { blake2b } from '@noble/hashes/blake2.js'
import { md5, sha1 } from '@noble/hashes/legacy.js'
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js'
import type { Program } from '../../kernel/process.ts'
import { isErrno } from '../../errno.ts'
import { chunksOf, eachInput } from '../inputs.ts'
import { program, type Invocation } from '../program.ts'

const algorithms = {
  b2sum: blake2b,
  md5sum: md5,
  sha1sum: sha1,
  sha224sum: sha224,
  sha256sum: sha256,
  sha384sum: sha384,
  sha512sum: sha512,
}

const spec = {
  short: 'bctw',
  long: {
    binary: 'b',
    check: 'c',
    text: 't',
    warn: 'w',
    quiet: 'quiet',
    status: 'status',
    tag: 'tag',
    strict: 'strict',
    'ignore-missing': 'ignore-missing',
  },
  lacking: { w: '-w (--warn)' },
  usage: '[OPTION]... [FILE]...',
}

const hex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

const digestSum = (name: keyof typeof algorithms): Program =>
  program(name, spec, async (invocation) => {
    if (invocation.has('c')) return check(invocation, name)
    await eachInput(invocation, invocation.operands, async (fd, file) => {
      const digest = await hash(invocation, fd, name)
      await invocation.write(
        invocation.has('tag')
          ? `${name.slice(0, -3).toUpperCase()} (${file}) = ${digest}\n`
          : `${digest} ${invocation.has('b') ? '*' : ' '}${file}\n`,
      )
    })
    return invocation.status
  })

const hash = async (invocation: Invocation, fd: number, name: keyof typeof algorithms): Promise<string> => {
  const state = algorithms[name].create()
  for await (const chunk of chunksOf(invocation, fd)) {
    state.update(chunk)
    await invocation.proc.yield()
  }
  return hex(state.digest())
}

const check = async (invocation: Invocation, name: keyof typeof algorithms): Promise<number> => {
  const { proc } = invocation
  let [failed, missing] = [0, 0]
  for (const list of invocation.operands.length > 0 ? invocation.operands : ['-']) {
    const text =
      list === '-' ? await proc.stdin.text() : await invocation.attempt(list, () => proc.readText(list))
    for (const line of (text ?? '').split('\n')) {
      const match = /^([0-9a-fA-F]{32,128}) [ *](.+)$/.exec(line)
      if (!match) continue
      const [, wanted, file] = match as unknown as [string, string, string]
      try {
        const fd = await proc.open(file, { read: true })
        const good = (await hash(invocation, fd, name)) === wanted.toLowerCase()
        await proc.close(fd)
        if (!good) failed++
        if (!invocation.has('status') && !(good && invocation.has('quiet')))
          await invocation.write(`${file}: ${good ? 'OK' : 'FAILED'}\n`)
      } catch (error) {
        if (!isErrno(error)) throw error
        missing++
        await invocation.complain(`${file}: ${error.message}`)
        await invocation.write(`${file}: FAILED open or read\n`)
      }
    }
  }
  if (missing > 0)
    await invocation.complain(`WARNING: ${missing} listed file${missing === 1 ? '' : 's'} could not be read`)
  if (failed > 0)
    await invocation.complain(`WARNING: ${failed} computed checksum${failed === 1 ? '' : 's'} did NOT match`)
  return failed + missing > 0 ? 1 : invocation.status
}

export const b2sum = digestSum('b2sum')
export const md5sum = digestSum('md5sum')
export const sha1sum = digestSum('sha1sum')
export const sha224sum = digestSum('sha224sum')
export const sha256sum = digestSum('sha256sum')
export const sha384sum = digestSum('sha384sum')
export const sha512sum = digestSum('sha512sum')
