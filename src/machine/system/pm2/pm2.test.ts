import { afterAll, beforeAll, expect, test } from 'vitest'
import { outsideSites } from '../../net/index.ts'
import { testAssets } from '../../net/testing/assets.ts'
import { TestInternet } from '../../testing/index.ts'
import { builtNodeIsolates } from '../../testing/node-runtime.ts'
import { type AdministeredMachine, administeredMachine } from '../testing/administered-machine.ts'

/** An internet with the package registries on it. */
function internetWithSites(): TestInternet {
  const internet = new TestInternet()
  let host = 10
  for (const [name, site] of Object.entries(outsideSites(testAssets))) {
    const address = `198.51.100.${host++}`
    internet.names.set(name, [address])
    internet.serve(address, (stream) => void site(stream, { clientAddress: '203.0.113.25' }))
  }
  return internet
}

const server = `console.log('started ' + process.env.COLOR)
require('node:http').createServer((request, answer) => answer.end('pid ' + process.pid)).listen(3000)
`

let on: AdministeredMachine
const boot = (options = {}): Promise<AdministeredMachine> =>
  administeredMachine({
    internet: internetWithSites(),
    hardware: { isolates: builtNodeIsolates() },
    ...options,
  })

const answer = async (): Promise<string> => {
  await on.run('until curl -s localhost:3000 > /dev/null; do sleep 0.05; done')
  return on.run('curl -s localhost:3000; echo')
}

beforeAll(async () => {
  on = await boot()
  await on.run('sudo dnf install -y -q nodejs > /dev/null 2>&1; mkdir app')
  await on.put('/home/ec2-user/app/server.js', server)
}, 60_000)
afterAll(() => on.machine.shutdown())

test('npm gives a supervisor that says what it is, and keeps a server running over a kill, a logout and a reboot', async () => {
  expect(await on.run('sudo npm install -g pm2 | grep added')).toContain('added 1 package')
  expect(await on.run('pm2 --help | head -1')).toContain(
    "Sandcloud's own supervisor in pm2's place (pm2 itself is AGPL",
  )
  const started = await on.run('cd app; COLOR=blue pm2 start server.js --name web; cd')
  expect(started).toContain(
    '[PM2] Starting /home/ec2-user/app/server.js in fork_mode (1 instance)\n[PM2] Done.',
  )
  expect(started).toMatch(/│ 0 {2}│ web {2}│ fork │ 0 │ online │/)
  const first = await answer()

  await on.run(`kill -9 ${first.replace('pid ', '')}`)
  const second = await answer()
  expect(second).not.toBe(first)
  expect(await on.run('pm2 list | grep web')).toMatch(/│ web +│ fork │ 1 │ online │/)
  expect(await on.run('pm2 logs web --nostream --lines 5')).toMatch(/web-out\.log last 5 lines:\n0\|web {4} \| started blue\n0\|web {4} \| started blue/) // prettier-ignore

  on.screen.session.close()
  const screen = await on.terminal()
  on = { ...on, screen, run: (line) => screen.run(line) }
  expect(await answer()).toBe(second)

  expect(await on.run('pm2 startup')).toContain('sudo env PATH=$PATH:/usr/bin /usr/local/lib/node_modules/pm2/bin/pm2 startup systemd -u ec2-user --hp /home/ec2-user') // prettier-ignore
  expect(await on.run('sudo env PATH=$PATH:/usr/bin /usr/local/lib/node_modules/pm2/bin/pm2 startup systemd -u ec2-user --hp /home/ec2-user')).toContain('Created symlink') // prettier-ignore
  expect(await on.run('pm2 save')).toContain('[PM2] Successfully saved in /home/ec2-user/.pm2/dump.pm2')
  await on.machine.shutdown()
  on = await boot({ root: on.root })
  await answer()
  expect(await on.run('systemctl is-active pm2-ec2-user; pm2 list | grep -c "web .* online"')).toBe(
    'active\n1',
  )
}, 90_000)

test('stop, restart and delete do what they say, and what cannot be found is said', async () => {
  expect(await on.run('pm2 stop web | grep -c stopped; curl -s localhost:3000 || echo down')).toBe('1\ndown')
  await on.run('pm2 restart web > /dev/null')
  await answer()
  expect(await on.run('pm2 delete all | grep -c web')).toBe('1')
  expect(await on.run('pm2 restart web')).toBe('[PM2][ERROR] Process or Namespace web not found')
  expect(await on.run('pm2 start none.js')).toBe('[PM2][ERROR] Script not found: /home/ec2-user/none.js')
  await on.put('/home/ec2-user/crash.sh', 'exit 1\n')
  await on.run(
    'pm2 start crash.sh --max-restarts 2 > /dev/null; until pm2 list | grep -q errored; do sleep 0.05; done',
  )
  await on.put('/home/ec2-user/app/ecosystem.config.js', "module.exports = { apps: [{ name: 'eco', script: 'server.js', cwd: '/home/ec2-user/app', env: { COLOR: 'red' } }] }\n") // prettier-ignore
  await on.run('cd app; pm2 start ecosystem.config.js > /dev/null; cd')
  await answer()
  expect(await on.run('pm2 logs eco --nostream | grep -c "started red"; pm2 kill | tail -1')).toBe('1\n[PM2] [v] PM2 Daemon Stopped') // prettier-ignore
}, 60_000)
