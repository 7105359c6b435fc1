import { describe, expect, test } from 'vitest'
import { Terminal } from '../boot/terminal.ts'
import { machinePrograms } from '../machine-programs.ts'
import { TestTerminal, testKernel } from '../testing/index.ts'
import { long, runaways } from './testing/runaways.ts'

// Whatever runs away leaves the terminal alive: ^C brings the prompt back. How soon, `npm run bench browser`
// measures; the limit here is for a computer that is busy with other tests.
const limit = 5000

const size = { columns: 80, rows: 24 }

const logIn = async () => {
  const kernel = await testKernel({
    programs: machinePrograms,
    files: { '/home/ec2-user/.bash_profile': "PS1='ready$ '\n" },
  })
  const session = new Terminal(kernel, Promise.resolve(), { user: 'ec2-user', ...size })
  const terminal = new TestTerminal(session, size)
  await terminal.see(/ready\$$/)
  return { terminal, kernel }
}

const whileItRuns = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 120))

describe('^C ends', () => {
  for (const [what, command] of Object.entries(runaways))
    test(what, async () => {
      const { terminal } = await logIn()
      terminal.type(`${command}\r`)
      await whileItRuns()
      const pressed = performance.now()
      terminal.type('\x03')
      await terminal.see(/\^C[^]*ready\$$/)
      expect(performance.now() - pressed).toBeLessThan(limit)
    })
})

describe('ends by itself, and says why', () => {
  for (const [what, [command, message]] of Object.entries({
    'a list of a milliard words': ['echo {1..1000000000}', 'brace expansion'],
    'a text that doubles': ['x=a; while :; do x=$x$x; done', 'xrealloc: cannot allocate'],
    'a function that calls itself': ['f() { f; }; f', 'maximum nesting level exceeded'],
    'an eval that evaluates itself': [`e='eval "$e"'; eval "$e"`, 'maximum nesting level exceeded'],
    'a file that sources itself': ['echo ". ./s" > s; . ./s', 'maximum nesting level exceeded'],
    'a substitution without end': ['x=$(yes)', 'output too large'],
    'a line without end': ['tr "\\0" a < /dev/zero | sort', 'memory exhausted'],
    'parentheses without end': [`eval "$(printf '(%.0s' {1..3000})"`, 'nested too deeply'],
    'substitutions without end': [`eval "$(printf '$(%.0s' {1..3000})"`, 'nested too deeply'],
    'a pattern that takes more than linear time': [
      `shopt -s extglob; ${long}; echo "\${x##!(a)*b}"`,
      'too much work',
    ],
  } as const))
    test(what, async () => {
      const { terminal } = await logIn()
      terminal.type(`${command}\r`)
      await terminal.see(message)
      await terminal.see(/ready\$$/)
      expect(await terminal.run('echo still here', /ready\$ $/)).toBe('still here')
    })
})

test('a fork bomb meets the limit of processes, and the machine lives on', async () => {
  const { terminal, kernel } = await logIn()
  terminal.type('ulimit -u 60; bomb() { bomb | bomb & }; bomb\r')
  await terminal.see(/Resource temporarily unavailable/)
  for (const { pid, uid } of kernel.system.processes())
    if (uid === 1000) await kernel.init.process.kill(pid, 'SIGKILL').catch(() => {})
  expect(kernel.system.processes().length).toBeLessThan(80)
})

test('a fork bomb leaves its terminal the keyboard, and the shell can end it without a process', async () => {
  const { terminal, kernel } = await logIn()
  const mine = () => kernel.system.processes().filter(({ uid }) => uid === 1000)
  const [shell] = mine()
  terminal.type('ulimit -u 200; bomb() { bomb | bomb & }; bomb\r')
  await terminal.see(/Resource temporarily unavailable/)
  const { pgid } = mine().find((each) => each.pgid !== shell!.pgid)!
  terminal.type(`\x03kill -9 -${pgid}; echo "it is $?"\r`)
  await terminal.see(/it is 0/)
  expect(mine()).toEqual([expect.objectContaining({ pid: shell!.pid })])
})

test('hanging up ends what runs away', async () => {
  const { terminal, kernel } = await logIn()
  terminal.type('while :; do :; done\r')
  await whileItRuns()
  terminal.session.close()
  await terminal.exited
  expect(kernel.system.processes().filter(({ uid }) => uid === 1000)).toEqual([])
})
