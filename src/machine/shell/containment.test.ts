import { describe, expect, test } from 'vitest'
import { Terminal } from '../boot/terminal.ts'
import { machinePrograms } from '../machine-programs.ts'
import { TestTerminal, testKernel } from '../testing/index.ts'

// Whatever runs away leaves the terminal alive: ^C brings the prompt back. It takes a few milliseconds on a
// quiet computer; the limit here is for a busy one.
const limit = 1500

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

const long = `x=$(printf 'a%.0s' {1..3000})`

describe('^C ends', () => {
  for (const [what, command] of Object.entries({
    'a loop of nothing': 'while :; do :; done',
    'a loop of arithmetic': 'while ((1)); do ((i++)); done',
    'a loop of programs': 'while :; do /bin/true; done',
    'a loop of substitutions': 'while :; do x=$(echo $i); done',
    'a loop in a substitution': 'x=$(while :; do :; done)',
    'a loop in a subshell': '(while :; do :; done)',
    'a loop at the head of a pipeline': 'while :; do :; done | cat',
    'a flood of output': 'yes',
    'a flood that nobody reads': 'yes > /dev/null',
    'a flood into a loop': 'yes | while read x; do :; done',
    'a flood into an array': 'mapfile < <(yes)',
    'a flood without lines': 'read -N 1000000000 x < /dev/zero',
    'a device without end as a script': '. /dev/zero',
    'a device without end, encoded': 'base64 /dev/urandom > /dev/null',
    'a sort that waits for the end of a flood': 'yes | sort',
    'expressions that explode elsewhere': `${long}; while :; do [[ $x =~ ^(a*)*(a*)*b$ ]]; done`,
    'patterns that explode elsewhere': `${long}; while :; do [[ $x == *a*a*a*a*a*b ]]; done`,
    'replacing in a long text': `${long}; while :; do y=\${x//a*a/b}; done`,
    'a grep for (a+)+$': "yes aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab | grep -E '^(a+)+$'",
    'awk and sed that do not end': "awk 'BEGIN { while (1); }' | sed ':a;ba'",
    'a search through everything': 'shopt -s globstar; while :; do : /**/**; done',
    'waiting for a job': 'sleep 100 & wait',
    'waiting for a line': 'read x',
    'a menu': 'select x in a b; do :; done',
  }))
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
