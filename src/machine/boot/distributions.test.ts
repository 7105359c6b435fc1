import { describe, expect, test } from 'vitest'
import type { ImageName } from '../images/build-image.ts'
import { generateHostKey } from '../net/index.ts'
import { serveMetadata, TestInternet, testMachine } from '../testing/index.ts'

const address = '172.31.44.70'

/** An instance of an image and a laptop that has its key. */
async function logIn(image: ImageName, user: string) {
  const internet = new TestInternet()
  const key = generateHostKey((length) => crypto.getRandomValues(new Uint8Array(length)), 'my-key')
  serveMetadata(internet, {
    'meta-data/instance-id': 'i-0aaa',
    'meta-data/local-hostname': 'ip-172-31-44-70.ec2.internal',
    'meta-data/public-keys/0/openssh-key': key.publicKey,
  })
  const instance = await testMachine({ image, internet, address })
  const laptop = await testMachine({ image: 'laptop', internet, address: '10.0.0.2' })
  const pem = new TextEncoder().encode(key.privateKey)
  await laptop.machine.writeFile('/home/learner/key.pem', pem, { mode: 0o400, owner: 'learner' })
  const screen = await laptop.terminal()
  const ssh = (name: string): string => `ssh -o StrictHostKeyChecking=no -i key.pem ${name}@${address}`
  return {
    instance,
    screen,
    ssh,
    enter: async () => {
      screen.type(`${ssh(user)}\r`)
      await screen.see(new RegExp(`${user}@ip-172-31-44-70:~\\$$`))
    },
    end: () => Promise.all([instance.machine.shutdown(), laptop.machine.shutdown()]),
  }
}

describe.each([
  ['ubuntu-22.04', '22.04.5', 'jammy', '6.8.0-1044-aws'],
  ['ubuntu-24.04', '24.04.3', 'noble', '6.14.0-1018-aws'],
] as const)('%s', (image, version, codename, kernel) => {
  test('greets as Ubuntu does, and knows itself', async () => {
    const { screen, ssh, enter, end } = await logIn(image, 'ubuntu')
    expect(await screen.run(ssh('ec2-user'))).toMatch(
      /ec2-user@172\.31\.44\.70: Permission denied \(publickey\)\.$/,
    )
    await enter()
    for (const line of [
      `Welcome to Ubuntu ${version} LTS (GNU/Linux ${kernel} x86_64)`,
      ' * Documentation:  https://help.ubuntu.com',
      'System information as of ',
      'IPv4 address for ens5: 172.31.44.70',
      'Ubuntu comes with ABSOLUTELY NO WARRANTY',
      'To run a command as administrator (user "root"), use "sudo <command>".',
    ])
      expect(screen.text).toContain(line)
    expect(screen.raw).toContain('\x1b[01;32mubuntu@ip-172-31-44-70\x1b[00m:\x1b[01;34m~\x1b[00m$ ')
    expect(await screen.run('lsb_release -sdc')).toBe(`Ubuntu ${version} LTS\n${codename}`)
    expect(await screen.run('uname -rm; sudo whoami; cat /etc/hostname')).toBe(
      `${kernel} x86_64\nroot\nip-172-31-44-70`,
    )
    expect(await screen.run('unzip')).toBe(
      "Command 'unzip' not found, but can be installed with:\nsudo apt install unzip",
    )
    expect(await screen.run('frobnicate; echo $?')).toBe('frobnicate: command not found\n127')
    expect(await screen.run('mount | grep " / "; id -Gn')).toMatch(
      /nvme0n1p1 on \/ type ext4.*\nubuntu adm .*sudo/,
    )
    expect(await screen.run('exit')).toContain('Connection to 172.31.44.70 closed.')
    const greeted = screen.text.length
    await enter()
    const second = screen.text.slice(greeted)
    expect(second).toMatch(/Last login: .* from 10\.0\.0\.2/)
    expect(second).not.toContain('WARRANTY')
    expect(second).not.toContain('To run a command as administrator')
    await end()
  })
})

test('Debian 12 greets as Debian does', async () => {
  const { screen, ssh, enter, end } = await logIn('debian-12', 'admin')
  await enter()
  expect(screen.text).toMatch(
    /\nLinux ip-172-31-44-70\S* 6\.1\.0-41-cloud-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6\.1\.158-1 \(2025-11-09\) x86_64\n\nThe programs included/,
  )
  expect(await screen.run('nosuch')).toBe('-bash: nosuch: command not found')
  expect(await screen.run('git --version')).toBe('-bash: git: command not found')
  expect(await screen.run('lsb_release -a')).toBe(
    'No LSB modules are available.\nDistributor ID: Debian\nDescription:    Debian GNU/Linux 12 (bookworm)\nRelease:        12\nCodename:       bookworm',
  )
  expect(await screen.run('sudo -n id -un; cat /etc/debian_version')).toBe('root\n12.12')
  await screen.run('exit')
  screen.type(`${ssh('root')}\r`)
  await screen.see('Please login as the user "admin" rather than the user "root".')
  await end()
})

test('an image for ARM says aarch64', async () => {
  const { machine, terminal } = await testMachine({ image: 'al2023-arm64' })
  const screen = await terminal()
  expect(await screen.run('uname -rm')).toBe('6.18.28-46.149.amzn2023.aarch64 aarch64')
  await machine.shutdown()
})

test('a shell on Amazon Linux titles the window after its place, and the laptop takes that back', async () => {
  const { screen, ssh, end } = await logIn('al2023', 'ec2-user')
  screen.type(`${ssh('ec2-user')}\r`)
  await screen.see(/\[ec2-user@ip-172-31-44-70 ~\]\$$/)
  expect(screen.raw).toContain('\x1b]0;ec2-user@ip-172-31-44-70:~\x07')
  screen.type('exit\r')
  await screen.see(/learner@laptop:~\$$/)
  expect(screen.raw.slice(screen.raw.lastIndexOf('\x1b]0;'))).toMatch(/^\x1b\]0;\x07/)
  await end()
})
