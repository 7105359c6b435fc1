import { isErrno } from '../errno.ts'
import type { Process } from '../kernel/process.ts'
import { runInteractive } from './interactive.ts'
import { importFunctions } from './interpreter/exported-functions.ts'
import { interpreter } from './interpreter/index.ts'
import { optionByLetter, optionNames, shoptDefaults, type OptionName, type ShoptName } from './options.ts'
import { isIncomplete } from './parse.ts'
import { readLine } from './read-line.ts'
import { Shell } from './shell.ts'
import { bashVersion, initializeVariables, readStartUpFiles } from './start-up.ts'
import { endOf } from './subshell.ts'

interface Invocation {
  command?: string
  script?: string
  /** $0 and what follows it. */
  name?: string
  args: string[]
  interactive: boolean
  login: boolean
  norc: boolean
  noprofile: boolean
  readsInput: boolean
  options: OptionName[]
  off: OptionName[]
  shopts: [ShoptName, boolean][]
  version?: boolean
  wrong?: string
  /** An unknown name after -o or -O. */
  invalidName?: string
}

const parseInvocation = (argv: readonly string[]): Invocation => {
  const result: Invocation = {
    args: [],
    interactive: false,
    login: argv[0]?.startsWith('-') ?? false,
    norc: false,
    noprofile: false,
    readsInput: false,
    options: [],
    off: [],
    shopts: [],
  }
  let wantsCommand = false
  let i = 1
  for (; i < argv.length; i++) {
    const arg = argv[i]!
    if (arg === '--' || arg === '-') {
      i++
      break
    }
    if (arg.startsWith('--')) {
      if (arg === '--login') result.login = true
      else if (arg === '--norc') result.norc = true
      else if (arg === '--noprofile') result.noprofile = true
      else if (arg === '--version') result.version = true
      else if (arg === '--rcfile' || arg === '--init-file') i++
      else if (arg !== '--posix' && arg !== '--noediting') result.wrong ??= arg
      continue
    }
    if (!/^[-+]./.test(arg)) break
    for (const letter of arg.slice(1)) {
      if (letter === 'c') wantsCommand = true
      else if (letter === 'i') result.interactive = true
      else if (letter === 'l') result.login = true
      else if (letter === 's') result.readsInput = true
      else if (letter === 'o' || letter === 'O') {
        const name = argv[++i] ?? ''
        if (letter === 'O') {
          if (name in shoptDefaults) result.shopts.push([name as ShoptName, arg[0] === '-'])
          else result.invalidName ??= `${name}: invalid shell option name`
        } else if (!(optionNames as string[]).includes(name))
          result.invalidName ??= `bash: ${name}: invalid option name`
        else (arg[0] === '-' ? result.options : result.off).push(name as OptionName)
      } else {
        const name = optionByLetter(letter)
        if (!name) result.wrong ??= `${arg[0]}${letter}`
        else (arg[0] === '-' ? result.options : result.off).push(name)
      }
    }
  }
  const rest = argv.slice(i)
  if (wantsCommand) {
    result.command = rest[0] ?? ''
    if (rest.length === 0) result.wrong ??= '-c: option requires an argument'
    if (rest[1] !== undefined) result.name = rest[1]
    result.args = rest.slice(2)
  } else if (rest.length > 0 && !result.readsInput) {
    result.script = rest[0]!
    result.name = rest[0]!
    result.args = rest.slice(1)
  } else result.args = rest
  return result
}

/** bash (and sh): interactive, a script, or `-c`. */
export const bash = async (proc: Process): Promise<number> => {
  const invocation = parseInvocation(proc.argv)
  const name = proc.argv[0] ?? 'bash'
  if (invocation.version) {
    await proc.stdout.write(`GNU bash, version ${bashVersion} (x86_64-pc-linux-gnu)\n`)
    return 0
  }
  if (invocation.invalidName) {
    await proc.stderr.write(`${name}: line 0: ${invocation.invalidName}\n`)
    return 2
  }
  if (invocation.wrong) {
    const text = invocation.wrong.startsWith('-c:') ? invocation.wrong : `${invocation.wrong}: invalid option`
    await proc.stderr.write(`${name}: ${text}\n`)
    return 2
  }
  const shell = new Shell(proc, interpreter)
  shell.name = invocation.name ?? name
  shell.positional = invocation.args
  shell.login = invocation.login
  for (const option of invocation.options) shell.options.add(option)
  for (const option of invocation.off) shell.options.delete(option)
  for (const [option, on] of invocation.shopts) shell.shopt.set(option, on)
  shell.shopt.set('login_shell', invocation.login)
  const takesInput = invocation.command === undefined && invocation.script === undefined
  shell.interactive =
    invocation.interactive || (takesInput && proc.tty(0) !== undefined && proc.tty(2) !== undefined)
  if (!shell.interactive) shell.traps.noteIgnored(shell)
  await initializeVariables(shell)
  await importFunctions(shell)
  return endOf(shell, async () => {
    if (shell.interactive && takesInput) return runInteractive(shell, invocation)
    await readStartUpFiles(shell, invocation)
    if (invocation.command !== undefined) return runCommandString(shell, invocation.command)
    return invocation.script === undefined ? runInput(shell) : runScriptFile(shell, invocation.script)
  })
}

const runCommandString = (shell: Shell, text: string): Promise<number> => {
  shell.mayReplace = isSingleCommand(text)
  shell.commandString = true
  return shell.interpreter.text(shell, text, '-c')
}

/** One simple command without anything around it may take the shell's place. */
const isSingleCommand = (text: string): boolean =>
  /^[\w\s./=:@,+-]+$/.test(text) && !/[\n;]/.test(text.trim())

const runScriptFile = async (shell: Shell, path: string): Promise<number> => {
  let bytes: Uint8Array
  try {
    bytes = await shell.proc.readFile(path)
  } catch (error) {
    if (!isErrno(error)) throw error
    await shell.proc.stderr.write(`bash: ${path}: ${error.message}\n`)
    return error.code === 'ENOENT' ? 127 : 126
  }
  if (bytes.subarray(0, 80).includes(0)) {
    await shell.proc.stderr.write(`${path}: ${path}: cannot execute binary file\n`)
    return 126
  }
  shell.calls.push({ name: 'main', source: path, line: 0, kind: 'script' })
  return shell.interpreter.text(shell, new TextDecoder().decode(bytes))
}

/** Commands from standard input, read so that they can share it (`ssh host bash -s < script`). */
const runInput = async (shell: Shell): Promise<number> => {
  let pending = ''
  let first = 1
  let count = 0
  for (;;) {
    const line = await readLine(shell, 0)
    if (line.text === '' && !line.complete && pending === '') return shell.status
    pending += line.text + (line.complete ? '\n' : '')
    count++
    if (line.complete && isIncomplete(pending)) continue
    const offset = first - 1
    await runAt(shell, pending, offset)
    pending = ''
    first = count + 1
    if (!line.complete) return shell.status
  }
}

/** Blank lines in front keep the line numbers of error messages right. */
const runAt = async (shell: Shell, text: string, offset: number): Promise<void> => {
  if (text.trim() === '') return
  shell.status = await shell.interpreter.text(shell, '\n'.repeat(offset) + text)
}
