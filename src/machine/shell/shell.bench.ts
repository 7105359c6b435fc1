import { execFileSync } from 'node:child_process'
import { bench, describe } from 'vitest'
import { corePrograms } from '../programs/index.ts'
import { runProgram, testKernel } from '../testing/index.ts'
import { bash } from './bash.ts'
import { shellPrograms } from './index.ts'

// design.md, section 14: `seq 200000 | grep 7 | wc -l` within 150 ms. The real bash and GNU programs run in the
// same run for the ratio; they are native code, and pay for processes where ours do not.

const kernel = await testKernel({ programs: { ...corePrograms, ...shellPrograms }, files: { '/work/': '' } })

const ours = async (script: string): Promise<void> => {
  const { status, stderr } = await runProgram(bash, {
    kernel,
    argv: ['bash', '-c', script],
    env: { PATH: '/usr/bin', HOME: '/work' },
    cwd: '/work',
  })
  if (status !== 0) throw new Error(stderr)
}

const theirs = (script: string): void => {
  execFileSync('bash', ['-c', script], { encoding: 'utf8' })
}

/** Without it, ours are shown alone. */
const bashIsHere = (): boolean => {
  try {
    theirs(':')
    return true
  } catch {
    return false
  }
}
const hasBash = bashIsHere()

const lines = 'seq 10000 > /tmp/sandcloud-bench-lines'

for (const [what, script] of Object.entries({
  'seq 200000 | grep 7 | wc -l': 'seq 200000 | grep 7 | wc -l',
  'a loop of 100,000 iterations': 'for ((i = 0; i < 100000; i++)); do :; done',
  'while read over 10,000 lines': `${lines}; while read -r line; do :; done < /tmp/sandcloud-bench-lines`,
  '300 command substitutions': 'for i in {1..300}; do x=$(echo $i); done',
})) {
  describe(what, () => {
    bench('ours', () => ours(script), { time: 1500, warmupIterations: 2 })
    if (hasBash) bench('bash and GNU programs', () => theirs(script), { time: 500 })
  })
}
