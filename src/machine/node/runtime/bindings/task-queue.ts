import { dataOf } from '../facts.ts'
import { inTurn, nextTurn } from '../event-loop.ts'
import { host, onRejections } from '../host.ts'
import { theProcess } from '../process-state.ts'

const data = dataOf('task_queue') as { promiseRejectEvents: Record<string, number> }

let tickCallback: (this: unknown) => void = () => {}
let onReject: (type: number, promise: Promise<unknown>, reason?: unknown) => void = () => {}
let planned = false
const values = [0, 0]

/**
 * Lib sets these flags when nextTick's queue or the list of rejections is no longer empty. In a turn the
 * queue is run at its end; set by a promise callback, it needs a turn of its own, which comes when all
 * promise callbacks are through, as in Node.
 */
const flag = (index: number): PropertyDescriptor => ({
  enumerable: true,
  get: () => values[index],
  set(value: number) {
    values[index] = value
    if (value !== 1 || planned || inTurn()) return
    planned = true
    nextTurn(() => {
      planned = false
    })
  },
})
const tickInfo = Object.defineProperties({}, { 0: flag(0), 1: flag(1) })

export function runTicks(): void {
  if (values[0] === 1 || values[1] === 1) tickCallback.call(theProcess())
}

const reject = (type: string, promise: Promise<unknown>, reason?: unknown): void =>
  onReject(data.promiseRejectEvents[type]!, promise, reason)

export const binding = {
  ...data,
  tickInfo,
  /** The browser runs them when the stack is empty; nobody else can. */
  runMicrotasks: () => {},
  setTickCallback: (callback: () => void) => {
    tickCallback = callback
  },
  enqueueMicrotask: (callback: () => void) => host.queueMicrotask(() => runMicrotask(callback)),
  setPromiseRejectCallback(callback: typeof onReject) {
    onReject = callback
    onRejections({
      unhandled: (promise, reason) => reject('kPromiseRejectWithNoHandler', promise, reason),
      handled: (promise) => reject('kPromiseHandlerAddedAfterReject', promise),
    })
  },
}

let uncaught: (error: unknown) => void = () => {}

export const setMicrotaskGuard = (handler: typeof uncaught): void => {
  uncaught = handler
}

function runMicrotask(callback: () => void): void {
  try {
    callback()
  } catch (error) {
    uncaught(error)
  }
}
