import { expect, test } from 'vitest'
import { generateHostKey } from '../net/index.ts'
import { serveMetadata, TestInternet, testMachine } from '../testing/index.ts'

const address = '172.31.44.70'

/** An instance that lets the key in, and a laptop that has it in ~/Downloads, on one internet. */
async function laptopAndInstance() {
  const internet = new TestInternet()
  const key = generateHostKey((length) => crypto.getRandomValues(new Uint8Array(length)), 'my-key')
  serveMetadata(internet, {
    'meta-data/instance-id': 'i-0aaa',
    'meta-data/local-hostname': 'ip-172-31-44-70.ec2.internal',
    'meta-data/public-keys/0/openssh-key': key.publicKey,
  })
  const instance = await testMachine({ internet, address })
  const laptop = await testMachine({ image: 'laptop', internet, address: '10.0.0.2' })
  const pem = new TextEncoder().encode(key.privateKey)
  const write = (mode: number): Promise<void> =>
    laptop.machine.writeFile('/home/learner/Downloads/my-key.pem', pem, { mode, owner: 'learner' })
  return { instance, laptop, write }
}

test('a learner logs in by ssh: not with an open key file, not as another user, then to a greeting', async () => {
  const { instance, laptop, write } = await laptopAndInstance()
  const screen = await laptop.terminal()
  const ssh = (user: string): string => `ssh -i ~/Downloads/my-key.pem ${user}@${address}`

  await write(0o644)
  screen.type(`${ssh('ec2-user')}\r`)
  await screen.see('Are you sure you want to continue connecting')
  screen.type('yes\r')
  await screen.see('WARNING: UNPROTECTED PRIVATE KEY FILE!')
  await screen.see(/Permission denied \(publickey[^)]*\)\.\nlearner@laptop:~\$$/)

  await write(0o400)
  expect(await screen.run(ssh('ubuntu'))).toContain('Permission denied (publickey')

  screen.type(`${ssh('ec2-user')}\r`)
  await screen.see('Amazon Linux 2023')
  await screen.see(/\[ec2-user@ip-172-31-44-70 ~\]\$$/)
  expect(await screen.run('echo $USER $HOME $SSH_TTY')).toBe('ec2-user /home/ec2-user /dev/pts/0')
  expect(await screen.run('exit')).toBe(`logout\nConnection to ${address} closed.`)

  screen.type(`${ssh('ec2-user')}\r`)
  await screen.see(/Last login: .* from 10\.0\.0\.2/)
  await instance.machine.shutdown()
  await screen.see(/closed by remote host\.\nConnection to 172\.31\.44\.70 closed\.\nlearner@laptop:~\$$/)
  expect(await screen.run(ssh('ec2-user'))).toMatch(/No route to host|Connection refused/)
  await laptop.machine.shutdown()
})

test('one command runs without a terminal, and its status comes back', async () => {
  const { instance, laptop, write } = await laptopAndInstance()
  await write(0o400)
  const screen = await laptop.terminal()
  const options = '-o StrictHostKeyChecking=no -i ~/Downloads/my-key.pem'
  const output = await screen.run(
    `ssh ${options} ec2-user@${address} 'echo out; echo err >&2; exit 3'; echo $?`,
  )
  expect(output.split('\n').slice(-3).toSorted()).toEqual(['3', 'err', 'out'])
  await Promise.all([instance.machine.shutdown(), laptop.machine.shutdown()])
})
