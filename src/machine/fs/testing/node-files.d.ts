// Only what writing a sparse image needs; see ../../net/testing/node.d.ts for why Node's own types are absent.
declare module 'node:fs' {
  export function openSync(path: string, flags: 'r+' | 'w'): number
  export function ftruncateSync(file: number, size: number): void
  export function writeSync(
    file: number,
    bytes: Uint8Array,
    offset: number,
    length: number,
    at: number,
  ): number
  export function closeSync(file: number): void
  interface Dirent {
    readonly name: string
    isDirectory(): boolean
    isSymbolicLink(): boolean
  }
  export function readdirSync(path: string, options: { withFileTypes: true }): Dirent[]
  export function readlinkSync(path: string): string
}
