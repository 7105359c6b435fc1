import { nextTurn } from '../event-loop.ts'
import { tellKernel } from '../kernel-link.ts'
import type { BoundPort } from '../../protocol.ts'
import { uvNumber } from '../uv.ts'
import { requireBuiltin } from '../realm-require.ts'
import { symbols } from '../symbols.ts'

/** What waits for the kernel to say how its connect(2) went. */
export const connecting = new Map<
  number,
  { connected(local: BoundPort, remote: BoundPort): void; failed(code: string): void }
>()

/** A handle is closed whose connect(2) has not answered yet: its request fails. */
export function giveUpConnecting(stream: number): void {
  const { failed } = connecting.get(stream)!
  connecting.delete(stream)
  tellKernel({ type: 'close', stream })
  nextTurn(() => failed('ECANCELED'))
}

/** A listening handle, as the kernel's messages reach it. */
export interface ServerHandle {
  accept(stream: number, local: BoundPort, remote: BoundPort): void
  refuse(code: string): void
}

export const listeners = new Map<number, ServerHandle>()

export function stopListening(listener: number): void {
  listeners.delete(listener)
  tellKernel({ type: 'close', stream: listener })
}

/** listen() had already answered: what lib would have thrown becomes an error of the server. */
export function refuseLate(
  handle: { close(): void },
  code: string,
  { address, port }: { address: string; port: number },
): void {
  const { UVExceptionWithHostPort } = requireBuiltin('internal/errors') as {
    UVExceptionWithHostPort: new (error: number, syscall: string, address: string, port: number) => Error
  }
  const server = (handle as unknown as Record<symbol, { emit(event: string, error: Error): void }>)[
    symbols.owner_symbol!
  ]
  handle.close()
  server?.emit('error', new UVExceptionWithHostPort(uvNumber(code), 'listen', address, port))
}
