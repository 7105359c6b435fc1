import { dataOf } from '../facts.ts'
import { guarded, inTurn, nextTurn, turn } from '../event-loop.ts'
import { host } from '../host.ts'
import { theProcess } from '../process-state.ts'

const data = dataOf('timers') as unknown as { immediateInfo: Uint32Array; timeoutInfo: Int32Array }
const [kCount, kRefCount, kHasOutstanding] = [0, 1, 2] as const
const started = host.performance.now()

let processImmediate: (this: unknown) => void = () => {}
let processTimers: (this: unknown, now: number) => number = () => 0
let timer: number | undefined
let due = 0
let immediatePlanned = false

const getLibuvNow = (): number => Math.floor(host.performance.now() - started)

function scheduleTimer(milliseconds: number): void {
  if (timer !== undefined) host.clearTimeout(timer)
  due = getLibuvNow() + Math.max(1, milliseconds)
  timer = host.setTimeout(
    () => {
      timer = undefined
      turn(runTimers)
    },
    Math.max(1, milliseconds),
  )
}

/** Lib says when it wants to be called next; timers that are due already get a turn each. */
function runTimers(): void {
  let next = 0
  let failed = true
  while (failed) {
    guarded(() => {
      next = processTimers.call(theProcess(), getLibuvNow())
      failed = false
    })
  }
  if (next === 0) return
  const wait = Math.abs(next) - getLibuvNow()
  if (wait <= 0) nextTurn(runTimers)
  else scheduleTimer(wait)
}

/** Plans the immediates' turn; called whenever a turn ends. */
export function planImmediates(): void {
  if (immediatePlanned || (data.immediateInfo[kCount] === 0 && data.immediateInfo[kHasOutstanding] === 0))
    return
  immediatePlanned = true
  nextTurn(() => {
    // A timer that is due comes first, as in libuv's loop.
    if (timer !== undefined && getLibuvNow() >= due) {
      host.clearTimeout(timer)
      timer = undefined
      runTimers()
      nextTurn(runImmediates)
    } else runImmediates()
  })
}

function runImmediates(): void {
  immediatePlanned = false
  processImmediate.call(theProcess())
}

export const timersAlive = (): boolean => data.timeoutInfo[0]! > 0 || data.immediateInfo[kRefCount]! > 0

export const binding = {
  ...data,
  setupTimers(immediate: () => void, timers: (now: number) => number) {
    processImmediate = immediate
    processTimers = timers
  },
  getLibuvNow,
  scheduleTimer,
  toggleTimerRef: () => {},
  toggleImmediateRef: (on: boolean) => {
    if (on && !inTurn()) planImmediates()
  },
}
