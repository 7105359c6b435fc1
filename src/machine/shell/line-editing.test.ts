import { describe, expect, test } from 'vitest'
import { Terminal } from '../boot/terminal.ts'
import { machinePrograms } from '../machine-programs.ts'
import { TestTerminal, testKernel, type TestKernelOptions } from '../testing/index.ts'

const logIn = async (
  files: TestKernelOptions['files'] = {},
  size = { columns: 80, rows: 24 },
): Promise<TestTerminal> => {
  const kernel = await testKernel({
    programs: machinePrograms,
    files: {
      '/home/ec2-user/.bash_profile': '. ~/.bashrc\n',
      '/home/ec2-user/.bashrc': "PS1='$ '\n",
      ...files,
    },
  })
  const session = new Terminal(kernel, Promise.resolve(), { user: 'ec2-user', ...size })
  const terminal = new TestTerminal(session, size)
  await terminal.see(/\$$/)
  return terminal
}

const whileItRuns = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 60))

describe('editing keys', () => {
  for (const [what, [keys, result]] of Object.entries({
    '^A and ^E': ['cho x\x01e\x05y', 'xy'],
    '^K and ^Y': ['echo one two\x1bb\x0b\x19\x19', 'one twotwo'],
    '^U and ^Y': ['one\x15echo \x19', 'one'],
    'kills in a row come back as one': ['echo a b c\x17\x17\x19\x19', 'a b cb c'],
    'M-b, M-f and M-d': ['echo one two\x1bb\x1bb\x1bd 1\x1bf 2', '1 two 2'],
    'M-u, M-l and M-c': ['echo one TWO three\x1bb\x1bb\x1bb\x1bu\x1bl\x1bc', 'ONE two Three'],
    '^T swaps letters, M-t words': ['echo ab\x14 y x\x1bt', 'ba x y'],
    'M-\\ takes blanks away': ['echo a    b\x02\x1b\\', 'ab'],
    '^_ takes back': ['echo right\x17wrong\x1f\x1f', 'right'],
    '^V takes a key as it is': ["printf '%q\\n' \x16\x01", "$'\\001'"],
    'M-y puts an older kill in its place': ['echo one\x17\x01\x05x\x17\x19\x1by', 'one'],
    'M-r gives the line back as it was': ['echo wrong\x1brecho right', 'right'],
    '^X^U takes back': ['echo right\x17wrong\x18\x15\x18\x15', 'right'],
    '^H, ^D and ^B, ^F': ['echo axb\x02\x02\x06\x08c\x01\x06\x06\x06\x06\x06\x04', 'cb'],
  } as const))
    test(what, async () => {
      const terminal = await logIn()
      expect(await terminal.run(keys)).toBe(result)
    })

  test('M-. brings the last argument of the command before, and of those before it', async () => {
    const terminal = await logIn()
    await terminal.run('echo first one')
    await terminal.run('echo second two')
    expect(await terminal.run('echo \x1b.')).toBe('two')
    expect(await terminal.run('echo \x1b.\x1b.\x1b.')).toBe('one')
  })

  test('^O runs a line of the history and brings the next one', async () => {
    const terminal = await logIn()
    for (const word of ['first', 'second', 'third']) await terminal.run(`echo ${word}`)
    terminal.type('\x10\x10\x10\x0f')
    await terminal.see(/^first\n\$ echo second$/m)
    terminal.type('\x0f')
    await terminal.see(/^second\n\$ echo third$/m)
  })

  test('^X^E takes the line to an editor and runs what it made of it', async () => {
    const terminal = await logIn()
    await terminal.run("EDITOR='sed -i s/old/new/'")
    terminal.type('echo old\x18\x05')
    await terminal.see(/\necho new\nnew\n\$$/)
    terminal.type('\x10')
    await terminal.see(/\$ echo new$/)
  })

  test('M-# keeps a line in the history without running it', async () => {
    const terminal = await logIn()
    terminal.type('echo later\x1b#')
    await terminal.see(/\$ #echo later\n\$$/)
    expect(await terminal.run('history')).toContain('#echo later')
  })
})

describe('searching the history', () => {
  const searched = async (): Promise<TestTerminal> => {
    const terminal = await logIn()
    for (const word of ['apple', 'banana', 'apricot']) await terminal.run(`echo ${word}`)
    return terminal
  }

  test('^R again goes on to older entries, ^S back to newer ones', async () => {
    const terminal = await searched()
    terminal.type('\x12ap')
    await terminal.see("(reverse-i-search)`ap': echo apricot")
    terminal.type('\x12')
    await terminal.see("(reverse-i-search)`ap': echo apple")
    terminal.type('\x13')
    await terminal.see("(i-search)`ap': echo apricot")
    terminal.type('\r')
    await terminal.see(/^apricot\n\$$/m)
  })

  test('what is not there fails, and ^G gives the line back', async () => {
    const terminal = await searched()
    terminal.type('half done\x12zz')
    await terminal.see("(failed reverse-i-search)`zz'")
    terminal.type('\x07')
    await terminal.see(/\n\$ half done$/)
  })

  test('^R twice looks for what was looked for before', async () => {
    const terminal = await searched()
    terminal.type('\x12ban\r')
    await terminal.see(/^banana\n\$$/m)
    await terminal.run('true')
    terminal.type('\x12\x12')
    await terminal.see("(reverse-i-search)`ban': echo banana")
  })
})

describe('the history', () => {
  test('HISTCONTROL and HISTIGNORE leave lines out', async () => {
    const terminal = await logIn({
      '/home/ec2-user/.bashrc': "PS1='$ '\nHISTCONTROL=ignoreboth:erasedups\nHISTIGNORE='ls*:&'\n",
    })
    for (const line of ['echo a', ' echo hidden', 'ls', 'echo b', 'echo a']) await terminal.run(line)
    expect(await terminal.run('history')).toBe('    1  echo b\n    2  echo a\n    3  history')
  })

  test('is edited, cleared and written by its builtin', async () => {
    const terminal = await logIn()
    for (const line of ['echo a', 'echo b', 'echo c']) await terminal.run(line)
    expect(await terminal.run('history -d 2; history 2')).toMatch(/ {4}2 {2}echo c\n {4}3 {2}history -d 2/)
    expect(await terminal.run('history -w; wc -l < ~/.bash_history')).toBe('4')
    expect(await terminal.run('history -c; history')).toBe('')
    expect(await terminal.run('history -d 99')).toContain('history position out of range')
  })

  test('fc lists it, runs a command again, and has it edited', async () => {
    const terminal = await logIn()
    await terminal.run('echo a')
    await terminal.run('echo b c')
    expect(await terminal.run('fc -l')).toBe('1\t echo a\n2\t echo b c'.replaceAll('\t', '       '))
    expect(await terminal.run('fc -s b=X echo')).toBe('echo X c\nX c')
    expect(await terminal.run('fc -e "sed -i s/X/Y/" -1')).toBe('echo Y c\nY c')
    expect(await terminal.run('fc -ln -1')).toBe('         echo Y c')
    expect(await terminal.run('fc -s zzz')).toBe('-bash: fc: no command found')
  })

  test(':p shows a command and keeps it without running it', async () => {
    const terminal = await logIn()
    await terminal.run('echo one two')
    expect(await terminal.run('!!:s/one/1/:p')).toBe('echo 1 two')
    expect(await terminal.run('!!')).toBe('echo 1 two\n1 two')
  })

  test('!!, !$, !n, !text and ^a^b', async () => {
    const terminal = await logIn()
    await terminal.run('echo one two')
    expect(await terminal.run('echo !$')).toBe('echo two\ntwo')
    expect(await terminal.run('!1')).toBe('echo one two\none two')
    expect(await terminal.run('^one^1^')).toBe('echo 1 two\n1 two')
    expect(await terminal.run('!ec:0 x')).toContain('x')
    expect(await terminal.run('!nothing')).toBe('-bash: !nothing: event not found')
    expect(await terminal.run("echo 'a!b' \\!c")).toBe('a!b !c')
  })
})

describe('Tab', () => {
  test('offers directories to cd, and subcommands to git and systemctl', async () => {
    const terminal = await logIn({ '/home/ec2-user/docs/': '', '/home/ec2-user/document': 'x' })
    expect(await terminal.run('cd do\t; pwd')).toBe('/home/ec2-user/docs')
    expect(await terminal.run('cd; echo git che\t')).toBe('git che')
    terminal.type('git che\t')
    await terminal.see('$ git checkout')
    terminal.type('\x15sudo systemctl daemon-\t')
    await terminal.see('$ sudo systemctl daemon-reload')
  })

  test('knows hosts, users and variables', async () => {
    const terminal = await logIn({ '/home/ec2-user/.ssh/config': 'Host web-server\n  HostName 10.0.0.5\n' })
    terminal.type('ssh ec2-user@web\t')
    await terminal.see('ssh ec2-user@web-server')
    terminal.type('\x15scp file web\t')
    await terminal.see('scp file web-server:')
    terminal.type('\x15')
    await terminal.see(/\n?\$$/)
    expect(await terminal.run('echo ~ec2\t')).toBe('/home/ec2-user/')
    expect(await terminal.run('echo $HOM\t')).toBe('/home/ec2-user')
  })

  test('asks `complete` what a command takes', async () => {
    const terminal = await logIn()
    await terminal.run(
      "complete -W 'start stop status' service_; _f() { COMPREPLY=(from-function); }; complete -F _f g",
    )
    terminal.type('service_ sto\t')
    await terminal.see('$ service_ stop')
    terminal.type('\x15g \t')
    await terminal.see('$ g from-function')
  })

  test('lists in columns, and asks before it lists very many', async () => {
    const names = Array.from({ length: 120 }, (_, i) => `/home/ec2-user/file${String(i).padStart(3, '0')}`)
    const terminal = await logIn(Object.fromEntries(names.map((name) => [name, ''])), {
      columns: 60,
      rows: 24,
    })
    terminal.type('ls file01\t\t')
    await terminal.see(
      'file010  file012  file014  file016  file018\nfile011  file013  file015  file017  file019\n$ ls file01',
    )
    terminal.type('\x15ls file\t\t')
    await terminal.see('Display all 120 possibilities? (y or n)')
    terminal.type('n')
    await terminal.see(/\(y or n\)\n\$ ls file$/)
  })

  test('keeps quotes and escapes what needs it', async () => {
    const terminal = await logIn({ "/home/ec2-user/it's here": 'found\n', '/home/ec2-user/.hidden': 'h\n' })
    expect(await terminal.run('cat it\t')).toBe('found')
    expect(await terminal.run('cat "it\t')).toBe('found')
    expect(await terminal.run('cat .hid\t')).toBe('h')
  })
})

describe('unfinished commands', () => {
  test('^C at PS2 throws all of it away', async () => {
    const terminal = await logIn()
    terminal.type('for i in 1 2\r')
    await terminal.see(/\n>$/)
    terminal.type('do echo $i\x03')
    await terminal.see(/\^C\n\$$/)
    expect(await terminal.run('echo $?')).toBe('130')
  })

  test('quotes, here-documents, groups and a trailing backslash or pipe go on', async () => {
    const terminal = await logIn()
    for (const [first, rest, shown] of [
      ['echo "a', 'b"', 'a\nb'],
      ['{ echo in', '}', 'in'],
      ['echo x |', 'cat', 'x'],
      ['echo con\\', 'tinued', 'continued'],
      ['if true', 'then echo yes; fi', 'yes'],
      ['x=(1', '2); echo ${#x[@]}', '2'],
      ['echo $(echo sub', ')', 'sub'],
    ] as const) {
      terminal.type(`${first}\r`)
      await terminal.see(/\n>$/)
      expect(await terminal.run(rest)).toBe(shown)
    }
  })

  test('a mistake is told at once', async () => {
    const terminal = await logIn()
    expect(await terminal.run('fi')).toBe("-bash: syntax error near unexpected token `fi'")
    expect(await terminal.run('echo )')).toBe("-bash: syntax error near unexpected token `)'")
  })
})

describe('at the prompt', () => {
  test('^L clears the screen and keeps the line', async () => {
    const terminal = await logIn()
    await terminal.run('echo before')
    terminal.type('echo kept\x0c')
    await terminal.see(/^\$ echo kept$/)
  })

  test('leaving with stopped jobs takes two tries', async () => {
    const terminal = await logIn()
    terminal.type('sleep 100\r')
    await whileItRuns()
    terminal.type('\x1a')
    await terminal.see('Stopped')
    terminal.type('exit\r')
    await terminal.see(/logout\nThere are stopped jobs\.\n\$$/)
    terminal.type('exit\r')
    expect(await terminal.exited).toBe(1)
  })

  test('COLUMNS and LINES follow the window', async () => {
    const terminal = await logIn()
    expect(await terminal.run('echo $COLUMNS $LINES')).toBe('80 24')
    terminal.session.resize(100, 30)
    expect(await terminal.run('true')).toBe('')
    expect(await terminal.run('echo $COLUMNS $LINES')).toBe('100 30')
  })

  test('PROMPT_COMMAND runs before each prompt, and keeps $?', async () => {
    const terminal = await logIn({
      '/home/ec2-user/.bashrc': "PROMPT_COMMAND=('n=$((n+1))' 'true'); PS1='[$n]$ '\n",
    })
    await terminal.see('[1]$')
    await terminal.run('false')
    expect(await terminal.run('echo $?')).toBe('1')
    await terminal.see('[3]$')
  })

  test('TMOUT ends a shell that nobody uses', async () => {
    const terminal = await logIn()
    terminal.type('TMOUT=0.2\r')
    await terminal.exited
    expect(terminal.text).toContain('timed out waiting for input: auto-logout')
  })

  test('.bash_logout runs at the end of a login', async () => {
    const terminal = await logIn({ '/home/ec2-user/.bash_logout': 'echo good bye\n' })
    terminal.type('\x04')
    await terminal.exited
    expect(terminal.text).toMatch(/logout\ngood bye$/)
  })

  test('wide characters take two columns', async () => {
    const terminal = await logIn({}, { columns: 20, rows: 10 })
    expect(await terminal.run('echo 日本語日本語日本語\x1b[D\x1b[D\x7fx')).toBe('日本語日本語x本語')
  })
})
