/**
 * Where learners' and strangers' code runs: a fresh JavaScript thread with no origin, storage or
 * network, and a message port as its only door. In the browser it is a Worker inside a sandboxed
 * iframe that a page lends; in Node a worker thread.
 */
export interface IsolateProvider {
  /** @param program which built bundle the thread starts with. Rejects when nobody lends a sandbox. */
  create(program: 'node'): Promise<Isolate>
}

export interface Isolate {
  readonly port: MessagePort
  /** Ends the thread at once, whatever it is doing. */
  terminate(): void
  /** Resolves when the thread is gone: by terminate(), by a crash (heap), or with the page that lent it. */
  readonly gone: Promise<'terminated' | 'crashed' | 'lender-gone'>
}
