// As much of Node's worker threads as isolates for tests need.
declare module 'node:worker_threads' {
  export class Worker {
    constructor(source: string, options: { eval: true; env: Record<string, string> })
    postMessage(message: unknown, transfer: unknown[]): void
    on(event: 'error' | 'exit', listener: () => void): void
    terminate(): Promise<number>
  }
}
declare module 'node:fs' {
  interface Entry {
    name: string
    isDirectory(): boolean
    isFile(): boolean
  }
  export function readdirSync(path: URL, options: { withFileTypes: true }): Entry[]
}
