import { contextFrame } from './async-wrap.ts'
import { setTriggerUncaughtException } from './bindings/errors.ts'
import { optionValue, setOptions } from './bindings/options.ts'
import { startClock } from './bindings/performance.ts'
import { runTicks, setMicrotaskGuard } from './bindings/task-queue.ts'
import { planImmediates, timersAlive } from './bindings/timers.ts'
import { setBoot } from './boot-data.ts'
import { setClockOffset, wallTime } from './clock.ts'
import { parseCommandLine } from './command-line.ts'
import { setLoopHooks, turn } from './event-loop.ts'
import { exitProcess } from './exit.ts'
import { facts } from './facts.ts'
import { host } from './host.ts'
import { exitCode, markExiting, processState } from './process-state.ts'
import type { Boot } from '../protocol.ts'
import { bootstrap, type Realm } from './realm.ts'
import { changePorts } from './streams/ports.ts'
import { writeSyncToStream } from './streams/stdio.ts'
import { setTerminalSize } from './streams/tty-wrap.ts'
import { setUpUncaught, triggerUncaught } from './uncaught.ts'

let realm: Realm

interface ProcessObject {
  emit(event: string, ...args: unknown[]): boolean
  emitWarning(text: string): void
}
const processObject = (): ProcessObject => realm.process as unknown as ProcessObject

/** Node's start-up as far as it goes without a process to run: what Node itself keeps in a snapshot. */
export function prepare(): void {
  setTriggerUncaughtException(triggerUncaught)
  setMicrotaskGuard(triggerUncaught)
  realm = bootstrap()
}

/** exec: becomes the program that the kernel names. */
export function start(boot: Boot): void {
  setBoot(boot)
  setClockOffset(boot.clockOffset)
  startClock(wallTime())
  Object.assign(processState, {
    cwd: boot.cwd,
    umask: boot.umask,
    env: { ...boot.env },
    startedAt: host.performance.now(),
    uptimeAtStart: boot.uptime,
  })
  changePorts(boot.ports)
  const terminal = boot.stdio.find((one) => one.kind === 'tty')
  if (terminal?.kind === 'tty') setTerminalSize(terminal.columns, terminal.rows)
  const { options, execArgv, rest, error } = parseCommandLine(boot.argv.slice(1), boot.env.NODE_OPTIONS)
  if (error) {
    say(2, `${error}\n`)
    exitProcess(9)
  }
  const impossible = ['--watch', '--test', '--inspect', '--prof', '--cpu-prof', '--build-sea', '--run'].find(
    (name) => options[name],
  )
  if (impossible) {
    say(2, `node: ${impossible} is not available in this Node, which runs in a browser thread\n`)
    exitProcess(9)
  }
  // TypeScript's types would need a compiler that this Node does not carry.
  setOptions({ ...options, '--strip-types': false })
  processState.execArgv = execArgv
  processState.argv = [boot.argv[0] ?? 'node', ...rest]
  const inspect = realm.require('internal/util/inspect').inspect as unknown as (value: unknown) => string
  setUpUncaught(realm.process, inspect)
  setLoopHooks({
    ticks: runTicks,
    uncaught: triggerUncaught,
    alive: timersAlive,
    turnEnded() {
      contextFrame.setContinuationPreservedEmbedderData(undefined)
      planImmediates()
    },
    beforeExit: () => void processObject().emit('beforeExit', exitCode() ?? 0),
    exit,
  })
  turn(() => runMain(rest))
}

function runMain(rest: readonly string[]): void {
  if (optionValue('--version')) {
    say(1, `${facts.version}\n`)
    exitProcess(0)
  }
  if (optionValue('--help')) realm.run('internal/main/print_help')
  else if (optionValue('[has_eval_string]')) realm.run('internal/main/eval_string')
  else if (optionValue('--check')) realm.run('internal/main/check_syntax')
  else if (rest.length > 0 && rest[0] !== '-') realm.run('internal/main/run_main_module')
  else if (isTerminal(0) || optionValue('--interactive')) realm.run('internal/main/repl')
  else realm.run('internal/main/eval_stdin')
}

const isTerminal = (fd: number): boolean =>
  (realm.require('tty').isatty as unknown as (fd: number) => boolean)(fd)

const say = (fd: number, text: string): void =>
  void writeSyncToStream(fd, new host.TextEncoder().encode(text))

function exit(): void {
  markExiting()
  processObject().emit('exit', exitCode() ?? 0)
  exitProcess(exitCode() ?? 0)
}

export const warn = (text: string): void => processObject().emitWarning(text)
