import { clearAsyncIdStack } from './async-wrap.ts'
import { errorHooks } from './bindings/errors.ts'
import { exitProcess } from './exit.ts'
import { exitCode } from './process-state.ts'
import { locate } from './source-location.ts'
import { writeSyncToStream } from './streams/stdio.ts'
import { host } from './host.ts'
import { privateSymbols } from './symbols.ts'
import { facts } from './facts.ts'

type Fatal = (error: unknown, fromPromise: boolean) => boolean

let processObject: { _fatalException?: Fatal } = {}
let inspect: (value: unknown) => string = String

export function setUpUncaught(process: typeof processObject, inspector: typeof inspect): void {
  processObject = process
  inspect = inspector
}

/** node::errors::TriggerUncaughtException: asks lib, and if nobody takes the error, prints it and exits. */
export function triggerUncaught(error: unknown, fromPromise = false): void {
  const location = locate(error)
  let handled: boolean
  try {
    const fatal = processObject._fatalException
    if (typeof fatal !== 'function') exitProcess(6)
    handled = fatal!.call(processObject, error, fromPromise)
  } catch (inHandler) {
    print(report(inHandler, locate(inHandler)))
    exitProcess(7)
  }
  if (handled) {
    clearAsyncIdStack()
    return
  }
  print(report(error, location))
  exitProcess(exitCode() ?? 1)
}

const print = (text: string): number => writeSyncToStream(2, new host.TextEncoder().encode(text))

const arrow = privateSymbols.arrow_message_private_symbol!
const decorated = privateSymbols.decorated_private_symbol!

/** The text that a fatal exception leaves: where it was thrown, the error with its stack and properties, the version. */
function report(error: unknown, location: string | undefined): string {
  const version = `\nNode.js ${facts.version}\n`
  if (typeof error !== 'object' || error === null) {
    const hint = '(Use `node --trace-uncaught ...` to show where the exception was thrown)'
    return `${location ? `\n${location}\n` : 'Uncaught:\n'}${safely(() => inspect(error)) ?? ''}\n${hint}\n${version}`
  }
  const hidden = error as Record<symbol, unknown>
  const source = hidden[decorated] === true ? undefined : ((hidden[arrow] as string | undefined) ?? location)
  return `${source ? `${source}\n\n` : ''}${body(error)}\n${version}`
}

function body(error: object): string {
  const enhanced = safely(() => errorHooks.beforeInspector?.(error))
  return (
    safely(() => errorHooks.afterInspector?.(error)) ??
    enhanced ??
    String((error as { stack?: unknown }).stack)
  )
}

function safely<T>(ask: () => T): T | undefined {
  try {
    return ask()
  } catch {
    return undefined
  }
}
