import { expect, test } from 'vitest'
import { Terminal } from '../../boot/terminal.ts'
import { machinePrograms } from '../../machine-programs.ts'
import { runProgram, TestTerminal, testKernel } from '../../testing/index.ts'
import { corePrograms } from '../index.ts'
import { man } from './man.ts'
import { manual } from './page.ts'

const run = (...args: string[]) => runProgram(man, { argv: ['man', ...args] })

test('nearly every program of the core has a page', () => {
  const names = Object.keys(corePrograms)
  const without = names.filter((name) => !manual().has(name))
  expect(without.length, without.join(' ')).toBeLessThan(names.length / 20)
})

test('no page tells of a program that is not there', () => {
  expect([...manual().keys()].filter((name) => !machinePrograms[name])).toEqual([])
})

test('a page is written for reading', async () => {
  const { stdout } = await run('basename')
  expect(stdout).toBe(`BASENAME(1)                      User Commands                       BASENAME(1)

NAME
       basename - strip directory and suffix from file names

SYNOPSIS
       basename NAME [SUFFIX]
       basename OPTION... NAME...

OPTIONS
       -a     several names
       -s SUFFIX
              take this suffix away

EXAMPLES
       basename /var/log/messages
              prints messages

SANDCLOUD
       This page is Sandcloud's own, and tells what the program here can do in
       short.
`)
})

test('what there is not, man says as it does', async () => {
  expect(await run('nosuch')).toMatchObject({ stderr: 'No manual entry for nosuch\n', status: 16 })
  expect(await run('8', 'ls')).toMatchObject({ stderr: 'No manual entry for ls in section 8\n', status: 16 })
  expect(await run()).toMatchObject({
    stderr: "What manual page do you want?\nFor example, try 'man man'.\n",
    status: 1,
  })
  expect(await run('-k', 'nosuchword')).toMatchObject({
    stderr: 'nosuchword: nothing appropriate.\n',
    status: 16,
  })
})

test('pages are found by a word, and told in a line', async () => {
  expect((await run('-k', 'calendar')).stdout).toBe('cal (1)              - show a calendar\n')
  expect((await run('-f', 'ls')).stdout).toBe('ls (1)               - list directory contents\n')
})

test('on a terminal, man turns pages', async () => {
  const kernel = await testKernel({
    programs: machinePrograms,
    files: { '/home/ec2-user/.bash_profile': "PS1='$ '\n" },
  })
  const size = { columns: 80, rows: 24 }
  const session = new Terminal(kernel, Promise.resolve(), { user: 'ec2-user', ...size })
  const terminal = new TestTerminal(session, size)
  await terminal.see(/\$$/)
  terminal.type('man tar\r')
  await terminal.see('Manual page tar(1)')
  terminal.type('q')
  await terminal.see(/man tar\n\$$/)
})
