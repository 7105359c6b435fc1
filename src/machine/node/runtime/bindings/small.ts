import { binding as asyncWrap, contextFrame } from '../async-wrap.ts'
import { dataOf, facts } from '../facts.ts'
import { host } from '../host.ts'
import { symbols } from '../symbols.ts'
import { uvName, uvText } from '../uv.ts'
import { initSync, parse as parseCommonJs } from 'cjs-module-lexer'

/* Bindings of a few lines each. */

export const configBinding = {
  ...dataOf('config'),
  hasInspector: false,
  hasTracing: false,
  fipsMode: false,
  getDefaultLocale: () => 'en-US',
}

export const constantsBinding = dataOf('constants')
export const symbolsBinding = symbols
export const asyncContextFrameBinding = contextFrame
export const asyncWrapBinding = asyncWrap

export const uvBinding = {
  ...dataOf('uv'),
  errname: uvName,
  getErrorMap: () => new Map(facts.uvErrors.map(([number, name, text]) => [number, [name, text]])),
  getErrorMessage: uvText,
}

export const traceEventsBinding = {
  getEnabledCategories: () => undefined,
  setTraceCategoryStateUpdateHandler: () => {},
  getCategoryEnabledBuffer: () => new Uint8Array(1),
  isTraceCategoryEnabled: () => false,
  trace: () => {},
  CategorySet: class CategorySet {
    enable(): void {}
    disable(): void {}
  },
}

export const workerBinding = {
  ...dataOf('worker'),
  isMainThread: true,
  isInternalThread: false,
  ownsProcessState: true,
  threadId: 0,
  resourceLimits: new Float64Array(4),
  getEnvMessagePort: () => undefined,
  Worker: class Worker {
    constructor() {
      const error = new Error(
        'worker_threads are not available: this Node is one browser thread. Start another process with child_process.spawn().',
      )
      throw Object.assign(error, { code: 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM' })
    }
  },
}

export const mksnapshotBinding = {
  ...dataOf('mksnapshot'),
  setSerializeCallback: () => {},
  setDeserializeCallback: () => {},
  setDeserializeMainFunction: () => {},
  runEmbedderPreload: () => {},
  compileSerializeMain: () => {},
}

export const permissionBinding = { has: () => true, drop: () => {} }

const noReport = { writeReport: () => '', getReport: () => '{}' }
const reportSwitches = ['Compact', 'ExcludeNetwork', 'ExcludeEnv', 'Directory', 'Filename', 'Signal']
export const reportBinding: Record<string, unknown> = {
  ...noReport,
  ...Object.fromEntries(
    reportSwitches.flatMap((name) => [
      [`get${name}`, (): string => ''],
      [`set${name}`, (): void => {}],
    ]),
  ),
  ...Object.fromEntries(
    ['FatalError', 'Signal', 'UncaughtException'].flatMap((name) => [
      [`shouldReportOn${name}`, (): boolean => false],
      [`setReportOn${name}`, (): void => {}],
    ]),
  ),
}

export const wasmWebApiBinding = { setImplementation: () => {} }
export const seaBinding: object = {
  isSea: () => false,
  isExperimentalSeaWarningNeeded: () => false,
  getAsset: () => undefined,
  getAssetKeys: () => [],
}
export const diagnosticsChannelBinding = { subscribers: new Uint32Array(16), linkNativeChannel: () => {} }
export const heapUtilsBinding = {}

const memory = (): Record<string, number> =>
  (host.performance as { memory?: Record<string, number> }).memory ?? {}
const v8 = dataOf('v8') as { heapStatisticsBuffer: Float64Array; [key: string]: unknown }
export const v8Binding = {
  ...v8,
  cachedDataVersionTag: () => 0,
  setHeapSnapshotNearHeapLimit: () => {},
  updateHeapStatisticsBuffer() {
    const { totalJSHeapSize = 0, usedJSHeapSize = 0, jsHeapSizeLimit = 0 } = memory()
    v8.heapStatisticsBuffer[0] = totalJSHeapSize
    v8.heapStatisticsBuffer[4] = usedJSHeapSize
    v8.heapStatisticsBuffer[5] = jsHeapSizeLimit
  },
  updateHeapCodeStatisticsBuffer: () => {},
  updateHeapSpaceStatisticsBuffer: () => {},
  getCppHeapStatistics: () => ({}),
  setFlagsFromString: () => {},
  isStringOneByteRepresentation: (text: string) => /^[\0-\xff]*$/.test(text),
  getHashSeed: () => 0n,
  GCProfiler: class GCProfiler {},
}

let lexerReady = false
export const cjsLexerBinding = {
  parse(source: string) {
    if (!lexerReady) initSync()
    lexerReady = true
    try {
      const { exports, reexports } = parseCommonJs(source)
      return [new Set(exports), reexports]
    } catch {
      return [new Set(), []]
    }
  },
}
