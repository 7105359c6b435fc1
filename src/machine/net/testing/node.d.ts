// Tests here call real programs as judges. Node's own types would let the machine's sources use Buffer and
// process unnoticed, so only what those tests call is declared.
declare module 'node:child_process' {
  export function execFileSync(
    file: string,
    args: readonly string[],
    options: { encoding: 'utf8'; cwd?: string; input?: string; stdio?: 'pipe' },
  ): string
}
declare module 'node:child_process' {
  export function execFile(
    file: string,
    args: readonly string[],
    options: { cwd?: string; env?: Record<string, string | undefined> },
    done: (error: { code?: number } | null, stdout: string, stderr: string) => void,
  ): void
}
declare module 'node:net' {
  interface Socket {
    on(event: 'data', handler: (bytes: Uint8Array) => void): void
    on(event: 'end' | 'close' | 'error', handler: () => void): void
    write(bytes: Uint8Array): void
    end(): void
    destroy(): void
    readonly remoteAddress: string
  }
  interface Server {
    listen(port: number, address: string, done: () => void): void
    address(): { port: number }
    close(): void
  }
  export function createServer(handler: (socket: Socket) => void): Server
}
declare module 'node:fs' {
  export function mkdtempSync(prefix: string): string
  export function readFileSync(path: string | URL): Uint8Array
  export function readFileSync(path: string | URL, encoding: 'utf8'): string
  export function writeFileSync(path: string, data: string | Uint8Array, options?: { mode: number }): void
  export function mkdirSync(path: string, options: { recursive: true }): void
  export function rmSync(path: string, options: { recursive: true }): void
  export function existsSync(path: string | URL): boolean
}
declare module 'node:os' {
  export function tmpdir(): string
}
declare module 'node:process' {
  export const env: Record<string, string | undefined>
}
