import { expect, test } from 'vitest'
import { runProgram } from '../testing/index.ts'
import type { Process, Program } from './process.ts'

const run = (main: Program) => runProgram(main, { uid: 1000 })

const fifo = '/tmp/fifo'

/** A child that writes to the FIFO, and then closes it. */
const writer = (proc: Process, text: string): Promise<number> =>
  proc.fork(async (child) => {
    const fd = await child.open(fifo, { write: true })
    await child.write(fd, text)
    await child.close(fd)
    return 0
  })

test('whoever opens one side waits for the other, and reads to the end of the last writer', async () => {
  const { stdout } = await run(async (proc) => {
    await proc.mknod(fifo, { type: 'fifo', mode: 0o600 })
    const { type, mode } = await proc.stat(fifo)
    await proc.stdout.line(`${type} ${mode.toString(8)}`)
    await writer(proc, 'one\n')
    const fd = await proc.open(fifo, { read: true })
    await proc.stdout.write(await proc.read(fd))
    await proc.wait(-1)
    await proc.stdout.line(`end ${(await proc.read(fd)).length}`)
    await writer(proc, 'two\n')
    await proc.wait(-1)
    await proc.stdout.write(await proc.read(fd))
    return 0
  })
  expect(stdout).toBe('fifo 600\none\nend 0\ntwo\n')
})

test('opened for both, it waits for nobody', async () => {
  const { stdout } = await run(async (proc) => {
    await proc.mknod(fifo, { type: 'fifo' })
    const fd = await proc.open(fifo, { read: true, write: true })
    await proc.write(fd, 'kept')
    await proc.stdout.write(await proc.read(fd))
    return 0
  })
  expect(stdout).toBe('kept')
})

test('a process that waits for the other side can be killed, and leaves nothing behind', async () => {
  const { stdout } = await run(async (proc) => {
    await proc.mknod(fifo, { type: 'fifo' })
    const waiting = await proc.fork(async (child) => {
      await child.open(fifo, { write: true })
      return 0
    })
    await proc.yield()
    await proc.kill(waiting, 'SIGTERM')
    const status = await proc.wait(waiting)
    const met = await proc.fork(async (child) => {
      await child.open(fifo, { read: true })
      return 0
    })
    await proc.sleep(5)
    await proc.stdout.line(`${status?.signal} ${(await proc.wait(met, { noHang: true })) === undefined}`)
    await proc.kill(met, 'SIGKILL')
    return 0
  })
  expect(stdout).toBe('SIGTERM true\n')
})

test('a device node is for root to make', async () => {
  const { stdout } = await run(async (proc) => {
    const refused = await proc.mknod('/tmp/null', { type: 'character', rdev: 259 }).catch(String)
    await proc.stdout.line(String(refused))
    return 0
  })
  expect(stdout).toContain('Operation not permitted')
})
