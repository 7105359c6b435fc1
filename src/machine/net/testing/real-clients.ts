import { execFile } from 'node:child_process'
import { createServer } from 'node:net'
import type { ByteStream } from '../byte-stream.ts'
import { streamPair } from './stream-pair.ts'

/** Puts one of our servers behind a real port, so that the real clients can judge it. */
export async function serveLocally(
  serve: (stream: ByteStream) => Promise<void>,
): Promise<{ port: number; close: () => void }> {
  const server = createServer((socket) => {
    const { client, server: far } = streamPair()
    socket.on('data', (bytes) => void client.write(bytes).catch(() => socket.destroy()))
    socket.on('end', () => client.end())
    socket.on('error', () => client.destroy())
    void forward(client, socket)
    void serve(far).catch(() => socket.destroy())
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return { port: server.address().port, close: () => server.close() }
}

async function forward(from: ByteStream, to: { write(bytes: Uint8Array): void; end(): void }): Promise<void> {
  try {
    for (let bytes; (bytes = await from.read());) to.write(bytes)
  } catch {
    // The client has gone.
  }
  to.end()
}

/** Runs a real program beside our server in this process. */
export const runReal = (
  file: string,
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): Promise<{ code: number; stdout: string; stderr: string }> =>
  new Promise((resolve) => {
    execFile(file, args, options, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    )
  })
