import { isErrno } from '../../errno.ts'
import { Failure, program } from '../../programs/program.ts'

const spec = {
  short: '+va:u:',
  long: { list: 'list', test: 'test', verbose: 'v', arg: 'a:', report: 'report', umask: 'u:', 'exit-on-error': 'exit-on-error' },
  usage: '[OPTION]... DIRECTORY',
  least: 1,
} // prettier-ignore

/** run-parts(8): the programs of a directory in the order of their names. */
export const runParts = program('run-parts', spec, async (invocation) => {
  const { proc } = invocation
  const [directory] = invocation.operands as [string]
  let names: string[]
  try {
    names = (await proc.readdir(directory)).map(({ name }) => name).toSorted()
  } catch (error) {
    if (!isErrno(error)) throw error
    throw new Failure(`failed to open directory ${directory}: ${error.message}`)
  }
  for (const name of names.filter((each) => /^[\w-]+$/.test(each))) {
    const path = `${directory.replace(/\/$/, '')}/${name}`
    const stat = await proc.stat(path)
    if (stat.type !== 'file') continue
    const executable = (stat.mode & 0o111) !== 0
    if (invocation.has('list') || (invocation.has('test') && executable)) await invocation.write(`${path}\n`)
    if (!executable || invocation.has('list', 'test')) continue
    if (invocation.has('v')) await proc.stderr.write(`run-parts: executing ${path}\n`)
    const pid = await proc.spawn(path, [path, ...invocation.values('a')])
    const ended = await proc.wait(pid)
    if (ended?.exit === 0) continue
    await invocation.complain(`${path} exited with return code ${ended?.exit ?? 'signal'}`)
    if (invocation.has('exit-on-error')) break
  }
  return invocation.status
})
