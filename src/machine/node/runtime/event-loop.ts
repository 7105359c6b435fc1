import { flushFileOperations } from './kernel-link.ts'
import { host } from './host.ts'

/*
 * libuv's part: turns, what keeps the process alive, and when it is over. A turn is one task of the
 * Worker: first what nextTick left waiting, then its callback, then nextTick's queue again; promise
 * callbacks follow when the stack is empty.
 */

const { port1: far, port2: near } = new host.MessageChannel()
const waiting: (() => void)[] = []
let depth = 0
let over = false
let checkPlanned = false
let turns = 0
/** Handles and requests that keep the process alive. */
let references = 0

interface Hooks {
  /** Runs nextTick's queue if there is one. */
  ticks(): void
  /** An exception nobody caught. */
  uncaught(error: unknown): void
  /** Timers and immediates that keep the process alive; they are counted in lib's own arrays. */
  alive(): boolean
  /** Called at the end of every turn, to plan the next one. */
  turnEnded(): void
  /** Nothing is left to do: the program may find more. */
  beforeExit(): void
  /** It did not. */
  exit(): void
}

let hooks: Hooks | undefined

export const setLoopHooks = (given: Hooks): void => {
  hooks = given
}

near.onmessage = () => {
  const run = waiting.shift()
  if (run) turn(run)
}

/** A task of its own, after those that wait already. */
export function nextTurn(run: () => void): void {
  waiting.push(run)
  far.postMessage(0)
}

/** A request's completion: keeps the process alive until it has run. */
export function complete(run: () => void): void {
  references++
  nextTurn(() => {
    references--
    run()
  })
}

export const hold = (): void => void references++

export function letGo(): void {
  references--
  planCheck()
}

export const inTurn = (): boolean => depth > 0

/** How stack traces know where a turn begins, also in a minified bundle. */
export const turnName = '[turn of the event loop]'

/** Runs a callback as the event loop does: whatever it throws is an uncaught exception. */
export const turn = {
  [turnName](run: () => void): void {
    if (over) return
    depth++
    turns++
    try {
      guarded(() => hooks?.ticks())
      guarded(run)
      guarded(() => hooks?.ticks())
      hooks?.turnEnded()
      flushFileOperations()
    } finally {
      depth--
    }
    planCheck()
  },
}[turnName]!

/** For code that runs outside of turns (in promise callbacks) and may throw. */
export function guarded(run: () => void): void {
  try {
    run()
  } catch (error) {
    hooks!.uncaught(error)
  }
}

export const stopLoop = (): void => {
  over = true
}

const alive = (): boolean => references > 0 || waiting.length > 0 || hooks!.alive()

/**
 * Is there nothing more to do? Asked again after two tasks: promise callbacks and the news of unhandled
 * rejections come after a turn.
 */
function planCheck(): void {
  if (checkPlanned || over || !hooks || alive()) return
  checkPlanned = true
  afterTwoTasks(() => {
    if (alive()) {
      checkPlanned = false
      return
    }
    turn(() => hooks!.beforeExit())
    const turnsBefore = turns
    afterTwoTasks(() => {
      checkPlanned = false
      if (alive()) return
      if (turns === turnsBefore) turn(() => hooks!.exit())
      else planCheck()
    })
  })
}

function afterTwoTasks(run: () => void): void {
  host.setTimeout(() => host.setTimeout(run, 0), 0)
}
