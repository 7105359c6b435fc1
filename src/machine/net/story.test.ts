import { expect, test } from 'vitest'
import { TestInternet, testMachine } from '../testing/index.ts'
import { addOutsideSites } from './testing/world.ts'

test('a fresh instance gets git and node, the application and its packages', async () => {
  const internet = new TestInternet()
  addOutsideSites(internet)
  const { machine, terminal } = await testMachine({ internet })
  const screen = await terminal()

  expect(await screen.run('git --version')).toBe('-bash: git: command not found')
  expect(await screen.run('dnf install git')).toBe(
    'Error: This command has to be run with superuser privileges (under the root user on most systems).',
  )
  expect(await screen.run('sudo dnf install -y git nodejs')).toMatch(/\nInstalled:\n[^]*\nComplete!$/)
  expect(await screen.run('git --version')).toMatch(/^git version 2\./)

  expect(await screen.run('git clone https://git.sandcloud.test/learn/hello-express.git')).toMatch(
    /^Cloning into 'hello-express'\.\.\.\nremote: [^]*\nReceiving objects: 100% /,
  )
  await screen.run('cd hello-express')
  expect(await screen.run('npm install')).toMatch(/\nadded 68 packages, and audited 69 packages in \d+m?s\n/)
  expect(await screen.run('ls node_modules | wc -l')).toBe('68')
  expect(await screen.run('git status -s')).toBe('?? package-lock.json')
  expect(await screen.run('curl -s checkip.amazonaws.com')).toBe('203.0.113.7')
  await machine.shutdown()
}, 60_000)
