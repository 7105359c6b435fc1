import { facts } from './facts.ts'

const { info, aliases, types } = facts.options
const byName = new Map(info.map(([name, , , type, defaultIsTrue]) => [name, { type, defaultIsTrue }]))
const expansions = new Map(aliases)

export interface CommandLine {
  options: Record<string, unknown>
  /** Node's own arguments, for process.execArgv. */
  execArgv: string[]
  /** The script and what follows it. */
  rest: string[]
  /** `node: bad option: --x` and the like; the exit status is 9. */
  error?: string
}

/** Options of the real Node that mean something here; the others are taken and have no effect. */
export function parseCommandLine(argv: readonly string[], fromEnvironment = ''): CommandLine {
  const result: CommandLine = { options: {}, execArgv: [], rest: [] }
  const environment = fromEnvironment.split(/\s+/).filter(Boolean)
  const failed = parse(environment, result, false) ?? parse([...argv], result, true)
  return failed ? { ...result, error: failed } : result
}

function parse(args: string[], result: CommandLine, isCommand: boolean): string | undefined {
  const queue = [...args]
  while (queue.length > 0) {
    const argument = queue.shift()!
    if (argument === '-' || !argument.startsWith('-')) {
      result.rest = [argument, ...queue]
      return undefined
    }
    if (isCommand) result.execArgv.push(argument)
    if (argument === '--') {
      result.rest = queue
      return undefined
    }
    const equals = argument.indexOf('=')
    const name = equals > 0 && argument.startsWith('--') ? argument.slice(0, equals) : argument
    const attached = equals > 0 && argument.startsWith('--') ? argument.slice(equals + 1) : undefined
    const canonical = name.replaceAll('_', '-')
    const hasArgument = attached !== undefined || (queue[0] !== undefined && !queue[0].startsWith('-'))
    const steps = expand(canonical, hasArgument)
    for (const [index, step] of steps.entries()) {
      const isLast = index === steps.length - 1
      const failed = set(step, isLast ? attached : undefined, isLast ? queue : [], result, isCommand)
      if (failed) return failed
    }
  }
  return undefined
}

/** -p is --print, `--print <arg>` is -pe, and that is --print --eval. */
function expand(name: string, hasArgument: boolean): string[] {
  const withArgument = hasArgument ? expansions.get(`${name} <arg>`) : undefined
  if (withArgument) return withArgument.flatMap((one) => expand(one, false))
  const plain = expansions.get(name)
  return plain ? plain.flatMap((one) => (one === name ? [one] : expand(one, hasArgument))) : [name]
}

function set(
  name: string,
  attached: string | undefined,
  queue: string[],
  result: CommandLine,
  isCommand: boolean,
): string | undefined {
  const negated = name.startsWith('--no-') && !byName.has(name) ? `--${name.slice(5)}` : undefined
  const known = byName.get(negated ?? name)
  if (!known) {
    // V8's own options (--max-old-space-size=…) are no business of ours.
    if (/^--(?:max|stack|expose|harmony|trace|allow|jitless|abort|interpreted|optimize|no-opt)/.test(name))
      return undefined
    return `node: bad option: ${name}`
  }
  if (known.type === types.kBoolean || known.type === types.kNoOp || known.type === types.kV8Option) {
    result.options[negated ?? name] = negated === undefined
    return undefined
  }
  let value = attached
  if (value === undefined) {
    value = queue.shift()
    if (value === undefined) return `node: ${name} requires an argument`
    if (isCommand) result.execArgv.push(value)
  }
  if (known.type === types.kStringList) {
    result.options[name] = [...((result.options[name] as string[]) ?? []), value]
  } else
    result.options[name] =
      known.type === types.kInteger || known.type === types.kUInteger ? Number(value) : value
  if (name === '--eval') result.options['[has_eval_string]'] = true
  return undefined
}
