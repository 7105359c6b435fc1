import { beforeAll, expect, test } from 'vitest'
import type { IsolateProvider } from '../isolate.ts'
import { binaryFor } from '../kernel/binary-format.ts'
import { builtNodeIsolates } from '../testing/node-runtime.ts'
import { testMachine } from '../testing/test-machine.ts'
import type { TestTerminal } from '../testing/test-terminal.ts'

let isolates: IsolateProvider
beforeAll(() => {
  isolates = builtNodeIsolates()
}, 60_000)

/** A terminal of a booted Amazon Linux with node on it. */
async function terminal(files: Record<string, string> = {}): Promise<TestTerminal> {
  const { machine, terminal } = await testMachine({ hardware: { isolates } })
  await machine.writeFile('/usr/bin/node', binaryFor('node'), { mode: 0o755, owner: 'root' })
  for (const [name, text] of Object.entries(files)) {
    const bytes = new TextEncoder().encode(text)
    await machine.writeFile(`/home/ec2-user/${name}`, bytes, { mode: 0o644, owner: 'ec2-user' })
  }
  return terminal()
}

test('a server runs in the foreground until ^C, and the shell sees 130', async () => {
  const screen = await terminal({
    'server.js':
      'require("http").createServer((q, r) => r.end("hi\\n")).listen(3000, () => console.log("up"))',
  })
  screen.type('node server.js &\r')
  await screen.see(/ up$/)
  screen.type('curl -s localhost:3000; fg\r')
  await screen.see(/\nhi\nnode server.js/)
  screen.type('\u0003')
  await screen.see(/\^C\n.*\$$/)
  screen.type('echo "status $?"; curl localhost:3000\r')
  await screen.see(/status 130\n[^]*(?:refused|Could not connect|Failed to connect)/i)
})

test('on a terminal, programs see its size and colours; in a pipe they do not', async () => {
  const screen = await terminal()
  screen.type(`node -p '[process.stdout.isTTY, process.stdout.columns, process.stdin.isTTY]'\r`)
  await screen.see('[ true, 100, true ]')
  expect(screen.raw).toContain('\u001b[33mtrue\u001b[39m')
  screen.type(`node -p '[process.stdout.isTTY]' | cat\r`)
  await screen.see('[ undefined ]')
})

test('the REPL keeps what it is told, edits its line, and leaves at ^D', async () => {
  const screen = await terminal()
  screen.type('node\r')
  await screen.see(/Welcome to Node.js v24.21.0.\n.*\n>$/)
  screen.type('const answer = 4\u007f41 + 1\r')
  await screen.see(/\nundefined\n>$/)
  screen.type('answer\r')
  await screen.see(/\n42\n>$/)
  screen.type('\u0004')
  await screen.see(/\$$/)
  screen.type('echo back\r')
  await screen.see(/\nback\n/)
})
