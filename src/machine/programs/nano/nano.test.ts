import { expect, test } from 'vitest'
import { Terminal } from '../../boot/terminal.ts'
import { machinePrograms } from '../../machine-programs.ts'
import { TestTerminal, testKernel, type TestFile } from '../../testing/index.ts'

const home = '/home/ec2-user'

const start = async (
  command: string,
  files: Record<string, TestFile> = {},
  size = { columns: 80, rows: 24 },
) => {
  const kernel = await testKernel({
    programs: machinePrograms,
    files: { [`${home}/.bash_profile`]: "PS1='$ '\n", ...files },
  })
  const session = new Terminal(kernel, Promise.resolve(), { user: 'ec2-user', ...size })
  const terminal = new TestTerminal(session, size)
  await terminal.see(/\$$/)
  terminal.type(`${command}\r`)
  await terminal.see('^G Help')
  return { terminal, session, read: (name: string) => kernel.init.process.readText(`${home}/${name}`) }
}

const owned = (content: string): TestFile => ({ content, uid: 1000 })

test('a new file is typed, saved under its name and left', async () => {
  const { terminal, read } = await start('nano notes.txt')
  expect(terminal.text).toMatch(/GNU nano 5\.8 +notes\.txt/)
  expect(terminal.text).toContain('[ New File ]')
  terminal.type('hello\rworld')
  await terminal.see('Modified')
  terminal.type('\x0f')
  await terminal.see('File Name to Write: notes.txt')
  terminal.type('\r')
  await terminal.see('[ Wrote 2 lines ]')
  terminal.type('\x18')
  await terminal.see(/nano notes\.txt\n\$$/)
  expect(await read('notes.txt')).toBe('hello\nworld\n')
})

test('a file is changed in its middle, and ^X asks whether to save', async () => {
  const { terminal, read } = await start('nano server.js', {
    [`${home}/server.js`]: owned('const port = 3000\nlisten(port)\n'),
  })
  await terminal.see('[ Read 2 lines ]')
  terminal.type('\x1b[B\x05 // here')
  await terminal.see('listen(port) // here')
  terminal.type('\x18')
  await terminal.see('Save modified buffer?')
  terminal.type('y')
  await terminal.see('File Name to Write: server.js')
  terminal.type('\r')
  await terminal.see(/server\.js\n\$$/)
  expect(await read('server.js')).toBe('const port = 3000\nlisten(port) // here\n')
})

test('n leaves without saving, ^C stays', async () => {
  const { terminal, read } = await start('nano a', { [`${home}/a`]: owned('old\n') })
  terminal.type('new\x18')
  await terminal.see('Save modified buffer?')
  terminal.type('\x03')
  await terminal.see('[ Cancelled ]')
  terminal.type('\x18')
  await terminal.see('Save modified buffer?')
  terminal.type('n')
  await terminal.see(/nano a\n\$$/)
  expect(await read('a')).toBe('old\n')
})

test('lines are cut together and pasted elsewhere', async () => {
  const { terminal, read } = await start('nano a', { [`${home}/a`]: owned('one\ntwo\nthree\nfour\n') })
  await terminal.see('[ Read 4 lines ]')
  terminal.type('\x0b\x0b\x1b[B\x15\x13')
  await terminal.see('[ Wrote 4 lines ]')
  expect(await read('a')).toBe('three\none\ntwo\nfour\n')
})

test('undo takes typing back, and redo brings it again', async () => {
  const { terminal } = await start('nano a', { [`${home}/a`]: owned('base\n') })
  terminal.type('typed ')
  await terminal.see('typed base')
  terminal.type('\x1bu')
  await terminal.see(/^base$/m)
  terminal.type('\x1be')
  await terminal.see('typed base')
})

test('a search goes to its match and around the end', async () => {
  const { terminal } = await start('nano a', {
    [`${home}/a`]: owned(`${'x\n'.repeat(50)}needle\n${'y\n'.repeat(50)}`),
  })
  terminal.type('\x17needle\r')
  await terminal.see('needle')
  terminal.type('\x03')
  await terminal.see(/\[ line 51\/102/)
  terminal.type('\x17nothing\r')
  await terminal.see('"nothing" not found')
})

test('a file that may not be written says so when it is saved', async () => {
  const { terminal } = await start('nano /etc/hosts')
  await terminal.see("File '/etc/hosts' is unwritable")
  terminal.type('x\x13')
  await terminal.see('[ Error writing /etc/hosts: Permission denied ]')
})

test('the screen is drawn anew when the window changes', async () => {
  const { terminal, session } = await start(
    'nano a',
    { [`${home}/a`]: owned('hello\n') },
    { columns: 80, rows: 24 },
  )
  session.resize(60, 12)
  await terminal.see((text) =>
    text
      .split('\n')
      .slice(0, 12)
      .some((line) => line.startsWith('^G Help')),
  )
})

test('long lines scroll sideways where the cursor is', async () => {
  const { terminal } = await start('nano a', { [`${home}/a`]: owned(`${'0123456789'.repeat(12)}END\n`) })
  await terminal.see(/>$/m)
  terminal.type('\x05')
  await terminal.see(/^<.*END$/m)
})
