import { logFileOperation, tellKernel } from '../kernel-link.ts'
import { SystemError } from '../uv.ts'

type Answer = (code: string | undefined, bytes: Uint8Array | undefined) => void
const waiting = new Map<number, Answer>()
let nextRequest = 1

function ask(send: (request: number) => void): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const request = nextRequest++
    waiting.set(request, (code, bytes) =>
      code ? reject(new SystemError(code)) : resolve(bytes ?? new Uint8Array(0)),
    )
    send(request)
  })
}

/** The content of a file that was not in the image. */
export const load = (path: string): Promise<Uint8Array> =>
  ask((request) => tellKernel({ type: 'load', request, path }))

/** Lets the kernel tell what other processes did at a path; the copy is up to date when it resolves. */
export const look = (path: string): Promise<unknown> =>
  ask((request) => tellKernel({ type: 'look', request, path }))

/** Resolves when the kernel has everything on the disk; undefined for files that were never written. */
export const sync = (file: number | undefined): Promise<unknown> | undefined =>
  file === undefined ? undefined : ask((request) => logFileOperation({ do: 'sync', file, request }))

export function answered(request: number, code: string | undefined, bytes: Uint8Array | undefined): void {
  const answer = waiting.get(request)
  waiting.delete(request)
  answer?.(code, bytes)
}
