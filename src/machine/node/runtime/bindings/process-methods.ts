import { boot } from '../boot-data.ts'
import { dataOf } from '../facts.ts'
import { host } from '../host.ts'
import { processState } from '../process-state.ts'
import { logFileOperation, tellKernel } from '../kernel-link.ts'
import { SystemError, uvException, uvNumber } from '../uv.ts'
import { facts } from '../facts.ts'
import { files } from '../files/index.ts'
import { exitProcess } from '../exit.ts'
import { writeSyncToStream } from '../streams/stdio.ts'
import { parseEnv } from './util.ts'

const hrtimeBuffer = new Uint32Array(4)
const hrtimeBigint = new BigUint64Array(hrtimeBuffer.buffer, 0, 1)
const nanoseconds = (): bigint => BigInt(Math.round((host.performance.now() + bootedAt()) * 1e6))
const bootedAt = (): number => processState.uptimeAtStart

const signalNumbers = (facts.bindings.constants as { os: { signals: Record<string, number> } }).os.signals
const signalNames = new Map(Object.entries(signalNumbers).map(([name, number]) => [number, name]))

/** This process takes its own signals through the kernel, like everybody's. */
function kill(pid: number, signal: number): number {
  if (signal === 0) return pid === boot().pid ? 0 : uvNumber('ENOSYS')
  const name = signalNames.get(signal)
  if (name === undefined) return uvNumber('EINVAL')
  tellKernel({ type: 'kill', pid, signal: name })
  return 0
}

function chdir(path: string): void {
  try {
    processState.cwd = files().changeDirectory(path)
  } catch (error) {
    if (!(error instanceof SystemError)) throw error
    throw uvException(error.code, 'chdir', processState.cwd, path)
  }
}

const heap = (): { total: number; used: number; limit: number } => {
  const memory = (host.performance as { memory?: Record<string, number> }).memory
  return {
    total: memory?.totalJSHeapSize ?? 0,
    used: memory?.usedJSHeapSize ?? 0,
    limit: memory?.jsHeapSizeLimit ?? 0,
  }
}

export const binding = {
  ...dataOf('process_methods'),
  hrtimeBuffer,
  hrtime() {
    const now = nanoseconds()
    const seconds = now / 1_000_000_000n
    hrtimeBuffer[0] = Number(seconds >> 32n)
    hrtimeBuffer[1] = Number(seconds & 0xffffffffn)
    hrtimeBuffer[2] = Number(now % 1_000_000_000n)
  },
  hrtimeBigInt() {
    hrtimeBigint[0] = nanoseconds()
  },
  uptime: () => (host.performance.now() - processState.startedAt) / 1000,
  cwd() {
    if (!files().exists(processState.cwd)) throw uvException('ENOENT', 'uv_cwd')
    return processState.cwd
  },
  chdir,
  umask(mask?: number) {
    const before = processState.umask
    if (mask !== undefined) {
      processState.umask = mask & 0o777
      logFileOperation({ do: 'umask', mask: processState.umask })
    }
    return before
  },
  memoryUsage(values: Float64Array) {
    const { total, used } = heap()
    values[0] = total
    values[1] = total
    values[2] = used
    values[3] = 0
    values[4] = 0
  },
  rss: () => heap().total,
  constrainedMemory: () => boot().memory.total,
  availableMemory: () => boot().memory.free,
  /** A thread cannot ask for its processor time: its time since the start stands for it. */
  cpuUsage(values: Float64Array) {
    values[0] = Math.round((host.performance.now() - processState.startedAt) * 1000)
    values[1] = 0
  },
  threadCpuUsage(values: Float64Array) {
    this.cpuUsage(values)
  },
  resourceUsage(values: Float64Array) {
    values.fill(0)
    values[0] = Math.round((host.performance.now() - processState.startedAt) * 1000)
    values[2] = Math.round(heap().total / 1024)
  },
  _getActiveRequests: () => [],
  _getActiveHandles: () => [],
  getActiveResourcesInfo: () => [],
  _kill: kill,
  _rawDebug: (text: string) => writeSyncToStream(2, new host.TextEncoder().encode(`${text}\n`)),
  _debugProcess: () => {},
  _debugEnd: () => {},
  dlopen(_module: unknown, filename: string) {
    const error = new Error(
      `${filename}: native addons cannot be loaded in this Node, which has no machine code`,
    )
    throw Object.assign(error, { code: 'ERR_DLOPEN_FAILED' })
  },
  reallyExit: (status: number) => exitProcess(status),
  abort: () => exitProcess(134, 'SIGABRT'),
  causeSegfault: () => exitProcess(139, 'SIGSEGV'),
  execve() {
    throw uvException('ENOSYS', 'execve')
  },
  loadEnvFile(path: string) {
    const text = new host.TextDecoder().decode(files().readFile(path))
    for (const [name, value] of Object.entries(parseEnv(text))) processState.env[name] ??= value
  },
  setEmitWarningSync: () => {},
  patchProcessObject: (process: Record<string, unknown>) => processState.patch(process),
}
