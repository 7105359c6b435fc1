import { describe, expect, test } from 'vitest'
import { expandHistory, HistoryProblem } from './history-expansion.ts'

/** What bash 5.2 makes of a line after others: recorded by hand with `set -o histexpand`. */
const expansions: readonly [entries: string[], line: string, result: string | undefined][] = [
  [['echo one two three'], 'echo !$ !^', 'echo three one'],
  [['echo one two three'], 'echo !!:2 !:1 !*', 'echo two one one two three'],
  [['echo a/b/c.txt'], 'echo !$:h !$:t !$:r !$:e', 'echo a/b c.txt a/b/c .txt'],
  [['echo foo foo'], '!!:s/foo/bar/', 'echo bar foo'],
  [['echo foo foo'], '!!:gs/foo/bar/', 'echo bar bar'],
  [['echo foo'], '^foo^bar', 'echo bar'],
  [['echo foo'], '^foo^bar^ baz', 'echo bar baz'],
  [['echo a b c d'], 'echo !!:1-2 !!:2* !!:2- !!:-2', 'echo a b b c d b c echo a b'],
  [['echo x; echo y'], 'echo !-1:3', 'echo echo'],
  [['echo "a b" c'], 'echo !:1', 'echo "a b"'],
  [['echo foo', 'echo bar'], '!echo', 'echo bar'],
  [['echo foo', 'echo bar'], '!?foo?', 'echo foo'],
  [['echo foo', 'echo bar'], '!-2', 'echo foo'],
  [['echo foo', 'echo bar'], '!1', 'echo foo'],
  [['ls -d /tmp|cat'], 'echo !!:2 !!:3 !!:*', 'echo /tmp | -d /tmp | cat'],
  [['echo a'], 'echo !#', 'echo echo '],
  [['echo one'], 'echo !!:q !!:x', "echo 'echo one' 'echo' 'one'"],
  [['echo foo bar'], '!!:s/foo/&x/:s/bar/q/', 'echo foox q'],
  [['echo foo foo'], '!!:Gs/o/0/', 'ech0 f0o f0o'],
  [['echo a b'], 'echo !!$ !!^ !!*', 'echo b a a b'],
  [['apt update'], 'sudo !!', 'sudo apt update'],
  [['mkdir new'], 'cd !$ && ls', 'cd new && ls'],
  [['echo a'], 'echo "hi!" a! != ! b', undefined],
  [['echo a'], "echo '!!' \\!!", undefined],
  [['echo a'], 'echo "!!"', 'echo "echo a"'],
]

const problems: readonly [line: string, message: string][] = [
  ['^zz^bar', ':s^zz^bar: substitution failed'],
  ['!!:9', ':9: bad word specifier'],
  ['!!:z', 'z: unrecognized history modifier'],
  ['!!:s/zz/b/', ':s/zz/b/: substitution failed'],
  ['!zzz', '!zzz: event not found'],
  ['echo !99', '!99: event not found'],
]

describe('history expansion', () => {
  test.each(expansions)('after %j, %s', (entries, line, result) => {
    expect(expandHistory(line, entries)?.text).toBe(result)
  })

  test.each(problems)('%s is told to fail', (line, message) => {
    expect(() => expandHistory(line, ['echo foo'])).toThrow(new HistoryProblem(message))
  })

  test(':p shows without running', () => {
    expect(expandHistory('!!:p', ['echo foo'])).toEqual({ text: 'echo foo', shownOnly: true })
  })
})
