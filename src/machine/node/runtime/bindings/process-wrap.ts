import { boot } from '../boot-data.ts'
import { dataOf } from '../facts.ts'
import { files } from '../files/index.ts'
import { HandleWrap } from '../handle-wrap.ts'
import { tellKernel } from '../kernel-link.ts'
import { processState } from '../process-state.ts'
import { Channel, newStreamId } from '../streams/channels.ts'
import type { Pipe } from '../streams/pipe-wrap.ts'
import { symbols } from '../symbols.ts'
import { SystemError, uvNumber } from '../uv.ts'
import { unavailable } from './unavailable.ts'
import type { ChildProcess } from '../../protocol.ts'
import { facts } from '../facts.ts'

type Stdio = { type: string; handle?: Pipe; fd?: number; ipc?: boolean }

const signals = (facts.bindings.constants as { os: { signals: Record<string, number> } }).os.signals
const signalNames = new Map(Object.entries(signals).map(([name, number]) => [number, name]))
const children = new Map<number, Process>()
let nextChild = 1

/**
 * spawn() wants the child's number at once, and the kernel gives it a moment later. Until then it is the
 * next free one as far as we know, which it nearly always turns out to be.
 */
let likelyPid = 0

/** Where execvp would find the program: the failure is known before the kernel is asked. */
function findProgram(file: string, cwd: string, path: string): string {
  const candidates = file.includes('/')
    ? [file]
    : path.split(':').map((directory) => `${directory || '.'}/${file}`)
  let denied = false
  for (const candidate of candidates) {
    const absolute = candidate.startsWith('/') ? candidate : `${cwd}/${candidate}`
    if (!files().exists(absolute)) continue
    try {
      const inode = files().stat(absolute)
      if (inode.children) throw new SystemError('EACCES')
      files().access(absolute, 1)
      return absolute
    } catch {
      denied = true
    }
  }
  throw new SystemError(denied ? 'EACCES' : 'ENOENT')
}

/** A child process: the machine's kernel runs it, as a process of its own. */
class Process extends HandleWrap {
  pid = 0
  #child = 0
  #started = false
  #waitingSignal?: string
  declare onexit?: (status: number, signal: string) => void

  constructor() {
    super('PROCESSWRAP')
  }

  spawn(
    file: string,
    args: string[] | null,
    directory: string | null | undefined,
    envPairs: string[] | null,
    stdio: Stdio[],
    _flags: number,
    uid?: number | null,
    gid?: number | null,
  ): number {
    if (stdio.some(({ ipc }) => ipc)) {
      throw unavailable(
        'child_process.fork (and cluster)',
        'processes here have no channel for messages; use spawn and its pipes',
      )
    }
    const cwd = directory ?? processState.cwd
    const changesUser = (uid ?? boot().uid) !== boot().uid || (gid ?? boot().gid) !== boot().gid
    if (changesUser) return uvNumber(boot().uid === 0 ? 'ENOTSUP' : 'EPERM')
    const env = Object.fromEntries(
      (envPairs ?? []).map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
    )
    let program: string
    try {
      if (!files().exists(cwd)) throw new SystemError('ENOENT')
      program = findProgram(file, cwd, env.PATH ?? processState.env.PATH ?? '/usr/local/bin:/usr/bin:/bin')
    } catch (error) {
      if (!(error instanceof SystemError)) throw error
      return uvNumber(error.code)
    }
    const plumbing: ChildProcess['stdio'] = stdio.map(({ type, handle, fd }) => {
      if (type === 'ignore') return 'null'
      if (type === 'fd' || type === 'inherit') return fd ?? 0
      if (!handle) return 'null'
      const stream = newStreamId()
      handle.connectTo(new Channel(stream))
      return { stream }
    })
    this.#child = nextChild++
    children.set(this.#child, this)
    likelyPid = Math.max(likelyPid, boot().nextPid)
    this.pid = likelyPid++
    this.setActive(true)
    tellKernel({
      type: 'spawn',
      child: this.#child,
      file: program,
      argv: args ?? [file],
      env,
      cwd,
      stdio: plumbing,
    })
    return 0
  }

  started(pid: number): void {
    this.#started = true
    this.pid = pid
    likelyPid = pid + 1
    const owner = (this as unknown as Record<symbol, { pid?: number } | undefined>)[symbols.owner_symbol!]
    if (owner) owner.pid = pid
    if (this.#waitingSignal) tellKernel({ type: 'kill', pid, signal: this.#waitingSignal })
  }

  exited(status: number, signal?: string): void {
    children.delete(this.#child)
    this.setActive(false)
    this.callBack('onexit', status, signal ?? '')
  }

  kill(number: number): number {
    if (!children.has(this.#child)) return uvNumber('ESRCH')
    if (number === 0) return 0
    const signal = signalNames.get(number)
    if (!signal) return uvNumber('EINVAL')
    if (!this.#started) this.#waitingSignal = signal
    else tellKernel({ type: 'kill', pid: this.pid, signal })
    return 0
  }
}

export const childStarted = (child: number, pid: number): void => children.get(child)?.started(pid)
export const childFailed = (child: number, code: string): void => children.get(child)?.exited(uvNumber(code))
export const childExited = (child: number, status: number, signal?: string): void =>
  children.get(child)?.exited(status, signal)

export const binding = { ...dataOf('process_wrap'), Process }
