import { parseOptions, UsageError, type OptionSpec } from '../options.ts'
import type { Program } from '../../kernel/process.ts'

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/** util-linux's getopt: the options of a shell script, put in order for it. */
export const getopt: Program = async (proc) => {
  const args = proc.argv.slice(1)
  if (args[0] === '-T' || args[0] === '--test') return 4
  let short: string | undefined
  let name = 'getopt'
  const long: Record<string, string> = {}
  const addLong = (text: string): void => {
    for (const word of text.split(/[,\s]+/).filter(Boolean)) {
      const plain = word.replace(/:+$/, '')
      long[plain] = `--${plain}${word.slice(plain.length)}`
    }
  }
  let isQuiet = false
  let isUnquoted = false
  while (args.length > 0) {
    const arg = args.shift()!
    const [flag, inline] =
      arg.startsWith('--') && arg.includes('=')
        ? [arg.slice(0, arg.indexOf('=')), arg.slice(arg.indexOf('=') + 1)]
        : [arg, undefined]
    const value = (): string => inline ?? args.shift() ?? ''
    if (flag === '--') break
    else if (flag === '-o' || flag === '--options') short = value()
    else if (flag === '-l' || flag === '--long' || flag === '--longoptions') addLong(value())
    else if (flag === '-n' || flag === '--name') name = value()
    else if (flag === '-q' || flag === '--quiet') isQuiet = true
    else if (flag === '-u' || flag === '--unquoted') isUnquoted = true
    else if (/^-o./.test(flag)) short = flag.slice(2)
    else if (/^-n./.test(flag)) name = flag.slice(2)
    else if (/^-l./.test(flag)) addLong(flag.slice(2))
    else if (short === undefined) {
      // The old way: the letters first, then what they are looked for in.
      short = arg
      isUnquoted = true
      break
    } else {
      args.unshift(arg)
      break
    }
  }
  if (short === undefined) {
    await proc.stderr.write("getopt: missing optstring argument\nTry 'getopt --help' for more information.\n")
    return 2
  }
  const spec: OptionSpec = { short, long }
  const shown = isUnquoted ? (text: string) => text : quote
  try {
    const { options, operands } = parseOptions(args[0] === '--' ? args.slice(1) : args, spec)
    const words = options.flatMap(({ name: option, value }) => {
      const flag = option.startsWith('--') ? option : `-${option}`
      const takes = option.startsWith('--')
        ? long[option.slice(2)]!.endsWith(':')
        : short[short.indexOf(option) + 1] === ':'
      return takes ? [flag, shown(value ?? '')] : [flag]
    })
    await proc.stdout.write(` ${[...words, '--', ...operands.map(shown)].join(' ')}\n`)
    return 0
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    if (!isQuiet) await proc.stderr.write(`${name}: ${error.message}\n`)
    await proc.stdout.write(' --\n')
    return 1
  }
}
