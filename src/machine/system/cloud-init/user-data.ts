import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'

const outputLog = '/var/log/cloud-init-output.log'

/** Runs a user-data script as root, with its output in the log and on the console. @returns whether it succeeded. */
export async function runUserData(proc: Process, script: string): Promise<boolean> {
  const [pid, output] = await startScript(proc, script)
  for (;;) {
    const bytes = await proc.read(output)
    if (bytes.length === 0) break
    await proc.write(1, bytes)
    await proc.writeFile(outputLog, bytes, { append: true, mode: 0o640 })
  }
  await proc.close(output)
  const ended = await proc.wait(pid)
  return ended?.exit === 0
}

async function startScript(proc: Process, script: string): Promise<[pid: number, output: number]> {
  const { read, write } = proc.pipe()
  const input = await proc.open('/dev/null', { read: true })
  try {
    const descriptors = new Map([[0, input], [1, write], [2, write]]) // prettier-ignore
    const env = new Map([
      ['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
      ['LANG', 'C.UTF-8'],
      ['HOME', '/'],
    ])
    const pid = await proc.fork(
      async (child) => {
        child.setSession()
        await child.chdir('/')
        try {
          return await child.exec(script, [script], env)
        } catch (error) {
          if (!isErrno(error)) throw error
          await child.stderr.line(`${script}: ${error.message}`)
          return 126
        }
      },
      { descriptors },
    )
    return [pid, read]
  } finally {
    await proc.close(write)
    await proc.close(input)
  }
}
