import type { Process } from '../../kernel/process.ts'

/** As much of a shell as sessions need: it asks, answers and ends. */
export async function tinyShell(proc: Process): Promise<number> {
  const given = proc.argv.indexOf('-c')
  if (given >= 0) return (await command(proc, proc.argv[given + 1] ?? '')) ?? 0
  await proc.stdout.write('$ ')
  for await (const line of proc.stdin.lines()) {
    const status = await command(proc, line)
    if (status !== undefined) return status
    await proc.stdout.write('$ ')
  }
  return 0
}

async function command(proc: Process, line: string): Promise<number | undefined> {
  const [name, ...words] = line.split(' ')
  const tty = proc.tty(0)
  if (name === 'exit') return Number(words[0] ?? 0)
  if (name === 'echo') await proc.stdout.line(words.join(' '))
  else if (name === 'fail') await proc.stderr.line(words.join(' '))
  else if (name === 'size') await proc.stdout.line(`${tty?.columns}x${tty?.rows}`)
  else if (name === 'tty') await proc.stdout.line(tty?.name ?? 'not a tty')
  else if (name === 'env') await proc.stdout.line(`${words[0]}=${proc.env.get(words[0]!)}`)
  else if (name === 'id')
    await proc.stdout.line(`uid=${proc.credentials.uid} in ${proc.cwd} as ${proc.argv[0]}`)
  else if (name === 'cat') for await (const bytes of proc.stdin.chunks()) await proc.stdout.write(bytes)
  else if (name === 'sleep') await proc.sleep(Number(words[0]) * 1000)
  else if (name === 'die') await proc.kill(proc.pid, 'SIGKILL')
  else if (name === 'scp') return proc.exec('/usr/bin/scp', line.split(' '))
  else if (name !== '') await proc.stderr.line(`${name}: command not found`)
  return undefined
}
