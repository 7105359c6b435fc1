import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type RunResult,
  runProgram,
  type TestMachine,
  type TestTerminal,
  testMachine,
} from '../../testing/index.ts'
import { hashPassword, passwordFits, sha512Crypt } from './crypt.ts'

/** Something computed in a process. */
const within = async (
  work: (proc: Parameters<typeof sha512Crypt>[0]) => Promise<string>,
): Promise<string> => {
  const { stdout }: RunResult = await runProgram(async (proc) => {
    await proc.stdout.write(await work(proc))
    return 0
  })
  return stdout
}

test('SHA-512 crypt gives the answers of its specification', async () => {
  expect(await within((proc) => sha512Crypt(proc, 'Hello world!', '$6$saltstring'))).toBe(
    '$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1',
  )
  expect(
    await within((proc) => sha512Crypt(proc, 'Hello world!', '$6$rounds=10000$saltstringsaltstring')),
  ).toBe(
    '$6$rounds=10000$saltstringsaltst$OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVNSnCM/UrjmM0Dp8vOuZeHBy/YTBmSK6H9qs/y3RnOaw5v.',
  )
  const round = await within(async (proc) => {
    const hash = await hashPassword(proc, 'ünïcode')
    return `${await passwordFits(proc, 'ünïcode', hash)} ${await passwordFits(proc, 'unicode', hash)}`
  })
  expect(round).toBe('true false')
})

test('last tells a machine that was shut down from one that lost its power', async () => {
  const first = await testMachine()
  await first.terminal()
  await first.machine.shutdown()
  const second = await testMachine({ root: first.root })
  const screen = await second.terminal()
  expect(await screen.run('last -x')).toMatch(
    /\nreboot .*still running\nshutdown system down  .* - \d\d:\d\d  \(00:00\)\nec2-user pts\/0 .* - down   \(00:00\)\nreboot .* - \d\d:\d\d  \(00:00\)/,
  )
  expect(await screen.run('last | grep -c shutdown')).toBe('0')
  await second.machine.shutdown()
})

describe('accounts on Amazon Linux', () => {
  let machine: TestMachine
  let screen: TestTerminal
  beforeAll(async () => {
    machine = await testMachine()
    screen = await machine.terminal()
  })
  afterAll(() => machine.machine.shutdown())

  test('useradd makes a user with a home and a group of its own, and knows its errors', async () => {
    expect(await screen.run('useradd bob; echo $?')).toBe(
      'useradd: Permission denied.\nuseradd: cannot lock /etc/passwd; try again later.\n1',
    )
    expect(await screen.run('sudo useradd -c "Bob B" -G wheel bob; id bob; ls -dl /home/bob')).toMatch(
      /^uid=1001\(bob\) gid=1001\(bob\) groups=1001\(bob\),10\(wheel\)\ndrwx------\. ?|^uid=1001\(bob\) gid=1001\(bob\) groups=1001\(bob\),10\(wheel\)\ndrwx------ /,
    )
    expect(await screen.run('getent passwd bob; sudo ls -A /home/bob; sudo grep bob /etc/shadow')).toMatch(
      /^bob:x:1001:1001:Bob B:\/home\/bob:\/bin\/bash\n\.bash_logout +\.bash_profile +\.bashrc\nbob:!:\d+:0:99999:7:::$/,
    )
    expect(await screen.run('sudo useradd bob; echo $?')).toBe("useradd: user 'bob' already exists\n9")
    expect(await screen.run('sudo useradd -g nosuch carl; echo $?')).toBe(
      "useradd: group 'nosuch' does not exist\n6",
    )
    expect(await screen.run('sudo useradd -u 1000 carl; echo $?')).toBe('useradd: UID 1000 is not unique\n4')
    expect(await screen.run('stat -c "%a %U %G" /etc/passwd /etc/shadow /etc/group')).toBe(
      '644 root root\n0 root root\n644 root root',
    )
  })

  test('a password lets su and sudo through, and a wrong one does not', async () => {
    expect(await screen.run('echo bob:s3cret | sudo chpasswd; sudo passwd -S bob')).toMatch(/^bob P \d{4}-/)
    screen.type('su - bob\r')
    await screen.see(/Password: ?$/)
    screen.type('wrong\r')
    await screen.see('su: Authentication failure')
    screen.type('su - bob\r')
    await screen.see(/failure[^]*Password: ?$/)
    screen.type('s3cret\r')
    await screen.see(/\[bob@localhost ~\]\$$/)
    screen.type('sudo id -un\r')
    await screen.see(/\[sudo\] password for bob: ?$/)
    screen.type('nope\r')
    await screen.see(/Sorry, try again\.\n\[sudo\] password for bob: ?$/)
    expect(await screen.run('s3cret')).toBe('root')
    expect(await screen.run('sudo id -un')).toBe('root')
    expect(await screen.run('passwd -l root')).toContain('Only root')
    await screen.run('exit')
    expect(await screen.run('sudo usermod -L bob; sudo passwd -S bob')).toMatch(/^bob L /)
  })

  test('usermod and the group tools change what they are told to', async () => {
    expect(await screen.run('sudo groupadd dev; sudo groupadd dev; echo $?')).toBe(
      "groupadd: group 'dev' already exists\n9",
    )
    expect(
      await screen.run('sudo usermod -aG dev,adm bob; id -Gn bob; sudo gpasswd -d bob adm; id -Gn bob'),
    ).toBe('bob adm wheel dev\nRemoving user bob from group adm\nbob wheel dev')
    expect(await screen.run('sudo usermod -G nosuch bob; sudo usermod -a bob; echo $?')).toBe(
      "usermod: group 'nosuch' does not exist\nusermod: -a flag is only allowed with the -G flag\n2",
    )
    expect(await screen.run('sudo groupdel bob; sudo groupmod -n devs dev; getent group devs')).toMatch(
      /^groupdel: cannot remove the primary group of user 'bob'\ndevs:x:\d+:bob$/,
    )
    expect(await screen.run('sudo chage -E 2027-01-31 bob; sudo chage -l bob | grep Account')).toMatch(
      /: Jan 31, 2027$/,
    )
    expect(await screen.run('sudo userdel -r bob; id bob; ls /home')).toBe(
      'userdel: bob mail spool (/var/spool/mail/bob) not found\nid: ‘bob’: no such user\nec2-user',
    )
    expect(await screen.run('sudo userdel ec2-user')).toMatch(
      /^userdel: user ec2-user is currently used by process \d+$/,
    )
  })

  test('who, w and last know who is here and since when', async () => {
    expect(await screen.run('who')).toMatch(/^ec2-user +pts\/0 +\d{4}-\d\d-\d\d \d\d:\d\d$/)
    expect(await screen.run('w -h')).toMatch(/^ec2-user +pts\/0 +- /)
    expect(await screen.run('last')).toMatch(
      /^ec2-user pts\/0 .* still logged in\nreboot {3}system boot {2}6\.18\.28\S+ .* still running\n\nwtmp begins /,
    )
    expect(await screen.run('users; sudo visudo -c')).toBe(
      'ec2-user\n/etc/sudoers: parsed OK\n/etc/sudoers.d/90-cloud-init-users: parsed OK',
    )
  })
})

test('Debian’s adduser asks, and deluser tidies up', async () => {
  const machine = await testMachine({ image: 'ubuntu-24.04' })
  const screen = await machine.terminal('ubuntu')
  expect(await screen.run('adduser bob')).toBe('fatal: Only root may add a user or group to the system.')
  screen.type('sudo adduser bob\r')
  await screen.see(/info: Copying files from `\/etc\/skel' \.\.\.\nNew password: ?$/)
  screen.type('s3cret\r')
  await screen.see(/Retype new password: ?$/)
  screen.type('s3cret\r')
  await screen.see(
    /passwd: password updated successfully\nChanging the user information for bob\n[^]*Full Name \[\]: ?$/,
  )
  screen.type('Bob B\r')
  for (const field of ['Room Number', 'Work Phone', 'Home Phone', 'Other']) {
    await screen.see(new RegExp(`${field} \\[\\]: ?$`))
    screen.type('\r')
  }
  await screen.see(/Is the information correct\? \[Y\/n\] ?$/)
  await screen.run('y')
  expect(await screen.run('getent passwd bob; sudo adduser bob sudo; id -Gn bob')).toBe(
    "bob:x:1001:1001:Bob B,,,:/home/bob:/bin/bash\ninfo: Adding user `bob' to group `sudo' ...\nDone.\nbob sudo",
  )
  expect(await screen.run('sudo useradd carl; ls /home; getent passwd carl')).toBe(
    'bob  ubuntu\ncarl:x:1002:1002::/home/carl:/bin/sh',
  )
  expect(await screen.run('sudo deluser --remove-home bob; ls /home')).toMatch(
    /info: Removing user `bob' \.\.\.\nDone\.\nubuntu$/,
  )
  await machine.machine.shutdown()
})
