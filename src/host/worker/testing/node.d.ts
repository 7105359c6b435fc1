// What tests use of Node, declared by hand: Node's own types would give the worker globals it does not have.
declare module 'node:fs/promises' {
  export function readFile(path: URL): Promise<Uint8Array<ArrayBuffer>>
}
