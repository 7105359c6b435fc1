import { isErrno } from '../../errno.ts'
import { Failure, program, quoted, shellQuoted } from '../program.ts'
import { parseSize } from '../sizes.ts'
import { misused } from './cp.ts'

const mktempSpec = {
  short: 'dp:qtu',
  long: { directory: 'd', tmpdir: 'p::', quiet: 'q', 'dry-run': 'u', suffix: 'suffix:' },
  lacking: { q: '-q (--quiet)' },
  usage: '[OPTION]... [TEMPLATE]',
}

const alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

export const mktemp = program('mktemp', mktempSpec, async (invocation) => {
  const { proc, operands } = invocation
  const template = operands[0] ?? 'tmp.XXXXXXXXXX'
  const match = /^(.*?)(X{3,})([^X/]*)$/.exec(template)
  if (!match) throw new Failure(`too few X's in template ${quoted(template)}`)
  const inDirectory = operands.length === 0 || invocation.has('p', 't')
  const base = inDirectory
    ? `${(invocation.value('p') ?? proc.env.get('TMPDIR') ?? '/tmp').replace(/\/$/, '')}/`
    : ''
  for (let attempt = 0; attempt < 100; attempt++) {
    const random = [...proc.system.randomBytes(match[2]!.length)]
      .map((byte) => alphabet[byte % alphabet.length])
      .join('')
    const path = `${base}${match[1]}${random}${match[3]}${invocation.value('suffix') ?? ''}`
    try {
      if (invocation.has('d')) await proc.mkdir(path, 0o700)
      else if (!invocation.has('u'))
        await proc.close(await proc.open(path, { write: true, create: true, exclusive: true }, 0o600))
      await invocation.write(`${path}\n`)
      return 0
    } catch (error) {
      if (!isErrno(error)) throw error
      if (error.code === 'EEXIST') continue
      const what = invocation.has('d') ? 'directory' : 'file'
      throw new Failure(`failed to create ${what} via template ${quoted(base + template)}: ${error.message}`)
    }
  }
  throw new Failure(`failed to create file via template ${quoted(base + template)}: File exists`)
})

export const truncate = program(
  'truncate',
  {
    short: 'cor:s:',
    long: { size: 's:', 'no-create': 'c', reference: 'r:' },
    lacking: { o: '-o (--io-blocks)' },
    usage: 'OPTION... FILE...',
  },
  async (invocation) => {
    const { proc, operands } = invocation
    const [text, reference] = [invocation.value('s'), invocation.value('r')]
    if (text === undefined && reference === undefined)
      return misused(invocation, 'you must specify either ‘--size’ or ‘--reference’')
    if (operands.length === 0) return misused(invocation, 'missing file operand')
    const amount =
      text === undefined ? (await proc.stat(reference!)).size : parseSize(text.replace(/^[-+<>/%]/, ''))
    if (amount === undefined) throw new Failure(`Invalid number: ${quoted(text!)}`)
    for (const path of operands) {
      try {
        const fd = await proc.open(path, { write: true, create: !invocation.has('c') })
        const { size } = await proc.fstat(fd)
        const sign = text?.[0]
        const wanted =
          sign === '+'
            ? size + amount
            : sign === '-'
              ? Math.max(0, size - amount)
              : sign === '<'
                ? Math.min(size, amount)
                : sign === '>'
                  ? Math.max(size, amount)
                  : amount
        await proc.truncate(fd, wanted)
        await proc.close(fd)
      } catch (error) {
        if (!isErrno(error)) throw error
        if (!(invocation.has('c') && error.code === 'ENOENT'))
          await invocation.complain(`cannot open ${shellQuoted(path)} for writing: ${error.message}`)
      }
    }
    return invocation.status
  },
)
