import { describe, expect, test } from 'vitest'
import { Terminal } from '../../boot/terminal.ts'
import { machinePrograms } from '../../machine-programs.ts'
import { runProgram, TestTerminal, testKernel } from '../../testing/index.ts'
import { less } from './less.ts'

const home = '/home/ec2-user'
const numbers = (count: number): string => Array.from({ length: count }, (_, i) => `${i + 1}\n`).join('')
const colored = `${'plain '.repeat(5)}\x1b[31mred words that are wrapped\x1b[m end\n`

/** A person in front of less, on a screen of 40 columns and 6 rows. */
const start = async (command: string) => {
  const size = { columns: 40, rows: 6 }
  const kernel = await testKernel({
    programs: machinePrograms,
    files: {
      [`${home}/.bash_profile`]: "PS1='$ '\n",
      [`${home}/hundred`]: numbers(100),
      [`${home}/few`]: 'ab\ncd\n\n\nef\n',
      [`${home}/wide`]: `ab\tcdefghijklmnopqrstuvwxyz0123456789 ABCDEF\nx\n`,
      [`${home}/colors`]: colored,
    },
  })
  const session = new Terminal(kernel, Promise.resolve(), { user: 'ec2-user', ...size })
  const terminal = new TestTerminal(session, size)
  await terminal.see(/\$$/)
  terminal.type(`${command}\r`)
  return terminal
}

describe('options for the text', () => {
  test('-N writes the lines’ numbers before them, and -S cuts long lines off', async () => {
    const terminal = await start('less -NS wide')
    expect(await terminal.see('wide (END)')).toContain(
      '      1 ab      cdefghijklmnopqrstuvwxy>\n      2 x\n~\n~\n~\nwide (END)',
    )
    terminal.type('\x1b[C')
    expect(await terminal.see('(END)')).toContain('      1')
    await terminal.see(/ABCDEF/)
  })

  test('-s squeezes empty lines, -x sets the tab stops, -~ marks no end', async () => {
    const squeezed = await start('less -s~ few')
    expect(await squeezed.see('few (END)')).toContain('ab\ncd\n\nef\n\nfew (END)')
    const stops = await start('less -x4 wide')
    await stops.see(/^ab {2}cdef/m)
  })

  test('-R lets colours through, also where a line is wrapped; without it they are visible', async () => {
    const raw = await start('less -R colors')
    await raw.see('colors (END)')
    expect(raw.raw).toContain('\x1b[31mred words')
    expect(raw.raw).toMatch(/\x1b\[\d;1H\x1b\[m\x1b\[31mt? ?hat|\x1b\[\d;1H\x1b\[m\x1b\[31m/)
    const plain = await start('less colors')
    await plain.see('ESC[31mred')
  })
})

describe('options for leaving', () => {
  test('-F prints what fits onto the screen, and only that', async () => {
    const terminal = await start('less -F few; echo after')
    await terminal.see(/ef\nafter/)
    terminal.type('less -F hundred\r')
    await terminal.see(/5\nhundred$/)
  })

  test('-X leaves the text on the screen', async () => {
    const terminal = await start('less -X hundred; echo after')
    await terminal.see(/5\nhundred$/)
    terminal.type('q')
    await terminal.see(/5\nafter/)
  })

  test('-e leaves when one goes on from the end, -E when the end is shown', async () => {
    const second = await start('less -e hundred; echo after')
    await second.see('hundred')
    second.type('G')
    await second.see('100\n(END)')
    second.type(' ')
    await second.see('after')
    const first = await start('less -E hundred; echo after')
    await first.see('hundred')
    first.type('G')
    await first.see('after')
  })
})

describe('where it begins', () => {
  test('at a pattern, with -p and +/, where -j says', async () => {
    await (await start('less -p 50 hundred')).see(/50\n51\n52\n53\n54\nhundred$/)
    await (await start('less -j3 +/50 hundred')).see(/48\n49\n50\n51\n52\nhundred$/)
  })

  test('at a line, and at the end', async () => {
    await (await start('less +42 hundred')).see(/42\n43\n44\n45\n46\nhundred$/)
    await (await start('less +G hundred')).see(/99\n100\nhundred \(END\)$/)
  })

  test('as LESS says', async () => {
    await (await start('LESS="-N -M" less hundred')).see(/ {6}5 5\nhundred lines 1-5\/100 3%$/)
  })
})

describe('the last row', () => {
  test('-M and -m tell where one is', async () => {
    const long = await start('less -M hundred')
    await long.see('hundred lines 1-5/100 3%')
    long.type(' ')
    await long.see('hundred lines 6-10/100 7%')
    const medium = await start('less -m hundred')
    await medium.see('hundred 3%')
    medium.type(' ')
    await medium.see(/10\n7%$/)
  })

  test('= tells all of it', async () => {
    const terminal = await start('less hundred')
    await terminal.see('hundred')
    terminal.type('=')
    await terminal.see(/hundred lines 1-5\/100 byte 10\/292 3%/)
  })

  test('an option that less has not is told of', async () => {
    const terminal = await start('less -Z few')
    await terminal.see('There is no -Z option')
    const { stdout, stderr } = await runProgram(less, { argv: ['less', '--foo'], stdin: 'x\n' })
    expect([stdout, stderr]).toEqual(['x\n', 'There is no foo option ("less --help" for help)\n'])
  })
})

describe('commands', () => {
  test('- turns options, and Return takes the message away', async () => {
    const terminal = await start('less hundred')
    await terminal.see('hundred')
    terminal.type('-N')
    await terminal.see(/ {6}5 5\nConstantly display line numbers/)
    terminal.type('\r')
    await terminal.see(/ {6}5 5\n:$/)
  })

  test('& shows only the lines that match', async () => {
    const terminal = await start('less hundred')
    await terminal.see('hundred')
    terminal.type('&5$\r')
    await terminal.see(/5\n15\n25\n35\n45\n& :$/)
    terminal.type('&\r')
    await terminal.see(/5\n6\n7\n8\n9\n:$/)
  })

  test('marks and percents lead to places', async () => {
    const terminal = await start('less hundred')
    await terminal.see('hundred')
    terminal.type('50p')
    await terminal.see(/52\n53\n54\n55\n56\n:$/)
    terminal.type('maG')
    await terminal.see('(END)')
    terminal.type("'a")
    await terminal.see(/52\n53\n54\n55\n56\n:$/)
  })

  test('! runs a command, :e opens another file', async () => {
    const terminal = await start('less hundred')
    await terminal.see('hundred')
    terminal.type('!echo from the shell\r')
    await terminal.see(/from the shell\n!done {2}\(press RETURN\)/)
    terminal.type('\r')
    await terminal.see(/5\n:$/)
    terminal.type(':efew\r')
    await terminal.see(/ef\nfew \(file 2 of 2\) \(END\)$/)
  })
})

test('more tells how much it has shown, and leaves at the end', async () => {
  const terminal = await start('more -d hundred; echo after')
  await terminal.see('--More--(3%)[Press space to continue')
  terminal.type(' ')
  await terminal.see('--More--(7%)')
  terminal.type('G')
  await terminal.see('--More--(END)')
  terminal.type(' ')
  await terminal.see('after')
})

test('a manual page says which one it is', async () => {
  const terminal = await start('man cut')
  await terminal.see(' Manual page cut(1) line 1 (press')
})
