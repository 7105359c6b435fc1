import { expect, test } from 'vitest'
import { Terminal } from '../../boot/terminal.ts'
import { machinePrograms } from '../../machine-programs.ts'
import { runProgram, TestTerminal, testKernel } from '../../testing/index.ts'
import { jq } from './jq.ts'

const run = (args: readonly string[], stdin = '') => runProgram(jq, { argv: ['jq', ...args], stdin })

test('a filter without end is stopped by ^C', async () => {
  const kernel = await testKernel({
    programs: machinePrograms,
    files: { '/home/ec2-user/.bash_profile': "PS1='$ '\n" },
  })
  const size = { columns: 80, rows: 24 }
  const session = new Terminal(kernel, Promise.resolve(), { user: 'ec2-user', ...size })
  const terminal = new TestTerminal(session, size)
  await terminal.see(/\$$/)
  const filters = [
    'last(repeat(1))',
    'def f: 1 | until(false; . + 1); f',
    '[range(infinite)] | length > 0 and false',
  ]
  for (const [i, filter] of filters.entries()) {
    terminal.type(`jq -n '"runs \\(${i})", (${filter})'\r`)
    await terminal.see(`"runs ${i}"`)
    terminal.type('\x03')
    await terminal.see(/\^C\n\$$/)
  }
})

test('recursion too deep is an error, not the end of the machine', async () => {
  const result = await run(['-n', 'def f: 1 + f; f'])
  expect(result.status).toBe(5)
  expect(result.stderr).toContain('the filter goes too deep')
})

test('a pattern that explodes elsewhere takes linear time', async () => {
  const result = await run(['-n', `"${'a'.repeat(40)}!" | test("^(a+)+$")`])
  expect(result.stdout).toBe('false\n')
})

test('keys keep their order, also when they look like numbers or like what objects inherit', async () => {
  const result = await run(['-c', '.'], '{"2":1,"1":2,"__proto__":3,"constructor":4}')
  expect(result.stdout).toBe('{"2":1,"1":2,"__proto__":3,"constructor":4}\n')
})

test('newer functions are there too', async () => {
  const result = await run([
    '-n',
    '-c',
    '({"a":1,"b":2} | pick(.a)), ([-1] | map(abs)), (1 | toarray), (" x " | trim), ([1,[2]] | getpath([1,0])), ([limit(3; repeat(1))]), ("ab" | ltrimstr("a")), ([splits("a";"b")?]), ("a,b" | [splits(",")])',
  ])
  expect(result.stderr).toBe('')
  expect(result.stdout).toBe('{"a":1}\n[1]\n[1]\n"x"\n2\n[null,1,1]\n"b"\n[]\n["a","b"]\n')
})

test('a file of a hundred thousand lines is read, filtered and grouped', async () => {
  const lines = Array.from({ length: 100_000 }, (_, i) => `{"id":${i},"kind":"k${i % 3}"}`).join('\n')
  const result = await run(['-s', '-c', 'group_by(.kind) | map({kind: .[0].kind, count: length})'], lines)
  expect(result.stdout).toBe(
    '[{"kind":"k0","count":33334},{"kind":"k1","count":33333},{"kind":"k2","count":33333}]\n',
  )
})
