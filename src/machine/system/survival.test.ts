import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Isolate, IsolateProvider } from '../isolate.ts'
import { TestInternet } from '../testing/index.ts'
import { builtNodeIsolates } from '../testing/node-runtime.ts'
import { type AdministeredMachine, administeredMachine } from './testing/administered-machine.ts'

/** A server as a learner writes it, without any package. */
const server = `const http = require('node:http')
http.createServer((request, answer) => answer.end('hello from ' + process.pid + ' as ' + process.env.USER)).listen(3000, () => console.log('listening'))
`

const unit = `[Unit]
Description=Node app
After=network-online.target

[Service]
User=ec2-user
WorkingDirectory=/home/ec2-user/app
ExecStart=/usr/bin/node server.js
Restart=always
RestartSec=10ms

[Install]
WantedBy=multi-user.target
`

/** Sandboxes of a page that can be closed. */
function closablePage(): IsolateProvider & { close(): void } {
  const provider = builtNodeIsolates()
  const lent = new Set<{ isolate: Isolate; lose: () => void }>()
  return {
    async create(program) {
      const isolate = await provider.create(program)
      let lose: () => void = () => undefined
      const lost = new Promise<'lender-gone'>((resolve) => {
        lose = () => resolve('lender-gone')
      })
      lent.add({ isolate, lose })
      return { ...isolate, gone: Promise.race([isolate.gone, lost]) }
    },
    close() {
      for (const { isolate, lose } of lent) {
        lose()
        isolate.terminate()
      }
      lent.clear()
    },
  }
}

const page = closablePage()
let on: AdministeredMachine
const boot = (options = {}): Promise<AdministeredMachine> =>
  administeredMachine({ internet: new TestInternet(), hardware: { isolates: page }, ...options })

const answer = async (): Promise<string> => {
  await on.run('until curl -s localhost:3000 > /dev/null; do sleep 0.05; done')
  return on.run('curl -s localhost:3000; echo')
}

beforeAll(async () => {
  on = await boot()
  await on.run('sudo mkdir -p app; mkdir -p app; sudo chown ec2-user app')
  await on.put('/home/ec2-user/app/server.js', server)
  const { binaryFor } = await import('../kernel/binary-format.ts')
  await on.put('/usr/bin/node', new TextDecoder().decode(binaryFor('node')), 0o755)
  await on.put('/etc/systemd/system/app.service', unit)
}, 60_000)
afterAll(() => on.machine.shutdown())

test('a Node server as a unit outlives the login, the page that ran it, a kill and a reboot', async () => {
  await on.run('sudo systemctl enable --now app')
  const first = await answer()
  expect(first).toMatch(/^hello from \d+ as ec2-user$/)

  on.screen.session.close()
  const screen = await on.terminal()
  on = { ...on, screen, run: (line) => screen.run(line) }
  expect(await answer()).toBe(first)
  expect(await on.run('journalctl -u app -o cat --no-pager | tail -1')).toBe('listening')

  page.close()
  await on.run('until [ "$(systemctl show -p NRestarts --value app)" = 1 ]; do sleep 0.02; done')
  const second = await answer()
  expect(second).not.toBe(first)
  expect(await on.run('journalctl -u app -o cat --no-pager | grep killed')).toBe('app.service: Main process exited, code=killed, status=9/KILL') // prettier-ignore

  await on.machine.shutdown()
  on = await boot({ root: on.root })
  expect(await answer()).toMatch(/^hello from \d+ as ec2-user$/)
  expect(await on.run('systemctl is-active app')).toBe('active')
}, 60_000)

test('what was started with nohup, disowned or left behind by a subshell outlives the login', async () => {
  await on.run('nohup sleep 1111 > /dev/null 2>&1 &')
  // Until then it is a shell that nohup has yet to be run in.
  await on.run('until pgrep -f "^sleep 1111" > /dev/null; do sleep 0.02; done')
  await on.run('sleep 4444 &')
  await on.run('(sleep 2222 &) ; sleep 3333 & disown')
  on.screen.session.close()
  const screen = await on.terminal()
  on = { ...on, screen, run: (line) => screen.run(line) }
  expect(await on.run('pgrep -fa "sleep [0-9]{4}" | cut -d" " -f2- | sort')).toBe(
    'sleep 1111\nsleep 2222\nsleep 3333',
  )
})
