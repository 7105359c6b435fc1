import { beforeAll, expect, test } from 'vitest'
import { TestInternet, type TestMachine, type TestTerminal, testMachine } from '../../testing/index.ts'

const address = '198.51.100.20'
let internet: TestInternet
let server: TestMachine
let terminal: TestTerminal

/** A laptop and an Amazon Linux machine that have booted, and a key that opens the one from the other. */
beforeAll(async () => {
  internet = new TestInternet()
  internet.names.set('web', [address])
  server = await testMachine({ internet, address })
  const laptop = await testMachine({
    image: 'laptop',
    internet,
    address: '203.0.113.7',
    hardware: { kind: 'laptop' },
  })
  terminal = await laptop.terminal('learner')
  await terminal.run(
    "ssh-keygen -q -t ed25519 -N '' -f first.pem && ssh-keygen -q -t ed25519 -N '' -f ~/.ssh/id_ed25519",
  )
  const key = await laptop.machine.readFile('/home/learner/first.pem.pub')
  await server.machine.asUser('ec2-user', async (files) => {
    await files.mkdir('.ssh', 0o700)
    const fd = await files.open('.ssh/authorized_keys', { write: true, create: true }, 0o600)
    await files.write(fd, key)
    await files.close(fd)
  })
}, 60_000)

test('an agent started by eval signs for ssh, ssh-copy-id adds a key by its help, and not twice', async () => {
  expect(await terminal.run('eval "$(ssh-agent -s)"')).toMatch(/Agent pid \d+/)
  expect(await terminal.run('ssh-add first.pem')).toContain('Identity added: first.pem')
  expect(await terminal.run(`ssh -o StrictHostKeyChecking=no ec2-user@${address} whoami`)).toContain(
    'ec2-user',
  )
  const copy = `ssh-copy-id ec2-user@${address}`
  expect(await terminal.run(copy)).toContain('Number of key(s) added: 1')
  expect(await terminal.run(copy)).toContain('All keys were skipped because they already exist')
  expect(await terminal.run('eval "$(ssh-agent -k)"')).toMatch(/Agent pid \d+ killed/)
  expect(await terminal.run(`ssh ec2-user@${address} 'wc -l < .ssh/authorized_keys'`)).toContain('2')
})

test('wildcards of scp are the far shell’s', async () => {
  await terminal.run(`ssh ec2-user@${address} 'echo 1 > a.log; echo 2 > b.log; echo 3 > "c d.txt"'`)
  await terminal.run(`scp -q "ec2-user@${address}:*.log" "ec2-user@${address}:c d.txt" .`)
  expect(await terminal.run('cat a.log b.log "c d.txt"')).toContain('1\n2\n3')
})

test('rsync brings a project there, again only what changed, and fetches it back', async () => {
  await terminal.run('mkdir -p project/src && echo one > project/src/a && echo two > project/b')
  expect(await terminal.run(`rsync -avz -e "ssh -i first.pem" project ec2-user@${address}:`)).toContain(
    'project/src/a',
  )
  await terminal.run('echo three > project/b')
  const again = await terminal.run(`rsync -av --delete project/ ec2-user@${address}:project/`)
  expect(again).toContain('sending incremental file list\nb\n')
  expect(await terminal.run(`ssh ec2-user@${address} cat project/b project/src/a`)).toContain('three\none')
  expect(await terminal.run(`rsync -av ec2-user@${address}:project/src back`)).toContain(
    'receiving incremental file list',
  )
  expect(await terminal.run('cat back/src/a')).toContain('one')
  expect(await terminal.run('rsync -a project nobody@198.51.100.20:')).toContain(
    'rsync error: unexplained error (code 255)',
  )
})

test('sftp looks round, brings files and folders there and back, and says what it cannot', async () => {
  terminal.type(`sftp ec2-user@${address}\r`)
  await terminal.see(/Connected to 198\.51\.100\.20\.\nsftp>$/)
  const ask = (line: string) => terminal.run(line, /sftp> $/)
  expect(await ask('pwd')).toContain('Remote working directory: /home/ec2-user')
  expect(await ask('put -r project shared')).toContain('Uploading project to /home/ec2-user/shared')
  expect(await ask('ls -l shared')).toMatch(/-rw-r--r-- +1 1000 +1000 +6 \w{3} +\d+ \d\d:\d\d b/)
  expect(await ask('get shared/b fetched')).toContain('Fetching /home/ec2-user/shared/b to fetched')
  expect(await ask('get nothing')).toContain('File "/home/ec2-user/nothing" not found.')
  expect(await ask('put fetched /etc/passwd')).toContain('Permission denied')
  expect(await ask('dance')).toContain('Invalid command.')
  expect(await terminal.run('bye')).toBe('')
  expect(await terminal.run('cat fetched')).toContain('three')
})

test('the network is seen from inside the machine', async () => {
  const far = (command: string) => terminal.run(`ssh ec2-user@${address} '${command}'`)
  expect(await far('ss -tln')).toMatch(/LISTEN +0 +\d+ +0\.0\.0\.0:22 +0\.0\.0\.0:\*/)
  expect(await far('ip -br -4 addr')).toContain(`ens5             UP             ${address}/20`)
  expect(await far('exec 3<>/dev/tcp/127.0.0.1/22; read -u 3 banner; echo $banner')).toContain(
    'SSH-2.0-OpenSSH',
  )
  expect(await terminal.run('ping -c 1 web')).toContain('1 packets transmitted, 1 received, 0% packet loss')
})

test('a session hears that its machine was switched off', async () => {
  terminal.type(`ssh ec2-user@${address}\r`)
  await terminal.see(/\[ec2-user@\S+ ~\]\$ ?$/)
  server.machine.powerOff()
  await terminal.see(
    /Connection to 198\.51\.100\.20 closed by remote host\.\nConnection to 198\.51\.100\.20 closed\.|client_loop: send disconnect/,
  )
})
