import { dataOf } from '../facts.ts'
import type { CallSite } from '../stack-traces.ts'

type PrepareStackTrace = (global: { Error: object }, error: unknown, sites: CallSite[]) => unknown
type Enhance = (error: unknown) => string | undefined

/** What lib hands over at start for us to call when an error is printed. */
export const errorHooks: {
  prepareStackTrace?: PrepareStackTrace
  beforeInspector?: Enhance
  afterInspector?: Enhance
} = {}

let trigger: (error: unknown, fromPromise: boolean) => void = () => {}

export const setTriggerUncaughtException = (handler: typeof trigger): void => {
  trigger = handler
}

export const binding = {
  ...dataOf('errors'),
  setPrepareStackTraceCallback: (callback: PrepareStackTrace) => {
    errorHooks.prepareStackTrace = callback
  },
  setGetSourceMapErrorSource: () => {},
  setSourceMapsEnabled: () => {},
  setMaybeCacheGeneratedSourceMap: () => {},
  setEnhanceStackForFatalException: (before: Enhance, after: Enhance) => {
    errorHooks.beforeInspector = before
    errorHooks.afterInspector = after
  },
  noSideEffectsToString(value: unknown): string {
    try {
      return typeof value === 'symbol' ? value.toString() : `${value as string}`
    } catch {
      return '#<Object>'
    }
  },
  triggerUncaughtException: (error: unknown, fromPromise: boolean) => trigger(error, fromPromise),
  getErrorSourcePositions: () => undefined,
}
