import { expect, test } from 'vitest'
import { Terminal } from '../boot/terminal.ts'
import { machinePrograms } from '../machine-programs.ts'
import { TestTerminal, testKernel, type TestKernelOptions } from '../testing/index.ts'

const bashrc = "PS1='\\u@\\h:\\w\\$ '\n"

/** ec2-user at a terminal, at the first prompt. */
const logIn = async (
  files: TestKernelOptions['files'] = {},
  size = { columns: 80, rows: 24 },
): Promise<TestTerminal> => {
  const kernel = await testKernel({
    programs: machinePrograms,
    files: { '/home/ec2-user/.bash_profile': '. ~/.bashrc\n', '/home/ec2-user/.bashrc': bashrc, ...files },
  })
  const session = new Terminal(kernel, Promise.resolve(), { user: 'ec2-user', ...size })
  const terminal = new TestTerminal(session, size)
  await terminal.see(/\$$/)
  return terminal
}

/** Lets the command line that was typed get under way. */
const whileItRuns = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50))

test('a login shell reads its files and shows who and where', async () => {
  const terminal = await logIn()
  expect(terminal.text).toMatch(/ec2-user@localhost:~\$$/)
  expect(await terminal.run('cd /usr/bin; echo $0 $-')).toBe('-bash himBH')
  expect(terminal.text).toMatch(/ec2-user@localhost:\/usr\/bin\$$/)
})

test('an unknown command is named as bash names it', async () => {
  const terminal = await logIn()
  expect(await terminal.run('gti status')).toBe('-bash: gti: command not found')
  expect(await terminal.run('echo $?')).toBe('127')
})

test('^C ends what runs in the foreground and the rest of the line', async () => {
  const terminal = await logIn()
  terminal.type('sleep 100; echo not this\r')
  await terminal.see('echo not this')
  await whileItRuns()
  terminal.type('\x03')
  await terminal.see(/\^C\n.*\$$/)
  expect(await terminal.run('echo $?')).toBe('130')
})

test('^C ends a loop of builtins', async () => {
  const terminal = await logIn()
  terminal.type('while :; do :; done\r')
  await whileItRuns()
  terminal.type('\x03')
  expect(await terminal.see(/\^C\n.*\$$/)).toContain('^C')
})

test('^Z stops a job, bg and fg let it go on', async () => {
  const terminal = await logIn()
  terminal.type('sleep 100\r')
  await terminal.see(/sleep 100$/m)
  await whileItRuns()
  terminal.type('\x1a')
  await terminal.see(/\[1\]\+ {2}Stopped {17}sleep 100\n.*\$$/)
  expect(await terminal.run('bg')).toBe('[1]+ sleep 100 &')
  expect(await terminal.run('jobs')).toBe('[1]+  Running                 sleep 100 &')
  terminal.type('fg\r')
  await terminal.see(/fg\nsleep 100/)
  await whileItRuns()
  terminal.type('\x03')
  await terminal.see(/\^C\n.*\$$/)
  expect(await terminal.run('jobs')).toBe('')
})

test('a background job is numbered, and its end is told before a prompt', async () => {
  const terminal = await logIn()
  expect(await terminal.run('sleep 0.05 &')).toMatch(/^\[1\] \d+$/)
  expect(await terminal.run('wait')).toBe('[1]+  Done                    sleep 0.05')
})

test('kill %1 ends a job', async () => {
  const terminal = await logIn()
  await terminal.run('sleep 100 &')
  await terminal.run('kill %1; sleep 0.05')
  expect(terminal.text).toContain('[1]+  Terminated              sleep 100')
})

test('arrows edit the line, and history comes back with up', async () => {
  const terminal = await logIn()
  terminal.type('echo ac\x1b[Db\r')
  await terminal.see(/^abc$/m)
  expect(await terminal.run('\x1b[A')).toBe('abc')
  expect(await terminal.run('\x01#\x05 x')).toBe('')
  expect(await terminal.run('wrong\x15echo right\x17\x17echo left')).toBe('left')
})

test('^R finds an earlier command', async () => {
  const terminal = await logIn()
  await terminal.run('echo first')
  await terminal.run('echo second')
  terminal.type('\x12fir')
  await terminal.see("(reverse-i-search)`fir': echo first")
  terminal.type('\r')
  await terminal.see(/^first\n.*\$$/m)
})

test('Tab completes commands and paths, and lists on the second', async () => {
  const terminal = await logIn({ '/home/ec2-user/report one.txt': 'x\n', '/home/ec2-user/reports/': '' })
  expect(await terminal.run('whoa\t')).toBe('ec2-user')
  terminal.type('ls repo\t')
  await terminal.see('ls report')
  terminal.type('\t\t')
  await terminal.see('report one.txt  reports/')
  expect(await terminal.run('\\ \t')).toBe("'report one.txt'")
})

test('a line longer than the screen wraps, and editing in its middle keeps it whole', async () => {
  const terminal = await logIn({}, { columns: 40, rows: 10 })
  const long = 'x'.repeat(60)
  terminal.type(`echo ${long}\x01\x1b[C\x1b[C\x1b[C\x1b[C -n\x05 end; echo\r`)
  await terminal.see(`${long} end\n`)
  expect(terminal.text).toContain(`$ echo -n ${long} end; echo`)
})

test('an unfinished command goes on at PS2', async () => {
  const terminal = await logIn()
  terminal.type('for i in 1 2\r')
  await terminal.see(/^>$/m)
  terminal.type('do echo "n $i"\r')
  terminal.type('done\r')
  await terminal.see('n 1\nn 2\n')
  terminal.type('cat <<END\rhello\rEND\r')
  await terminal.see('> END\nhello\n')
})

test('a paste of several lines is edited before it runs', async () => {
  const terminal = await logIn()
  terminal.type('\x1b[200~echo a\necho b\x1b[201~')
  await terminal.see('echo b')
  terminal.type('\r')
  await terminal.see('a\nb\n')
})

test('history is kept in a file for the next login', async () => {
  const terminal = await logIn()
  await terminal.run('echo remembered')
  expect(await terminal.run('!!')).toBe('echo remembered\nremembered')
  terminal.type('exit\r')
  expect(await terminal.exited).toBe(0)
  expect(terminal.text).toMatch(/logout$/)
})

test('^D leaves the shell', async () => {
  const terminal = await logIn()
  terminal.type('\x04')
  expect(await terminal.exited).toBe(0)
})

test('aliases and functions of .bashrc work', async () => {
  const terminal = await logIn({
    '/home/ec2-user/.bashrc': `${bashrc}alias hi='echo hello'\ngreet() { echo "hi $1"; }\n`,
  })
  expect(await terminal.run('hi there; greet you')).toBe('hello there\nhi you')
})

test('read takes a line typed at the terminal', async () => {
  const terminal = await logIn()
  terminal.type('read -p "name? " n; echo "got $n"\r')
  await terminal.see(/^name\?$/m)
  terminal.type('ada\r')
  await terminal.see(/^got ada$/m)
})

test('full-screen programs give the screen back', async () => {
  const terminal = await logIn({
    '/home/ec2-user/many': Array.from({ length: 100 }, (_, i) => `line ${i + 1}\n`).join(''),
  })
  terminal.type('less many\r')
  await terminal.see(/line 23\n/)
  terminal.type(' ')
  await terminal.see('line 46')
  terminal.type('/line 70\r')
  await terminal.see(/^line 70/)
  terminal.type('\x1a')
  await terminal.see(/\[1\]\+ {2}Stopped {17}less many\n.*\$$/)
  terminal.type('fg\r')
  await terminal.see(/^line 70/)
  terminal.type('q')
  await terminal.see(/fg\nless many\n.*\$$/)
})
