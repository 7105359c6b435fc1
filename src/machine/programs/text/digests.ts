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
  usage: '[OPTION]... [FILE]...',
}

const tagName = (name: keyof typeof algorithms): string =>
  name === 'b2sum' ? 'BLAKE2b' : name.slice(0, -3).toUpperCase()

const hex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

const digestSum = (name: keyof typeof algorithms): Program =>
  program(name, spec, async (invocation) => {
    if (invocation.has('c')) return check(invocation, name)
    await eachInput(invocation, invocation.operands, async (fd, file) => {
      const digest = await hash(invocation, fd, name)
      await invocation.write(
        invocation.has('tag')
          ? `${tagName(name)} (${file}) = ${digest}\n`
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

/** A line of a list: `digest  file`, or with --tag `MD5 (file) = digest`. */
const listed = (
  line: string,
  name: keyof typeof algorithms,
): { wanted: string; file: string } | undefined => {
  const plain = /^([0-9a-fA-F]{32,128}) [ *](.+)$/.exec(line)
  if (plain) return { wanted: plain[1]!, file: plain[2]! }
  const tagged = /^([A-Z0-9]+) \((.+)\) = ([0-9a-fA-F]{32,128})$/.exec(line)
  return tagged?.[1] === tagName(name) ? { wanted: tagged[3]!, file: tagged[2]! } : undefined
}

const check = async (invocation: Invocation, name: keyof typeof algorithms): Promise<number> => {
  const { proc } = invocation
  const isQuiet = invocation.has('status')
  for (const list of invocation.operands.length > 0 ? invocation.operands : ['-']) {
    const text =
      list === '-' ? await proc.stdin.text() : await invocation.attempt(list, () => proc.readText(list))
    if (text === undefined) continue
    let [failed, missing, malformed, verified] = [0, 0, 0, 0]
    const lines = text.split('\n')
    if (lines.at(-1) === '') lines.pop()
    for (const [i, line] of lines.entries()) {
      if (line.startsWith('#')) continue
      const entry = listed(line, name)
      if (!entry) {
        malformed++
        const where = `${list}: ${i + 1}: improperly formatted ${tagName(name)} checksum line`
        if (invocation.has('w')) await proc.stderr.write(`${invocation.name}: ${where}\n`)
        continue
      }
      const { wanted, file } = entry
      try {
        const fd = await proc.open(file, { read: true })
        const good = (await hash(invocation, fd, name)) === wanted.toLowerCase()
        await proc.close(fd)
        if (good) verified++
        else failed++
        if (!isQuiet && !(good && invocation.has('quiet')))
          await invocation.write(`${file}: ${good ? 'OK' : 'FAILED'}\n`)
      } catch (error) {
        if (!isErrno(error)) throw error
        if (error.code === 'ENOENT' && invocation.has('ignore-missing')) continue
        missing++
        await invocation.complain(`${file}: ${error.message}`)
        if (!isQuiet) await invocation.write(`${file}: FAILED open or read\n`)
      }
    }
    if (malformed === lines.length) {
      await invocation.complain(`${list}: no properly formatted checksum lines found`)
      continue
    }
    const warn = async (count: number, one: string, many: string): Promise<void> => {
      if (count > 0 && !isQuiet)
        await proc.stderr.write(`${invocation.name}: WARNING: ${count} ${count === 1 ? one : many}\n`)
    }
    await warn(malformed, 'line is improperly formatted', 'lines are improperly formatted')
    await warn(missing, 'listed file could not be read', 'listed files could not be read')
    await warn(failed, 'computed checksum did NOT match', 'computed checksums did NOT match')
    if (invocation.has('ignore-missing') && verified === 0 && failed === 0)
      await invocation.complain(`${list}: no file was verified`)
    if (failed + missing > 0 || (malformed > 0 && invocation.has('strict'))) invocation.status = 1
  }
  return invocation.status
}

export const b2sum = digestSum('b2sum')
export const md5sum = digestSum('md5sum')
export const sha1sum = digestSum('sha1sum')
export const sha224sum = digestSum('sha224sum')
export const sha256sum = digestSum('sha256sum')
export const sha384sum = digestSum('sha384sum')
export const sha512sum = digestSum('sha512sum')
