import type { FileOperation, FromWorker, ToWorker } from '../protocol.ts'

let port: MessagePort | undefined
let operations: FileOperation[] = []
let handler: (message: ToWorker) => void = () => {}

export function connectKernel(given: MessagePort): void {
  port = given
  port.onmessage = (event: MessageEvent<ToWorker>) => handler(event.data)
}

export const onKernelMessage = (receive: (message: ToWorker) => void): void => {
  handler = receive
}

/** Everything leaves in the order it was done: file operations that wait go first. */
export function tellKernel(message: FromWorker, transfer: Transferable[] = []): void {
  flushFileOperations()
  port!.postMessage(message, transfer)
}

/** File operations are collected until the turn ends or something else is said. */
export function logFileOperation(operation: FileOperation): void {
  operations.push(operation)
}

export function flushFileOperations(): void {
  if (operations.length === 0) return
  const sent = operations
  operations = []
  const buffers = sent.flatMap((operation) => (operation.do === 'write' ? [operation.bytes.buffer] : []))
  port!.postMessage({ type: 'files', operations: sent } satisfies FromWorker, buffers as ArrayBuffer[])
}
