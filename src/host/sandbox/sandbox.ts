import type { LenderAnswer, LenderRequest } from '../api/api.ts'

/**
 * The document in which strangers' code gets its Workers. It is framed with sandbox="allow-scripts", hence
 * has no origin, and its policy gives it no network. It runs none of that code itself.
 */
if (self.origin !== 'null') throw new Error('The sandbox runs only inside a sandboxed frame.')

addEventListener('message', ({ data, source }: MessageEvent<SandboxStart>) => {
  if (source !== parent) return
  serve(data.port, new Map(Object.entries(data.programs)))
})

interface SandboxStart {
  port: MessagePort
  /** Program name → the text of its Worker's script. */
  programs: Record<string, string>
}

const serve = (port: MessagePort, programs: ReadonlyMap<string, string>) => {
  const workers = new Map<number, Worker>()
  const urls = new Map<string, string>()
  const urlOf = (program: string) => {
    const url =
      urls.get(program) ??
      URL.createObjectURL(new Blob([programs.get(program) ?? ''], { type: 'text/javascript' }))
    urls.set(program, url)
    return url
  }
  const end = (id: number, how: LenderAnswer['how']) => {
    workers.get(id)?.terminate()
    if (workers.delete(id)) port.postMessage({ type: 'gone', id, how } satisfies LenderAnswer)
  }
  port.addEventListener('message', ({ data }: MessageEvent<LenderRequest>) => {
    if (data.type === 'terminate') return end(data.id, 'terminated')
    const worker = new Worker(urlOf(data.program))
    workers.set(data.id, worker)
    worker.addEventListener('error', () => end(data.id, 'crashed'))
    worker.postMessage({ type: 'port', port: data.port }, [data.port])
  })
  port.start()
}
