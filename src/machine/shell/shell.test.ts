import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { netPrograms } from '../net/index.ts'
import { corePrograms } from '../programs/index.ts'
import { runProgram } from '../testing/index.ts'
import { shellPrograms } from './index.ts'
import { bash } from './bash.ts'
// @ts-expect-error the recorder's half is plain JavaScript, so that Node runs it as it is
import { casesIn } from './testing/cases.mjs'

const here = new URL('testing/', import.meta.url)

interface Answer {
  stdout: string
  stderr: string
  status: number
}

/** Process ids differ from run to run. */
const withoutPids = (text: string): string =>
  text.replace(/^(.*line \d+:) +\d+ (Killed|Terminated|Hangup|User defined signal 1)/gm, '$1 PID $2')

/** One text, so that a difference is seen where it is. */
const shown = ({ stdout, stderr, status }: Answer): string =>
  `${stdout}--- stderr\n${withoutPids(stderr)}--- status ${status}\n`

const topics = readdirSync(new URL('cases/', here), { withFileTypes: true })
  .filter(({ name }) => name.endsWith('.sh'))
  .map(({ name }) => name.slice(0, -3))

for (const topic of topics) {
  const cases = casesIn(readFileSync(new URL(`cases/${topic}.sh`, here), 'utf8')) as {
    name: string
    script: string
  }[]
  const recorded = JSON.parse(readFileSync(new URL(`recorded/${topic}.json`, here), 'utf8')) as Record<
    string,
    Answer
  >
  describe(`as the real ones: ${topic}`, () => {
    for (const { name, script } of cases) {
      test(name, async () => {
        const result = await runProgram(bash, {
          argv: ['/usr/bin/bash', '../case.sh', 'one', 'two words', 'three'],
          programs: { ...corePrograms, ...netPrograms, ...shellPrograms },
          files: { '/work/': '', '/case.sh': script },
          env: { PATH: '/usr/bin:/bin', HOME: '/work', TERM: 'dumb', USER: 'root' },
          cwd: '/work',
        })
        const theirs = recorded[name]!
        expect(shown(result)).toBe(shown(theirs))
      })
    }
  })
}
