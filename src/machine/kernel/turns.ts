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
let coming = false
const first: (() => void)[] = []
const others: (() => void)[] = []

/** Of a thousand that run, as many go on in one turn: each does at least one step. */
const atOnce = 16

export const turnIsOver = (): boolean => performance.now() - lastTurn > slice

/**
 * The next macrotask, or a later one when many wait. Whoever is `urgent` goes on before the others: a login's
 * shell, so that the keyboard is answered whatever else runs.
 */
export function nextTurn(urgent = false): Promise<void> {
  return new Promise((resolve) => {
    ;(urgent ? first : others).push(resolve)
    come()
  })
}

function come(): void {
  if (coming) return
  coming = true
  macrotask(() => {
    coming = false
    lastTurn = performance.now()
    for (const goOn of first.splice(0)) goOn()
    for (const goOn of others.splice(0, atOnce)) goOn()
    if (others.length > 0) come()
  })
}
