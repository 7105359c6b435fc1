// Tests call real programs as judges. Node's own types would let the engine's sources use Buffer and process
// unnoticed, so only what those tests call is declared.
declare module 'node:child_process' {
  export function execFileSync(
    file: string,
    args: readonly string[],
    options: { encoding: 'utf8'; input?: string; stdio?: 'pipe' },
  ): string
}
declare module 'node:fs' {
  export function mkdtempSync(prefix: string): string
  export function writeFileSync(path: string, data: string, options?: { mode: number }): void
  export function rmSync(path: string, options: { recursive: true }): void
}
declare module 'node:os' {
  export function tmpdir(): string
}

declare module 'node:stream' {
  export const Readable: { from(chunks: Iterable<Uint8Array>): never }
}
