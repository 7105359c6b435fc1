import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestInternet, type TestTerminal, testMachine } from '../../../testing/index.ts'
import {
  type AdministeredMachine,
  administeredMachine,
} from '../../../system/testing/administered-machine.ts'

const address = '172.31.44.70'

let on: AdministeredMachine
let screen: TestTerminal
let end: () => Promise<unknown>

beforeAll(async () => {
  const internet = new TestInternet()
  on = await administeredMachine({ image: 'ubuntu-24.04', internet, address })
  const laptop = await testMachine({ image: 'laptop', internet, address: '10.0.0.2' })
  screen = await laptop.terminal()
  end = () => Promise.all([on.machine.shutdown(), laptop.machine.shutdown()])
  await on.run('sudo useradd -m -s /bin/bash carl; echo carl:pw1 | sudo chpasswd; sudo useradd -m dora')
  await screen.run('mkdir -m 700 .ssh; ssh-keygen -q -t ed25519 -N "" -f .ssh/id_ed25519')
})
afterAll(() => end())

const file = '/etc/ssh/sshd_config.d/10-test.conf'

/** Says something of its own to sshd, and lets it begin again. */
const configure = async (text: string): Promise<string> => {
  await on.put(file, text)
  // Without it, systemd would not let it be started so often.
  await on.run('sudo systemctl reset-failed ssh')
  return on.run('sudo systemctl restart ssh; echo $?')
}
const ssh = (options: string, command = 'whoami'): Promise<string> =>
  screen.run(
    `ssh -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null ${options} '${command}' 2> /dev/null`,
  )

/** Types passwords where they are asked for. */
async function typed(command: string, ...passwords: string[]): Promise<string> {
  const before = screen.text.length
  screen.type(`${command}\r`)
  for (const [index, password] of passwords.entries()) {
    await screen.see((text) => text.slice(before).split("'s password:").length === index + 2)
    screen.type(`${password}\r`)
  }
  await screen.see((text) => text.slice(before + 2).endsWith('$'))
  return screen.text.slice(before)
}

test('a password opens the door when sshd is told to ask for one, and a key can then be left there', async () => {
  const plain = `ssh -o StrictHostKeyChecking=no carl@${address}`
  expect(await screen.run(plain)).toMatch(/carl@172\.31\.44\.70: Permission denied \(publickey\)\.$/)
  // The image's drop-in comes before the main file, and the first word counts.
  await on.run("sudo sed -i 's/^#PasswordAuthentication.*/PasswordAuthentication yes/' /etc/ssh/sshd_config")
  expect(await on.run('sudo sshd -T | grep passwordauth')).toBe('passwordauthentication no')
  expect(await configure('PasswordAuthentication yes\n')).toBe('0')
  expect(await on.run('sudo sshd -T | grep passwordauth')).toBe('passwordauthentication yes')

  const refused = await typed(`${plain} id`, 'no', 'never', 'nothing')
  expect(refused.match(/Permission denied, please try again\./g)).toHaveLength(2)
  expect(refused).toContain(`carl@${address}: Permission denied (publickey,password).`)
  expect(refused).not.toContain('never')
  expect(await typed(`ssh-copy-id carl@${address}`, 'pw1')).toContain('Number of key(s) added: 1')
  expect(await screen.run(`${plain} whoami`)).toBe('carl')
  expect(await ssh(`-o BatchMode=yes dora@${address}`)).toBe('')
  const log = await on.run('sudo grep -E "sshd.*carl" /var/log/auth.log')
  expect(log).toMatch(/Failed password for carl from 10\.0\.0\.2 port \d+ ssh2/)
  expect(log).toMatch(/Accepted password for carl from 10\.0\.0\.2 port \d+ ssh2/)
  expect(log).toMatch(/Accepted publickey for carl from 10\.0\.0\.2 port \d+ ssh2: ED25519 SHA256:/)
})

test('sshd listens where it is told, and stays down with what it cannot read', async () => {
  expect(await configure('Port 2222\nPort 22\n')).toBe('0')
  expect(await ssh(`-p 2222 carl@${address}`)).toBe('carl')
  expect(await ssh(`carl@${address}`)).toBe('carl')
  expect(await on.run("ss -Htln | awk '{print $4}' | sort")).toBe('0.0.0.0:22\n0.0.0.0:2222')

  const job = 'Job for ssh.service failed because the control process exited with error code.'
  expect(await configure('PermitRotLogin no\n')).toContain(job)
  expect(await on.run('sudo sshd -t; echo $?')).toBe(
    `${file}: line 1: Bad configuration option: PermitRotLogin\n/etc/ssh/sshd_config: terminating, 1 bad configuration options\n255`,
  )
  expect(await ssh(`carl@${address}`, 'whoami; echo $?')).toBe('')
  await on.put(file, 'Port ssh\n')
  expect(await on.run('sudo sshd -t')).toBe(`${file} line 1: Badly formatted port number.`)
  await on.put(file, 'X11Forwarding maybe\n')
  expect(await on.run('sudo sshd -t')).toBe(`${file} line 1: unsupported option "maybe".`)
})

test('who is let in is a matter of names, groups, places and Match', async () => {
  expect(await configure('AllowUsers ubuntu\n')).toBe('0')
  expect(await ssh(`carl@${address}`)).toBe('')
  expect(await on.run('sudo tail -1 /var/log/auth.log')).not.toContain('Accepted')
  expect(await on.run('sudo cat /var/log/auth.log | grep -c "carl.*not listed in AllowUsers"')).toBe('1') // prettier-ignore
  for (const [text, shown] of [
    ['AllowUsers ubuntu carl@10.0.0.0/8\n', 'carl'],
    ['AllowUsers carl@192.168.*\n', ''],
    ['DenyGroups carl\n', ''],
    ['PubkeyAuthentication no\n', ''],
    ['Match User carl\n  ForceCommand echo forced\nMatch all\n', 'forced'],
    ['Match User dora\n  PubkeyAuthentication no\nMatch all\n', 'carl'],
  ] as const) {
    await configure(text)
    expect([text, await ssh(`carl@${address}`)]).toEqual([text, shown])
  }
  await on.put('/etc/issue.net', 'Beware.\n')
  await configure('Banner /etc/issue.net\n')
  expect(await screen.run(`ssh carl@${address} whoami`)).toBe('Beware.\ncarl')
})

test('a key may be bound to a command, a place and a time', async () => {
  await configure('')
  const bind = (options: string): Promise<string> =>
    on.run(`sudo sed -i 's|^.*ssh-ed|${options}ssh-ed|' /home/carl/.ssh/authorized_keys`)
  for (const [options, shown] of [
    ['command="echo only $SSH_ORIGINAL_COMMAND" ', 'only whoami'],
    ['from="10.0.0.0/8,!10.0.0.3" ', 'carl'],
    ['from="10.0.0.0/8,!10.0.0.2" ', ''],
    ['expiry-time="20200101" ', ''],
    ['expiry-time="21000101" ', 'carl'],
  ] as const) {
    await bind(options)
    expect([options, await ssh(`carl@${address}`)]).toEqual([options, shown])
  }
  await on.run('sudo chmod 777 /home/carl')
  expect(await ssh(`carl@${address}`)).toBe('')
  await configure('StrictModes no\n')
  expect(await ssh(`carl@${address}`)).toBe('carl')
})
