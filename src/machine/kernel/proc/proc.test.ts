import { expect, test } from 'vitest'
import { runProgram } from '../../testing/index.ts'
import type { Process } from '../process.ts'

/** Every path below, in the order of a walk; what ends meanwhile is left out. */
async function walk(proc: Process, directory: string): Promise<string[]> {
  const paths: string[] = []
  for (const { name, type, ino } of await proc.readdir(directory)) {
    const path = `${directory}/${name}`
    const stat = await proc.lstat(path)
    expect([path, stat.type, stat.ino]).toEqual([path, type, ino])
    paths.push(path)
    if (type === 'directory') paths.push(...(await walk(proc, path)))
  }
  return paths
}

test('whatever /proc lists is there, can be read to its end, and not be changed', async () => {
  const { status } = await runProgram(async (proc) => {
    const paths = await walk(proc, '/proc')
    expect(paths.length).toBeGreaterThan(40)
    for (const path of paths) {
      const { type } = await proc.lstat(path)
      if (type === 'symlink') expect((await proc.readlink(path)).length).toBeGreaterThan(0)
      if (type !== 'file') continue
      const content = await proc.readText(path)
      if (!/cmdline$|environ$|\/1\/|swaps|unix|udp|tcp|arp|icmp/.test(path))
        expect([path, content]).not.toEqual([path, ''])
      await expect(proc.writeFile(path, 'x')).rejects.toThrow(/Permission denied|Read-only/)
    }
    await expect(proc.mkdir('/proc/new')).rejects.toThrow('Permission denied')
    await expect(proc.unlink('/proc/uptime')).rejects.toThrow('Permission denied')
    await expect(proc.rename('/proc/uptime', '/proc/x')).rejects.toThrow('Permission denied')
    return 0
  })
  expect(status).toBe(0)
})

test('a process finds its binary, its limits and its mounts', async () => {
  const { stdout } = await runProgram(
    async (proc) => {
      proc.setResourceLimit('nofile', { soft: 100, hard: 200 })
      await proc.stdout.write(await proc.readText('/proc/self/limits'))
      await proc.stdout.line(await proc.readlink('/proc/self/exe').catch(String))
      await proc.stdout.write(await proc.readText('/proc/self/mountinfo'))
      return 0
    },
    { uid: 1000 },
  )
  expect(stdout).toMatch(/^Max open files +100 +200 +files/m)
  expect(stdout).toMatch(/^1 0 \d+:\d+ \/ \/ rw,relatime - tmpfs \/dev\/nvme0n1p1 rw$/m)
  expect(stdout).toMatch(/ \/proc rw,nosuid,nodev,noexec,relatime - proc proc rw$/m)
})
