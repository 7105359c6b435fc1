import type {
  CommandNode,
  CompoundCommand,
  CompoundList,
  ParsedScript,
  Redirected,
  Redirection,
  Statement,
  SyntaxNode,
} from 'unbash'
import { isErrno } from '../errno.ts'
import type { Process } from '../kernel/process.ts'
import { CallStack } from './call-stack.ts'
import { Interrupted } from './control-flow.ts'
import { arithmetic } from './expansion/arithmetic-scope.ts'
import { refreshPatternBudget } from './expansion/pattern.ts'
import type { Coprocess } from './interpreter/coprocess.ts'
import type { History } from './history.ts'
import { JobTable } from './jobs.ts'
import type { CompletionRule } from './line-editor/programmable.ts'
import { optionLetters, optionNames, shoptDefaults, type OptionName, type ShoptName } from './options.ts'
import { Traps } from './traps.ts'
import { Variables } from './variables.ts'

export interface ShellFunction {
  name: string
  body: CompoundCommand | Redirected | CompoundList
  lines: LineMap
  /** The file that defined it. */
  source: string
  readonly?: boolean
  exported?: boolean
}

/** The line in its source of a position in the syntax tree. */
export interface LineMap {
  (position: number): number
  /** The source itself, where syntax trees leave something out. */
  readonly text?: string
}

/** What expansions and builtins ask of the interpreter. Injected, because the interpreter uses them too. */
export interface Interpreter {
  command(shell: Shell, node: CommandNode): Promise<number>
  list(shell: Shell, statements: readonly Statement[]): Promise<number>
  /** Runs parsed commands and gives the last one's status. */
  script(shell: Shell, script: ParsedScript): Promise<number>
  /** Parses and runs text (eval, source, traps), reporting syntax errors. */
  text(shell: Shell, text: string, name?: string): Promise<number>
  builtinNames(): Iterable<string>
  /** Copies what a redirection gives to standard output: `$(<file)`. */
  copyInput(shell: Shell, redirection: Redirection): Promise<number>
  /** Runs words that are already expanded as a command. */
  words(
    shell: Shell,
    words: string[],
    options?: { functions?: boolean; defaultPath?: boolean },
  ): Promise<number>
}

/** Milliseconds after which one step's work has taken long enough for the others to have a turn. */
const turn = 4

/** How deep functions, sources, evals and expansions may nest: bash itself crashes at about ten times that. */
const depthLimit = 400

/** One shell: a process that interprets commands, and all that it remembers. */
export class Shell {
  variables = new Variables()
  functions = new Map<string, ShellFunction>()
  aliases = new Map<string, string>()
  options = new Set<OptionName>(['braceexpand', 'hashall', 'interactive-comments'])
  shopt = new Map<ShoptName, boolean>(Object.entries(shoptDefaults) as [ShoptName, boolean][])
  positional: string[] = []
  /** $0 */
  name = 'bash'
  /** $? */
  status = 0
  /** The status of the last command substitution in the present command: that of an assignment. */
  substitutionStatus: number | undefined
  /** $! */
  lastBackground: number | undefined
  /** The last process substitution's process: no job, but `wait` may ask for it. */
  lastSubstitution: number | undefined
  readonly coprocesses: Coprocess[] = []
  /** $_ */
  lastArgument = ''
  /** $$: the pid of the shell at the top, also in its subshells. */
  readonly mainPid: number
  readonly jobs = new JobTable()
  readonly traps = new Traps()
  /** Arrays that are computed when they are read (PIPESTATUS, FUNCNAME…). */
  readonly computedLists = new Map<string, () => string[]>()
  /** ${PIPESTATUS[@]} */
  pipeStatus: number[] = [0]
  /** Statuses of background children that were waited for, so that they can be asked again. */
  endedChildren = new Map<number, number>()
  /** `exit` has said that there are stopped jobs; the next one goes through. */
  warnedOfJobs = false
  /** Set when the terminal has gone: the shell is ending. */
  hangingUp: Promise<void> | undefined
  /** Done before the shell becomes another program (its history is saved). */
  beforeExec: (() => Promise<void>) | undefined
  /** `exec` without a command was called: its redirections stay. */
  keepRedirections = false
  /** Grows when an alias is made or expand_aliases changes: text not yet run is then parsed anew. */
  aliasGeneration = 0
  /** The next simple command is this process's last act: it may exec without a fork. */
  mayReplace = false
  /** Where commands were found; emptied when PATH changes. */
  commandPaths = new Map<string, { path: string; hits: number }>()
  directoryStack: string[] = []
  /** Builtins that `enable -n` took out of the way. */
  disabled = new Set<string>()
  /** What `complete` has said of commands. */
  completions = new Map<string, CompletionRule>()
  calls = new CallStack()
  history: History | undefined
  interactive = false
  /** It runs the text of `bash -c`. */
  commandString = false
  login = false
  /** How many (…), $(…), pipeline's parts and background jobs are around: BASH_SUBSHELL. */
  subshellDepth = 0
  /** Above 0, a failure does not end a shell with -e: a condition, a part of && || or after !. */
  conditionDepth = 0
  loopDepth = 0
  /** getopts' position inside a group of letters. */
  optionOffset = 0
  /** Our ends of <(…) pipes, closed after the command. */
  openSubstitutions: number[] = []
  line = 0
  /** Where the command that runs ends in its source: eval counts its lines from there. */
  commandEnd = 0
  /** The simple command or loop heading that runs: BASH_COMMAND. */
  command: SyntaxNode | undefined
  /** A command substitution or pipeline's part is traced one + deeper. */
  traceDepth = 0
  lines: LineMap = () => this.line
  interrupted = false
  started: number
  #depth = 0
  #steps = 0
  #yielded = 0

  constructor(
    readonly proc: Process,
    readonly interpreter: Interpreter,
    mainPid = proc.pid,
  ) {
    this.mainPid = mainPid
    this.#connectVariables()
    this.started = proc.system.now()
  }

  /** The copy that a forked child works with. */
  fork(child: Process): Shell {
    const copy = new Shell(child, this.interpreter, this.mainPid)
    copy.variables = this.variables.copy()
    copy.#connectVariables()
    copy.functions = new Map(this.functions)
    copy.aliases = new Map(this.aliases)
    copy.options = new Set(this.options)
    copy.options.delete('monitor')
    copy.shopt = new Map(this.shopt)
    copy.positional = [...this.positional]
    copy.name = this.name
    copy.status = this.status
    copy.lastBackground = this.lastBackground
    copy.lastArgument = this.lastArgument
    copy.directoryStack = [...this.directoryStack]
    copy.disabled = new Set(this.disabled)
    copy.completions = new Map(this.completions)
    copy.calls = this.calls.copy()
    copy.conditionDepth = this.conditionDepth
    copy.loopDepth = this.loopDepth
    copy.line = this.line
    copy.lines = this.lines
    copy.interactive = this.interactive
    copy.started = this.started
    copy.history = this.history
    copy.jobs.inherit(this.jobs)
    copy.subshellDepth = this.subshellDepth + 1
    copy.commandEnd = this.commandEnd
    copy.command = this.command
    copy.traps.inheritFrom(this)
    copy.traceDepth = this.traceDepth
    copy.#depth = this.#depth
    this.onFork?.(copy)
    return copy
  }

  /** Integer variables compute what is assigned to them. */
  #connectVariables(): void {
    this.variables.evaluate = (expression) => String(arithmetic(this, expression))
  }

  /** Joins what belongs to a concrete shell (computed variables) to a copy. */
  onFork: ((copy: Shell) => void) | undefined

  isSet(name: string): boolean {
    const element = /^(\w+)\[(.+)\]$/.exec(name)
    if (!element) return this.variables.get(name) !== undefined
    const variable = this.variables.find(element[1]!)
    if (element[2] === '@' || element[2] === '*') return variable !== undefined
    return variable?.associative?.has(element[2]!) ?? variable?.indexed?.has(Number(element[2])) ?? false
  }

  hasOption(name: string): boolean {
    return this.options.has(name as OptionName)
  }

  has(option: OptionName): boolean {
    return this.options.has(option)
  }

  /** $- */
  get flags(): string {
    const letters: string[] = optionNames
      .filter((name) => this.options.has(name))
      .map((name) => optionLetters[name])
    if (this.interactive) letters.push('i')
    const small = (letter: string): boolean => letter === letter.toLowerCase()
    const flags = [...letters.filter(small).sort(), ...letters.filter((letter) => !small(letter)).sort()]
    return flags.join('') + (this.commandString ? 'c' : '')
  }

  /** The file that errors name. */
  get sourceName(): string {
    return this.calls.source ?? this.name
  }

  get subshell(): boolean {
    return this.subshellDepth > 0
  }

  /** How errors begin: `-bash: ` at the prompt, `script.sh: line 3: ` in a script. */
  get errorPrefix(): string {
    return this.interactive ? `${this.name}: ` : `${this.sourceName}: line ${this.line}: `
  }

  /** What an expansion objects to without failing: written before the command runs. */
  readonly murmurs: string[] = []

  async tellMurmurs(): Promise<void> {
    for (const message of this.murmurs.splice(0)) await this.complain(message)
  }

  async complain(message: string): Promise<void> {
    try {
      await this.proc.stderr.write(`${this.errorPrefix}${message}\n`)
    } catch (error) {
      if (!isErrno(error)) throw error
    }
  }

  builtinNames(): Iterable<string> {
    return this.interpreter.builtinNames()
  }

  /** Counts one step, and lets the machine's other processes (and ^C) have their turn now and then. */
  async step(): Promise<void> {
    if (this.interrupted) {
      this.interrupted = false
      throw new Interrupted()
    }
    refreshPatternBudget()
    const now = performance.now()
    if (++this.#steps % 64 === 0 || now - this.#yielded > turn) {
      await this.proc.yield()
      this.#yielded = performance.now()
    }
    if (this.traps.hasPending) await this.traps.runPending(this)
  }

  /** Runs something that may nest itself without end. */
  async nested<T>(what: string, run: () => Promise<T>): Promise<T> {
    if (this.#depth >= depthLimit) {
      await this.complain(`${what}: maximum nesting level exceeded (${depthLimit})`)
      throw new Interrupted()
    }
    this.#depth++
    try {
      return await run()
    } finally {
      this.#depth--
    }
  }
}
