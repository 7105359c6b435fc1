import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveMetadata, TestInternet } from '../../../testing/index.ts'
import { type AdministeredMachine, administeredMachine } from '../../testing/administered-machine.ts'

let on: AdministeredMachine
beforeAll(async () => {
  const internet = new TestInternet()
  serveMetadata(internet, {
    'meta-data/instance-id': 'i-0aaa',
    'meta-data/local-hostname': 'ip-172-31-44-70.ec2.internal',
    'meta-data/placement/availability-zone': 'us-east-1a',
    'meta-data/public-keys/': '0=mine',
    'meta-data/public-keys/0/openssh-key': 'ssh-ed25519 AAAA mine\n',
    'meta-data/block-device-mapping/': 'root',
    'meta-data/block-device-mapping/root': '/dev/xvda',
  })
  on = await administeredMachine({ internet })
})
afterAll(() => on.machine.shutdown())

test('systemd-analyze tells how long the boot took, and which units took how long of it', async () => {
  expect(await on.run('systemd-analyze')).toMatch(
    /^Startup finished in [\d.]+s \(kernel\) \+ [\d.]+s \(userspace\) = [\d.]+s\nmulti-user\.target reached after [\d.]+m?s in userspace\.$/,
  )
  // Which of them took longest depends on how busy the real computer is.
  const blame = await on.run('systemd-analyze blame')
  expect(blame).toMatch(/^ *\d[\d.]*m?s cloud-/m)
  expect(blame).toMatch(/^ *\d[\d.]*m?s sshd\.service/m)
  expect(await on.run('systemd-analyze critical-chain')).toMatch(/\nmulti-user\.target @[\d.]+m?s\n└─/)
})

test('systemd-analyze reads what units say before systemd does', async () => {
  await on.put('/tmp/x.service', '[Service]\nType=foo\nExecStart=/nope\nBla=1\n')
  expect(await on.run('systemd-analyze verify /tmp/x.service; echo $?')).toBe(
    `/tmp/x.service:4: Unknown key name 'Bla' in section 'Service', ignoring.
/tmp/x.service:2: Failed to parse service type, ignoring: foo
x.service: Command /nope is not executable: No such file or directory
1`,
  )
  expect(await on.run("systemd-analyze calendar --iterations=2 'Mon *-*-* 03:00'")).toMatch(
    /^Original form: Mon \*-\*-\* 03:00\n Next elapse: Mon [\d-]+ 03:00:00 UTC\n {4}From now: .* left\n {2}Iteration 2: Mon /,
  )
  expect(await on.run('systemd-analyze calendar nonsense; systemd-analyze timespan 90min')).toBe(
    "Failed to parse calendar specification 'nonsense': Invalid argument\nOriginal: 90min\n      μs: 5400000000\n   Human: 1h 30min",
  )
  expect(await on.run('systemd-analyze plot')).toBe('systemd-analyze plot is not available on this machine.')
})

test('systemd-run makes a unit of a command, word for word, now or by a timer', async () => {
  expect(await on.run('systemd-run ls')).toContain('Interactive authentication required.')
  expect(await on.run(`sudo systemd-run --wait --unit=hello /bin/echo 'a  $HOME "50%h'; echo $?`)).toMatch(
    /^Running as unit: hello\.service\nFinished with result: success\nMain processes terminated with: code=exited\/status=0\nService runtime: \d+ms\n0$/,
  )
  expect(await on.run('journalctl -t echo -o cat')).toBe('a  $HOME "50%h')
  expect(
    await on.run(`sudo systemd-run -q --wait --uid=ec2-user -p Environment=A=1 sh -c 'exit $A'; echo $?`),
  ).toMatch(/status=1\n[^\n]*\n1$/)
  expect(await on.run('sudo systemd-run --on-active=1h --unit=later /bin/true')).toBe(
    'Running timer as unit: later.timer\nWill run service as unit: later.service',
  )
  expect(await on.run('systemctl list-timers --no-pager | grep -c "later.timer *later.service"')).toBe('1')
  expect(await on.run('sudo systemd-run --pty bash')).toContain('has no --pty')
})

test('the small ones answer, too', async () => {
  expect(await on.run('systemd-detect-virt')).toBe('amazon')
  expect(await on.run("systemd-escape 'a/b c'; systemd-escape -p /mnt/my-data")).toBe(
    'a-b\\x20c\nmnt-my\\x2ddata',
  )
  expect(await on.run("systemd-escape -u -p 'mnt-my\\x2ddata'; localectl | head -1")).toBe(
    '/mnt/my-data\nSystem Locale: LANG=C.UTF-8',
  )
})

test('ec2-metadata shows what the instance is', async () => {
  expect(await on.run('ec2-metadata -i -z -t; ec2-metadata --quiet -i')).toBe(
    'instance-id: i-0aaa\nplacement: us-east-1a\ninstance-type: not available\ni-0aaa',
  )
  expect(await on.run('ec2-metadata')).toContain(
    'block-device-mapping: \n         root: /dev/xvda\ninstance-id: i-0aaa',
  )
  expect(await on.run('ec2-metadata -u')).toBe(
    'public-keys: \nkeyname:mine\nindex:0\nformat:openssh-key\nkey:(begins from next line)\nssh-ed25519 AAAA mine',
  )
})

test('loginctl knows who is logged in, and ends a session with all that it started', async () => {
  const other = await on.terminal()
  await other.run('sleep 777 &')
  const shown = await on.run('loginctl')
  expect(shown).toMatch(
    /^SESSION +UID USER +SEAT TTY\n +\d+ 1000 ec2-user +pts\/0\n[^]*pts\/1\n\n2 sessions listed\.$/,
  )
  expect(await on.run('loginctl list-users')).toBe(' UID USER\n1000 ec2-user\n\n1 users listed.')
  expect(await on.run('loginctl show-session | grep -E "^(Name|TTY|Class)="')).toBe(
    'Name=ec2-user\nTTY=pts/0\nClass=user',
  )
  const id = /(\d+) 1000 ec2-user +pts\/1/.exec(shown)![1]!
  await on.run(`loginctl terminate-session ${id}`)
  await other.exited
  expect(await on.run('pgrep -f "sleep 777"; loginctl list-sessions | tail -1')).toBe('1 sessions listed.')
  expect(await on.run('loginctl terminate-session 99; loginctl enable-linger')).toMatch(
    /^Failed to terminate session: No session '99' known\nCould not enable linger: there are no user services/,
  )
})

test('resolvectl shows whom names are asked of', async () => {
  expect(await on.run('resolvectl status')).toMatch(
    /Link 2 \(ens5\)\n[^]*DNS Servers: 172\.31\.0\.2\n +DNS Domain: ec2\.internal/,
  )
  expect(await on.run('resolvectl query nowhere.example')).toBe(
    "nowhere.example: resolve call failed: 'nowhere.example' not found",
  )
  expect(await on.run('resolvectl query localhost | head -1')).toMatch(
    /^localhost: 127\.0\.0\.1 +-- link: lo$/,
  )
})
