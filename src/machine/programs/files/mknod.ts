import { Failure, program, quoted, shellQuoted, type Invocation } from '../program.ts'
import { parseMode } from './mode.ts'

const options = {
  short: 'm:Z',
  long: { mode: 'm:', context: 'Z' },
  lacking: { Z: '-Z: there are no security contexts here' },
}

/** The permissions that -m asks for; undefined without it. */
const modeOf = ({ proc }: Invocation, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  const change = parseMode(text)
  if (!change) throw new Failure('invalid mode')
  const mode = change(0o666, false, proc.umask())
  if (mode > 0o777) throw new Failure('mode must specify only file permission bits')
  return mode
}

export const mkfifo = program(
  'mkfifo',
  { ...options, usage: '[OPTION]... NAME...', least: 1 },
  async (invocation) => {
    const { proc } = invocation
    const mode = modeOf(invocation, invocation.value('m'))
    for (const path of invocation.operands)
      await invocation.attempt(`cannot create fifo ${shellQuoted(path)}`, async () => {
        await proc.mknod(path, { type: 'fifo' })
        if (mode !== undefined) await proc.chmod(path, mode)
      })
    return invocation.status
  },
)

const types = { b: 'block', c: 'character', u: 'character', p: 'fifo' } as const

export const mknod = program(
  'mknod',
  { ...options, usage: '[OPTION]... NAME TYPE [MAJOR MINOR]' },
  async (invocation) => {
    const { proc, operands } = invocation
    const mode = modeOf(invocation, invocation.value('m'))
    const [path, letter = '', major = '', minor = ''] = operands
    const wanted = path === undefined || letter.startsWith('p') ? 2 : 4
    if (operands.length !== wanted) return miscounted(invocation, wanted)
    const type = Object.hasOwn(types, letter[0] ?? '') ? types[letter[0] as keyof typeof types] : undefined
    if (!type) {
      await invocation.complain(`invalid device type ${quoted(letter)}`)
      return hint(invocation)
    }
    const rdev = type === 'fifo' ? 0 : numberOf(major, 'major') * 256 + numberOf(minor, 'minor')
    await invocation.attempt(path!, async () => {
      await proc.mknod(path!, { type, rdev })
      if (mode !== undefined) await proc.chmod(path!, mode)
    })
    return invocation.status
  },
)

/** Sandcloud's device numbers have eight bits for each part. */
const numberOf = (text: string, part: 'major' | 'minor'): number => {
  const value = /^(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)$/.test(text)
    ? Number(text.replace(/^0(?=[0-7])/, '0o'))
    : NaN
  if (!(value <= 255)) throw new Failure(`invalid ${part} device number ${quoted(text)}`)
  return value
}

const miscounted = async (invocation: Invocation, wanted: number): Promise<number> => {
  const { operands } = invocation
  const given = operands.length
  if (given === 0) await invocation.complain('missing operand')
  else if (given < wanted) await invocation.complain(`missing operand after ${quoted(operands.at(-1)!)}`)
  else await invocation.complain(`extra operand ${quoted(operands[wanted]!)}`)
  const { stderr } = invocation.proc
  if (wanted === 4 && given === 2)
    await stderr.write('Special files require major and minor device numbers.\n')
  if (wanted === 2 && given === 4) await stderr.write('Fifos do not have major and minor device numbers.\n')
  return hint(invocation)
}

const hint = async ({ proc, name }: Invocation): Promise<number> => {
  await proc.stderr.write(`Try '${name} --help' for more information.\n`)
  return 1
}
