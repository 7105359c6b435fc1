import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { ChildIsolates } from './child-isolates.ts'

const folder = mkdtempSync(join(tmpdir(), 'sandcloud-'))
let isolates: ChildIsolates | undefined

afterEach(() => {
  isolates?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** A runtime that gives nothing away of itself, but is not yet a learner's program either. */
const curious = `
onmessage = ({ ports: [port] }) => {
  const real = process
  const module = (name) => real.getBuiltinModule(name)
  const tried = (what) => { try { what(); return 'done' } catch (error) { return error.code } }
  port.onmessage = ({ data }) => {
    if (data.spin) for (;;);
    port.postMessage({
      env: Object.keys(real.env),
      read: tried(() => module('fs').readFileSync('/etc/passwd')),
      write: tried(() => module('fs').writeFileSync(${JSON.stringify(join(folder, 'x'))}, '')),
      run: tried(() => module('child_process').execFileSync('true')),
      thread: tried(() => new (module('worker_threads').Worker)('1', { eval: true })),
      required: typeof require,
      bytes: data.bytes,
    })
  }
}
`

test('a program is a process with an empty environment that cannot reach this computer, and ends at a word', async () => {
  const runtime = join(folder, 'runtime.js')
  writeFileSync(runtime, curious)
  isolates = new ChildIsolates(runtime)
  const { port, gone, terminate } = await isolates.create()
  const answer = new Promise((resolve) => {
    port.onmessage = ({ data }: { data: unknown }) => resolve(data)
  })
  port.postMessage({ bytes: Uint8Array.of(1, 2, 255) })
  expect(await answer).toEqual({
    env: [],
    read: 'ERR_ACCESS_DENIED',
    write: 'ERR_ACCESS_DENIED',
    run: 'ERR_ACCESS_DENIED',
    thread: 'ERR_ACCESS_DENIED',
    required: 'undefined',
    bytes: Uint8Array.of(1, 2, 255),
  })
  port.postMessage({ spin: true })
  terminate()
  expect(await gone).toBe('terminated')
})

test('a process that ends by itself is told of', async () => {
  const { gone } = await new ChildIsolates(join(folder, 'no such runtime')).create()
  expect(await gone).toBe('crashed')
})
