import { expect, test } from 'vitest'
import { runProgram } from '../testing/index.ts'

test('ps, /proc and free tell of the same memory, and more is virtual than resident', async () => {
  const { status } = await runProgram(async (proc) => {
    const own = proc.system.processes().find(({ pid }) => pid === proc.pid)!
    const { virtual, resident, shared } = own.memory
    expect(virtual).toBeGreaterThan(resident)
    expect(resident).toBeGreaterThan(shared)
    const pages = (await proc.readText('/proc/self/statm')).split(' ').map(Number)
    expect(pages.slice(0, 3)).toEqual([virtual, resident, shared].map((bytes) => bytes / 4096))
    const fields = (await proc.readText('/proc/self/stat')).replace(/^.*\) /, '').split(' ')
    expect(fields.slice(20, 22)).toEqual([String(virtual), String(resident / 4096)])
    expect(await proc.readText('/proc/self/status')).toMatch(new RegExp(`VmRSS:\\s+${resident / 1024} kB`))
    const all = proc.system.processes().reduce((sum, { memory }) => sum + memory.resident, 0)
    expect(proc.system.memory.used).toBeGreaterThanOrEqual(all)
    return 0
  })
  expect(status).toBe(0)
})
