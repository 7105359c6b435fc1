// Runs the case scripts in the real bash and GNU programs and keeps what they answered, for the tests to
// compare ours with: `node src/machine/shell/testing/record.mjs [topic…]`. Needs Linux with bash 5.2.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { casesIn } from './cases.mjs'

const here = import.meta.dirname
const wanted = process.argv.slice(2)

const record = (script) => {
  const directory = mkdtempSync(join(tmpdir(), 'case-'))
  const work = join(directory, 'work')
  mkdirSync(work)
  writeFileSync(join(directory, 'case.sh'), script)
  const env = { PATH: '/usr/bin:/bin', HOME: work, LANG: 'C.UTF-8', TERM: 'dumb', USER: 'root' }
  const run = spawnSync('/usr/bin/bash', ['../case.sh', 'one', 'two words', 'three'], {
    cwd: work,
    env,
    timeout: 20_000,
    input: '',
  })
  rmSync(directory, { recursive: true })
  const text = (bytes) => bytes.toString('utf8').replaceAll(work, '/work')
  return { stdout: text(run.stdout), stderr: text(run.stderr), status: run.status }
}

for (const file of readdirSync(join(here, 'cases')).sort()) {
  const topic = file.replace(/\.sh$/, '')
  if (wanted.length > 0 && !wanted.includes(topic)) continue
  const cases = casesIn(readFileSync(join(here, 'cases', file), 'utf8'))
  const answers = Object.fromEntries(cases.map(({ name, script }) => [name, record(script)]))
  writeFileSync(join(here, 'recorded', `${topic}.json`), `${JSON.stringify(answers, null, 2)}\n`)
  process.stdout.write(`${topic}: ${cases.length} cases\n`)
}
