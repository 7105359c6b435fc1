import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Terminal } from '../../boot/terminal.ts'
import { machinePrograms } from '../../machine-programs.ts'
import { TestTerminal, testKernel, type TestFile } from '../../testing/index.ts'
// @ts-expect-error the recorder's half is plain JavaScript, so that Node runs it as it is
import { cases } from './testing/cases.mjs'

const home = '/home/ec2-user'
const size = { columns: 80, rows: 24 }

const start = async (command: string, files: Record<string, TestFile> = {}) => {
  const kernel = await testKernel({
    programs: machinePrograms,
    files: { [`${home}/.bash_profile`]: "PS1='$ '\n", ...files },
  })
  const session = new Terminal(kernel, Promise.resolve(), { user: 'ec2-user', ...size })
  const terminal = new TestTerminal(session, size)
  await terminal.see(/\$$/)
  terminal.type(`${command}\r`)
  return {
    terminal,
    session,
    kernel,
    read: (name: string) => kernel.init.process.readText(`${home}/${name}`),
  }
}

const owned = (content: string, mode = 0o644): TestFile => ({ content, uid: 1000, mode })

interface Recorded {
  screen: string[]
}

const screens = JSON.parse(readFileSync(new URL('testing/screens.json', import.meta.url), 'utf8')) as Record<
  string,
  Recorded
>

/** Times go on; how lines were wrapped does not matter. */
const steady = (text: string): string =>
  text
    .replace(/\d+ seconds? ago/, 'N seconds ago')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd()

describe('screens are those of the real vim', () => {
  for (const [name, { text, keys, view }] of Object.entries(
    cases as Record<string, { text?: string; keys: string; view?: boolean }>,
  ))
    test(name, async () => {
      const files: Record<string, TestFile> =
        text === undefined ? {} : { [`${home}/f`]: owned(text, view ? 0o444 : 0o644) }
      const { terminal } = await start(`${view ? 'view' : 'vi'} f`, files)
      await terminal.see('"f"')
      const wanted = steady(screens[name]!.screen.join('\n'))
      // An Escape that came with more keys could be the beginning of an arrow.
      for (const part of keys.split(/(?<=\x1b)/)) {
        terminal.type(part)
        await new Promise((resolve) => setTimeout(resolve))
      }
      await terminal
        .see((shown) => steady(shown) === wanted)
        .catch(() => {
          expect(steady(terminal.text)).toBe(wanted)
        })
    })
})

test('a file is changed, written and left', async () => {
  const { terminal, read } = await start('vi notes', { [`${home}/notes`]: owned('one\ntwo\n') })
  await terminal.see('"notes" 2L, 8B')
  terminal.type('dwahello\x1b')
  await terminal.see(/^hello$/m)
  terminal.type(':wq\r')
  await terminal.see(/vi notes\n\$$/)
  expect(await read('notes')).toBe('hello\ntwo\n')
})

test('the name of a new editor is asked for, and :w gives it one', async () => {
  const { terminal, read } = await start('vim')
  await terminal.see(/~ +VI - Sandcloud/)
  terminal.type('itext\x1b')
  await terminal.see(/^text$/m)
  terminal.type(':w\r')
  await terminal.see('E32: No file name')
  terminal.type(':w here\r')
  await terminal.see('"here" [New] 1L, 5B written')
  terminal.type('ZZ')
  await terminal.see(/vim\n\$$/)
  expect(await read('here')).toBe('text\n')
})

test('a file of somebody else is read-only, and cannot be written', async () => {
  const { terminal } = await start('vi /etc/hosts')
  await terminal.see('"/etc/hosts" [readonly] 1L')
  terminal.type('x')
  await terminal.see('W10: Warning: Changing a readonly file')
  terminal.type(':w\r')
  await terminal.see("E45: 'readonly' option is set (add ! to override)")
  terminal.type(':w!\r')
  await terminal.see("E212: Can't open file for writing")
  terminal.type(':q\r')
  await terminal.see('E37: No write since last change (add ! to override)')
  terminal.type(':q!\r')
  await terminal.see(/hosts\n\$$/)
})

test('^Z puts it aside, and fg brings it back as it was', async () => {
  const { terminal } = await start('vi f', { [`${home}/f`]: owned('text\n') })
  await terminal.see('"f" 1L')
  terminal.type('rT\x1a')
  await terminal.see(/Stopped +vi f/)
  terminal.type('fg\r')
  await terminal.see(/^Text$/m)
  terminal.type(':wq\r')
  await terminal.see(/\$$/)
})

test('commands run, filter lines and give what they say', async () => {
  const { terminal, read } = await start('vi f', { [`${home}/f`]: owned('b\na\nc\n') })
  await terminal.see('"f" 3L')
  terminal.type(':%!sort\r')
  await terminal.see(/^a\nb\nc/m)
  terminal.type(':r !echo from the shell\r')
  await terminal.see('from the shell')
  terminal.type(':!echo visible\r')
  await terminal.see(/visible\n+Press ENTER/)
  terminal.type('\r')
  await terminal.see(/^a\nfrom the shell/m)
  terminal.type(':x\r')
  await terminal.see(/\$$/)
  expect(await read('f')).toBe('a\nfrom the shell\nb\nc\n')
})

test('the window may change its size', async () => {
  const { terminal, session } = await start('vi f', { [`${home}/f`]: owned('x\n'.repeat(50)) })
  await terminal.see('"f" 50L')
  session.resize(60, 10)
  await terminal.see(/Top/)
  terminal.type('G')
  await terminal.see('50,1')
})

test('a file of ten megabytes is opened, searched and changed', async () => {
  const line = `${'word '.repeat(20)}\n`
  const { terminal, read } = await start('vi big', {
    [`${home}/big`]: owned(`${line.repeat(100_000)}needle in the hay\n`),
  })
  await terminal.see('"big" 100001L')
  terminal.type('/needle\r')
  await terminal.see('needle in the hay')
  terminal.type(':%s/word/W/g\r')
  await terminal.see('2000000 substitutions on 100000 lines')
  terminal.type('uG:w\r')
  await terminal.see('written')
  expect((await read('big')).length).toBe(line.length * 100_000 + 18)
})

test('a pattern that explodes elsewhere does no harm', async () => {
  const { terminal } = await start('vi f', { [`${home}/f`]: owned(`${'a'.repeat(30)}!\n`) })
  await terminal.see('"f" 1L')
  terminal.type('/\\v^(a+)+$\r')
  await terminal.see('E486: Pattern not found')
})

test('settings of one’s own are read', async () => {
  const { terminal } = await start('vi f', {
    [`${home}/f`]: owned('text\n'),
    [`${home}/.vimrc`]: owned('" mine\nset number\nset sw=2\n'),
  })
  await terminal.see('  1 text')
})
