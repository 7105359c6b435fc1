/**
 * Fair turns on the one thread that the engine and all machines share. Promises alone never let a
 * message or a timer in, so `yes > /dev/null` would keep ^C out: after so many milliseconds of running
 * programs, the next system call waits for a macrotask first.
 */
const slice = 8

declare const setImmediate: ((run: () => void) => unknown) | undefined

function channelTask(): (run: () => void) => void {
  const { port1, port2 } = new MessageChannel()
  const queue: (() => void)[] = []
  port1.addEventListener('message', () => queue.shift()?.())
  port1.start()
  return (run) => {
    queue.push(run)
    port2.postMessage(undefined)
  }
}

// Node's setImmediate does not keep a finished process alive, as an open port would; browsers have no such thing.
const macrotask = typeof setImmediate === 'function' ? setImmediate : channelTask()

let lastTurn = 0
let coming: Promise<void> | undefined

export const turnIsOver = (): boolean => performance.now() - lastTurn > slice

/** The next macrotask; everybody who asks meanwhile gets the same one. */
export function nextTurn(): Promise<void> {
  return (coming ??= new Promise((resolve) => {
    macrotask(() => {
      coming = undefined
      lastTurn = performance.now()
      resolve()
    })
  }))
}
