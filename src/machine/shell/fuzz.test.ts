import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { Random } from '../fs/testing/random.ts'
import { corePrograms } from '../programs/index.ts'
import { startProgram } from '../testing/index.ts'
import { soak } from '../testing/soak.ts'
import { shellPrograms } from './index.ts'
import { bash } from './bash.ts'
// @ts-expect-error the recorder's half is plain JavaScript, so that Node runs it as it is
import { casesIn } from './testing/cases.mjs'

const topics =
  'words quoting parameters arrays expansion arithmetic redirections functions control set-options traps builtins errors'
const corpus = topics.split(' ').flatMap((topic) => {
  const text = readFileSync(new URL(`testing/cases/${topic}.sh`, import.meta.url), 'utf8')
  return (casesIn(text) as { script: string }[]).map(({ script }) => script)
})

/** What a mistake of ours looks like when a program dies of it. */
const ourMistake =
  /is not a function|is not iterable|Cannot read prop|Cannot convert|of undefined|is not defined|Maximum call stack|error parsing regexp|Invalid (regular|string|array|time)|out of range: /

/** A script may well loop for ever; then it must die of SIGKILL. */
const patience = 1500

const runToTheEnd = async (script: string): Promise<string> => {
  const { task, result } = await startProgram(bash, {
    argv: ['bash', '-c', script, 'fuzz', 'one', 'two words'],
    programs: { ...corePrograms, ...shellPrograms },
    files: { '/work/': '' },
    env: { PATH: '/usr/bin:/bin', HOME: '/work', TERM: 'dumb' },
    cwd: '/work',
  })
  const { kernel } = task
  const timer = setTimeout(() => {
    for (const { pid } of kernel.system.processes())
      if (pid !== 1) void kernel.init.process.kill(pid, 'SIGKILL').catch(() => {})
  }, patience)
  const { stdout, stderr } = await result
  clearTimeout(timer)
  for (const { pid } of kernel.system.processes())
    if (pid !== 1) await kernel.init.process.kill(pid, 'SIGKILL').catch(() => {})
  return stdout + stderr
}

const pieces = (
  '$ ${ } $( ) ` " \' \\ ; ;; & && || | |& ( ) (( )) [[ ]] { } < > << <<- <<< >& &> * ? [ ] ! # ~ = += @ : / % ^ , \n ' +
  'if then else fi for in do done while until case esac select function time coproc local declare -A -a -i -n x[1] ' +
  "${x[@]} ${!x} ${x@Q} ${x//a/b} ${x:1:2} ${#x} $((x++)) {1..3} {a,b} <(:) >(:) !(a) @(a|b) $'\\x41' 2>&1 {fd}>f E"
).split(' ')

const pick = <T>(random: Random, from: readonly T[]): T => from[random.below(from.length)]!

const randomBytes = (random: Random): string =>
  Array.from({ length: 1 + random.below(120) }, () =>
    String.fromCodePoint(random.below(8) ? random.below(128) : random.below(0x2fff)),
  ).join('')

const randomPieces = (random: Random): string =>
  Array.from({ length: 1 + random.below(25) }, () => pick(random, pieces)).join(random.below(2) ? ' ' : '')

/** A case with stretches cut out, doubled, swapped with those of another, or with pieces put in. */
const mutated = (random: Random): string => {
  let text = pick(random, corpus)
  for (let n = 0; n <= random.below(4); n++) {
    const at = random.below(text.length + 1)
    const end = Math.min(text.length, at + random.below(30))
    const other = pick(random, corpus)
    const from = random.below(other.length + 1)
    const put = pick(random, [
      '',
      text.slice(at, end).repeat(2),
      pick(random, pieces),
      other.slice(from, from + 30),
    ])
    text = text.slice(0, at) + put + text.slice(end)
  }
  return text
}

const rounds = 40 * soak

for (const [what, make] of Object.entries({
  'random bytes': randomBytes,
  'random syntax': randomPieces,
  'mutated scripts': mutated,
}))
  test(`${what} neither crash the shell nor hang it`, { timeout: rounds * 6000 }, async () => {
    const random = new Random(20_240)
    for (let round = 0; round < rounds; round++) {
      const script = make(random)
      const output = await runToTheEnd(script)
      expect(output.match(ourMistake)?.[0], script).toBe(undefined)
    }
  })
