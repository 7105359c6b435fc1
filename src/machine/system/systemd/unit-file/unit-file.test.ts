import { describe, expect, test } from 'vitest'
import { expandVariables, parseCommands, splitWords } from './command-line.ts'
import { parseUnitFile } from './parse.ts'
import { expandSpecifiers } from './specifiers.ts'
import { formatRelative, formatTimeSpan, parseTimeSpan } from './time-span.ts'
import { type Unit, readUnit } from './unit.ts'

const file = '/etc/systemd/system/app.service'

const unitOf = (text: string, name = 'app.service'): Unit =>
  readUnit(
    {
      ...parseUnitFile(text, file),
      name,
      load: 'loaded',
      fragment: file,
      dropIns: [],
      wants: [],
      requires: [],
      aliases: [],
      modified: 0,
    },
    (value) => value,
  )

describe('a unit file', () => {
  test('has comments, and lines that go on', () => {
    const { assignments, problems } = parseUnitFile(
      '# c\n[Service]\n; c\nExecStart=/bin/a \\\n  b\nUser = me\n',
      'f',
    )
    expect(assignments.map(({ key, value, line }) => [key, value, line])).toEqual([
      ['ExecStart', '/bin/a    b', 5],
      ['User', 'me', 6],
    ])
    expect(problems).toEqual([])
  })

  test('with what systemd does not know is used without it, and the journal told', () => {
    const unit = unitOf(
      '[Unit]\nFoo=1\n[Service]\nExecStart=/bin/true\nExecStrat=/x\nnonsense\n[Servce]\nUser=x\nUser=y\n',
    )
    expect(unit.load).toBe('loaded')
    expect(unit.problems).toEqual([
      `${file}:6: Missing '=', ignoring line.`,
      `${file}:2: Unknown key name 'Foo' in section 'Unit', ignoring.`,
      `${file}:5: Unknown key name 'ExecStrat' in section 'Service', ignoring.`,
      `${file}:8: Unknown section 'Servce'. Ignoring.`,
    ])
  })

  test('says what this machine cannot do', () => {
    const wrong = unitOf('[Service]\nType=sipmle\nExecStart=/bin/true\nRestartSec=soon\nTimeoutSec=never\n')
    expect(wrong.service).toMatchObject({ type: 'simple', restartSec: 100 })
    expect(wrong.problems.map((problem) => problem.replace(/^.*:(\d+:)/, '$1'))).toEqual([
      '2: Failed to parse service type, ignoring: sipmle',
      '4: Failed to parse RestartSec value, ignoring: soon',
      '5: Failed to parse TimeoutSec= parameter, ignoring: never',
    ])
    const { problems } = unitOf('[Service]\nExecStart=/bin/true\nMemoryMax=1G\nPrivateTmp=yes\n')
    expect(problems).toEqual([
      `${file}:3: MemoryMax= is not available on this machine, the unit runs without it.`,
      `${file}:4: PrivateTmp= is not available on this machine, the unit runs without it.`,
    ])
  })

  test.each([
    ['[Service]\nUser=me\n', 'Service has no ExecStart=, ExecStop=, or SuccessAction=. Refusing.'],
    ['[Service]\nExecStart=/a\nExecStart=/b\n', 'Service has more than one ExecStart= setting, which is only allowed for Type=oneshot services. Refusing.'],
    ['[Service]\nType=oneshot\nExecStart=/a\nRestart=always\n', "Service has Restart= set to either always or on-success, which isn't allowed for Type=oneshot services. Refusing."],
  ])('%j is refused', (text, fault) => {
    expect(unitOf(text)).toMatchObject({ load: 'bad-setting', fault })
  }) // prettier-ignore

  test('has an empty assignment drop what came before', () => {
    const unit = unitOf('[Service]\nExecStart=/bin/old\nExecStart=\nExecStart=/bin/new\n')
    expect(unit.service!.commands.ExecStart.map(({ path }) => path)).toEqual(['/bin/new'])
  })

  test('comes after the basic system, and before the shutdown', () => {
    const unit = unitOf('[Service]\nExecStart=/bin/true\n')
    expect([...unit.after]).toContain('basic.target')
    expect([...unit.conflicts]).toContain('shutdown.target')
    expect([...unitOf('[Unit]\nDefaultDependencies=no\n[Service]\nExecStart=/bin/true\n').after]).toEqual([])
  })
})

describe('a command line', () => {
  test('is split as systemd splits it', () => {
    expect(splitWords(`/bin/sh -c 'a "b" $c' "x\\ty" z\\x20z`)).toEqual([
      '/bin/sh',
      '-c',
      'a "b" $c',
      'x\ty',
      'z z',
    ])
    expect(() => splitWords('/bin/echo "open')).toThrow('unbalanced quoting')
  })

  test('has prefixes, and may be several', () => {
    const [first, second] = parseCommands('-+/bin/a 1 ; @/bin/b other 2')
    expect(first).toMatchObject({
      path: '/bin/a',
      words: ['/bin/a', '1'],
      ignoreFailure: true,
      privileged: true,
    })
    expect(second).toMatchObject({ path: '/bin/b', words: ['other', '2'], ignoreFailure: false })
  })

  test('takes variables as words or within words', () => {
    const environment = new Map([['A', 'one two'], ['B', 'x']]) // prettier-ignore
    expect(expandVariables(['/bin/a', '$A', '${A}', 'p${B}q', '$$B', '$NONE', '${NONE}'], environment)).toEqual([
      '/bin/a', 'one', 'two', 'one two', 'pxq', '$B', '',
    ]) // prettier-ignore
  })
})

test('specifiers stand for the unit, its instance and its user', () => {
  const context = {
    unit: 'web@blue-green.service',
    hostname: 'host.internal',
    user: { name: 'me', uid: 1000, home: '/home/me', shell: '/bin/bash' },
    machineId: 'm',
    bootId: 'b',
  }
  expect(expandSpecifiers('%n %p %i %I %H %l %u %U %h %% %q', context)).toBe(
    'web@blue-green.service web blue-green blue/green host.internal host me 1000 /home/me % %q',
  )
})

test('spans of time are read and written', () => {
  expect(['5', '100ms', '1min 30s', '2h', '1d', 'infinity', 'x', '5 parsecs'].map(parseTimeSpan)).toEqual([
    5000, 100, 90_000, 7_200_000, 86_400_000, Infinity, undefined, undefined,
  ]) // prettier-ignore
  expect([90_000, 100, 3_600_000, 0].map((ms) => formatTimeSpan(ms))).toEqual([
    '1min 30s',
    '100ms',
    '1h',
    '0',
  ])
  expect([3000, 65_000, 400_000, 90 * 60_000, 3 * 86_400_000].map((ms) => formatRelative(ms, 'ago'))).toEqual([
    '3s ago', '1min 5s ago', '6min ago', '1h 30min ago', '3 days ago',
  ]) // prettier-ignore
})
