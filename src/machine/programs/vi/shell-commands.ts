import type { Session } from './session.ts'

const mostOutput = 16 * 1024 * 1024

/** Runs a command with the shell, on some input, and gives what it says on standard output and error. */
export const runShell = async (
  { proc }: Session,
  command: string,
  input: string,
): Promise<{ output: string; status: number }> => {
  const shell = proc.env.get('SHELL') || '/bin/sh'
  const [toChild, fromChild] = [proc.pipe(), proc.pipe()]
  for (const fd of [toChild.write, fromChild.read]) proc.setCloseOnExec(fd, true)
  const descriptors = new Map([
    [0, toChild.read],
    [1, fromChild.write],
    [2, fromChild.write],
  ])
  const pid = await proc.spawn(shell, [shell, '-c', command], { descriptors })
  await proc.close(toChild.read)
  await proc.close(fromChild.write)
  // A process of its own writes, or both might wait for each other.
  const writer = await proc.fork(
    async (child) => {
      child.onSignal('SIGPIPE', 'ignore')
      await child.write(3, input).catch(() => undefined)
      return 0
    },
    { descriptors: new Map([[3, toChild.write]]), name: 'vi' },
  )
  await proc.close(toChild.write)
  const decoder = new TextDecoder()
  let output = ''
  for (;;) {
    const chunk = await proc.read(fromChild.read)
    if (chunk.length === 0) break
    if (output.length < mostOutput) output += decoder.decode(chunk, { stream: true })
  }
  await proc.close(fromChild.read)
  await proc.wait(writer)
  const ended = await proc.wait(pid)
  return { output, status: ended?.exit ?? 1 }
}

/** Runs a command on the plain screen, and waits for Return behind it. */
export const runOnScreen = async (session: Session, command: string): Promise<void> => {
  const { proc, screen } = session
  const shell = proc.env.get('SHELL') || '/bin/sh'
  await screen.close()
  try {
    await proc.stdout.write(`:!${command}\r\n`)
    const pid = await proc.spawn(shell, command === '' ? [shell] : [shell, '-c', command])
    const ended = await proc.wait(pid)
    if (ended?.exit) await proc.stdout.write(`\nshell returned ${ended.exit}\n`)
    await proc.stdout.write('\nPress ENTER or type command to continue')
    await proc.read(0, 1)
  } finally {
    await screen.open()
    screen.redraw()
  }
}
