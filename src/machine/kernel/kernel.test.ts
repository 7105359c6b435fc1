import { expect, test } from 'vitest'
import { runProgram } from '../testing/index.ts'

test('a program writes, reads and forks', async () => {
  const result = await runProgram(
    async (proc) => {
      const text = await proc.stdin.text()
      const { read, write } = proc.pipe()
      const pid = await proc.fork(async (child) => {
        await child.close(read)
        await child.write(write, text.toUpperCase())
        return 3
      })
      await proc.close(write)
      await proc.stdout.write(await proc.read(read))
      const status = await proc.wait(pid)
      await proc.writeFile('/tmp/x', `${status?.exit}`)
      await proc.stdout.line(
        `${(await proc.readdir('/dev')).map((e) => e.name)} ${await proc.realpath('/proc/self')}`,
      )
      await proc.stdout.line(await proc.readText('/proc/mounts'))
      return 7
    },
    { stdin: 'hello' },
  )
  expect(result.status).toBe(7)
  expect(await result.readText('/tmp/x')).toBe('3')
})
