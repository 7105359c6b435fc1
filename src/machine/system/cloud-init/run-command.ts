import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import type { CloudLog } from './log.ts'

const environment = new Map([
  ['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
  ['LANG', 'C.UTF-8'],
  ['HOME', '/'],
])

/** Runs a command as root, what it prints going to the output log. @returns its status; 127 when there is none. */
export async function runCommand(
  proc: Process,
  log: CloudLog,
  argv: readonly [string, ...string[]],
  options: { input?: string; env?: ReadonlyMap<string, string> } = {},
): Promise<number> {
  await log.debug('subp.py', `Running command [${argv.map((word) => `'${word}'`).join(', ')}] with allowed return codes [0] (shell=False, capture=False)`) // prettier-ignore
  const output = proc.pipe()
  const input = options.input === undefined ? undefined : proc.pipe()
  const stdin = input?.read ?? (await proc.open('/dev/null', { read: true }))
  const pid = await proc.fork(
    async (child) => {
      child.setSession()
      await child.chdir('/')
      const env = new Map([...environment, ...(options.env ?? [])])
      try {
        if (argv[0].includes('/')) return await child.exec(argv[0], argv, env)
        return await child.exec('/usr/bin/env', ['env', ...argv], env)
      } catch (error) {
        if (!isErrno(error)) throw error
        await child.stderr.line(`${argv[0]}: ${error.message}`)
        return 126
      }
    },
    { descriptors: new Map([[0, stdin], [1, output.write], [2, output.write]]) }, // prettier-ignore
  )
  await proc.close(output.write)
  await proc.close(stdin)
  if (input) {
    await proc.write(input.write, options.input!).catch((error: unknown) => {
      if (!isErrno(error, 'EPIPE')) throw error
    })
    await proc.close(input.write)
  }
  for (;;) {
    const bytes = await proc.read(output.read)
    if (bytes.length === 0) break
    await log.print(bytes)
  }
  await proc.close(output.read)
  const ended = await proc.wait(pid)
  return ended?.exit ?? 1
}
