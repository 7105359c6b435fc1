// Types the cases into the real vim under tmux and keeps the screens, for the tests to compare ours with:
// `node src/machine/programs/vi/testing/record.mjs [part of a name]`. Needs vim 9 and tmux.
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cases } from './cases.mjs'

const recordings = join(import.meta.dirname, 'screens.json')
const known = existsSync(recordings) ? JSON.parse(readFileSync(recordings, 'utf8')) : {}
const directory = mkdtempSync(join(tmpdir(), 'vi-'))
const settings = join(directory, 'rc')
writeFileSync(
  settings,
  'set nocp ruler incsearch nohlsearch noswapfile noshowcmd bs=2 viminfo= nomodeline ttimeout ttimeoutlen=10 notimeout t_RV= t_u7= notitle sts=0\n',
)
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))
let run = 0
const tmux = (...args) =>
  execFileSync('tmux', ['-L', `vi-${process.pid}-${run}`, ...args], { encoding: 'utf8' })

const record = async ({ text, keys, view }) => {
  run++
  const work = mkdtempSync(join(directory, 'work-'))
  const file = join(work, 'f')
  if (text !== undefined) writeFileSync(file, text)
  if (view) chmodSync(file, 0o444)
  tmux(
    '-f',
    '/dev/null',
    'new-session',
    '-d',
    '-x',
    '80',
    '-y',
    '24',
    '-s',
    's',
    `cd ${work} && LANG=C.UTF-8 TERM=screen ${view ? 'view' : 'vim'} -u ${settings} f`,
  )
  tmux('set', '-s', 'escape-time', '0')
  tmux('set', '-g', 'status', 'off')
  tmux('resize-window', '-t', 's', '-x', '80', '-y', '24')
  await pause(350)
  for (const part of keys.split(/(?<=\x1b)/)) {
    if (part === '') continue
    const bytes = [...Buffer.from(part)].map((byte) => byte.toString(16).padStart(2, '0'))
    tmux('send-keys', '-t', 's', '-H', ...bytes)
    await pause(60)
  }
  await pause(view ? 1500 : 250)
  const screen = tmux('capture-pane', '-p', '-t', 's')
    .split('\n')
    .map((line) => line.trimEnd())
  const [column, row] = tmux('display', '-p', '-t', 's', '#{cursor_x} #{cursor_y}')
    .trim()
    .split(' ')
    .map(Number)
  tmux('kill-server')
  await pause(30)
  return { screen: screen.slice(0, 24), cursor: { row, column } }
}

for (const [name, given] of Object.entries(cases)) {
  if (process.argv[2] ? !name.includes(process.argv[2]) : known[name]) continue
  known[name] = await record(given)
  writeFileSync(recordings, `${JSON.stringify(known, null, 1)}\n`)
  process.stdout.write(`${name}\n`)
}
for (const name of Object.keys(known)) if (!cases[name]) delete known[name]
writeFileSync(recordings, `${JSON.stringify(known, null, 1)}\n`)
rmSync(directory, { recursive: true })
