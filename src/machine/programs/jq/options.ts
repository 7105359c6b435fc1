import type { Process } from '../../kernel/process.ts'
import type { PrintOptions } from './print.ts'

export interface JqOptions extends Omit<PrintOptions, 'colors'> {
  filter: string
  files: string[]
  fromFile: string | undefined
  /** Undefined: colours on a terminal. */
  colors: boolean | undefined
  rawOutput: boolean
  join: boolean
  nul: boolean
  seq: boolean
  raw: boolean
  slurp: boolean
  stream: boolean
  nullInput: boolean
  exitStatus: boolean
  unbuffered: boolean
  variables: { kind: 'arg' | 'argjson' | 'slurpfile' | 'rawfile'; name: string; value: string }[]
  positional: string[]
}

export const usage = `Usage:\tjq [OPTIONS] FILTER [FILES...]
\tjq [OPTIONS] --args FILTER [ARGUMENTS...]
\tjq [OPTIONS] --jsonargs FILTER [JSON_VALUES...]

jq applies the given filter to its JSON text inputs, producing the filter's results as JSON on standard output.

Options:
  -c               compact instead of pretty-printed output;
  -n               use \`null\` as the single input value;
  -e               set the exit status code based on the output;
  -s               read (slurp) all inputs into an array; apply filter to it;
  -r               output raw strings, not JSON texts;
  -j               like -r, without newlines;
  -R               read raw strings, not JSON texts;
  -C               colorize JSON;
  -M               monochrome (don't colorize JSON);
  -S               sort keys of objects on output;
  -a               only ASCII on output;
  --tab            use tabs for indentation;
  --indent n       use n blanks for indentation (up to 7);
  --arg a v        set variable $a to value <v>;
  --argjson a v    set variable $a to JSON value <v>;
  --slurpfile a f  set variable $a to an array of JSON texts read from <f>;
  --rawfile a f    set variable $a to a string consisting of the contents of <f>;
  --args           remaining arguments are string arguments, not files;
  --jsonargs       remaining arguments are JSON arguments, not files;
  -f file          read the filter from a file;
  --stream         parse the input in streaming fashion;
  --seq, --raw-output0, --unbuffered
`

const short: Readonly<Record<string, string>> = {
  c: 'compact-output', n: 'null-input', e: 'exit-status', s: 'slurp', r: 'raw-output', j: 'join-output', R: 'raw-input', C: 'color-output',
  M: 'monochrome-output', S: 'sort-keys', a: 'ascii-output', h: 'help', V: 'version', f: 'from-file',
} // prettier-ignore

export const parseArguments = (
  args: readonly string[],
  proc: Process,
): JqOptions | { message: string; status: number } => {
  const options: JqOptions = {
    filter: '', files: [], fromFile: undefined, colors: undefined, rawOutput: false, join: false, nul: false, seq: false, raw: false, slurp: false,
    stream: false, nullInput: false, exitStatus: false, unbuffered: false, variables: [], positional: [], indent: '  ', sortKeys: false, ascii: false,
  } // prettier-ignore
  if (proc.env.get('NO_COLOR')) options.colors = false
  const texts: string[] = []
  let rest: 'files' | 'args' | 'jsonargs' = 'files'
  let onlyOperands = false
  const wrong = (message: string) => ({ message: `jq: error: ${message}\n${usage}`, status: 2 })
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!
    if (onlyOperands || !arg.startsWith('-') || arg === '-') {
      if (texts.length === 0 && options.fromFile === undefined) texts.push(arg)
      else if (rest === 'files') options.files.push(arg)
      else options.positional.push(arg)
      continue
    }
    if (arg === '--') {
      onlyOperands = true
      continue
    }
    const names = arg.startsWith('--')
      ? [arg.slice(2)]
      : Array.from(arg.slice(1), (letter) => short[letter] ?? letter)
    for (const name of names) {
      switch (name) {
        case 'compact-output':
          options.indent = ''
          break
        case 'null-input':
          options.nullInput = true
          break
        case 'exit-status':
          options.exitStatus = true
          break
        case 'slurp':
          options.slurp = true
          break
        case 'raw-output':
          options.rawOutput = true
          break
        case 'join-output':
          options.rawOutput = options.join = true
          break
        case 'raw-output0':
          options.rawOutput = options.nul = true
          break
        case 'raw-input':
          options.raw = true
          break
        case 'color-output':
          options.colors = true
          break
        case 'monochrome-output':
          options.colors = false
          break
        case 'sort-keys':
          options.sortKeys = true
          break
        case 'ascii-output':
          options.ascii = true
          break
        case 'tab':
          options.indent = '\t'
          break
        case 'stream':
          options.stream = true
          break
        case 'seq':
          options.seq = true
          break
        case 'unbuffered':
          options.unbuffered = true
          break
        case 'args':
          rest = 'args'
          break
        case 'jsonargs':
          return wrong("--jsonargs: use --argjson, which Sandcloud's jq has")
        case 'indent': {
          const width = Number(args[++i])
          if (!Number.isInteger(width)) return wrong('--indent takes a number')
          if (width < 0 || width > 7)
            return {
              message: `jq: Cannot indent ${width < 0 ? 'less than zero' : 'more than 7 characters'}\n`,
              status: 2,
            }
          options.indent = ' '.repeat(width)
          break
        }
        case 'from-file':
          if (args[i + 1] === undefined) return wrong('-f takes a file')
          options.fromFile = args[++i]!
          options.files.push(...texts.splice(0))
          break
        case 'arg':
        case 'argjson':
        case 'slurpfile':
        case 'rawfile':
          if (args[i + 2] === undefined)
            return {
              message: `jq: --${name} takes two parameters (e.g. --${name} varname ${name.endsWith('file') ? 'filename' : name === 'arg' ? 'value' : 'text'})\n${hint}`,
              status: 2,
            }
          options.variables.push({ kind: name, name: args[i + 1]!, value: args[i + 2]! })
          i += 2
          break
        case 'help':
          return { message: usage, status: 0 }
        case 'version':
          return { message: "jq-1.7.1 (Sandcloud's own)\n", status: 0 }
        default:
          return { message: `jq: Unknown arguments\n${hint}`, status: 2 }
      }
    }
  }
  if (texts.length === 0 && options.fromFile === undefined) {
    if (args.length === 0 || proc.tty(0)) return { message: usage, status: 2 }
    texts.push('.')
  }
  return { ...options, filter: texts[0] ?? '' }
}

const hint =
  'Use jq --help for help with command-line options,\nor see the jq manpage, or online docs  at https://stedolan.github.io/jq\n'
