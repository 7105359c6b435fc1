import { program, type Invocation } from '../program.ts'
import { FullScreen } from '../terminal/full-screen.ts'
import { runPager } from './commands.ts'
import { helpText } from './help-text.ts'
import { loadTexts } from './load.ts'
import { Pager, type PagerText } from './pager.ts'
import { defaults, parseArguments, type Settings } from './settings.ts'

/** What keys are typed at the start, for the first text and for each. */
interface Starts {
  first: readonly string[]
  every: readonly string[]
}

/** Shows texts on the terminal. */
export const showTexts = async (
  { proc }: Invocation,
  texts: PagerText[],
  settings: Settings,
  starts: Starts = { first: [], every: [] },
  problem?: string,
): Promise<void> => {
  // With standard input in a pipe, the keys come from the terminal itself.
  const fd = proc.tty(0) ? 0 : await proc.open('/dev/tty', { read: true, write: true })
  const screen = new FullScreen(proc, fd, { stays: settings.stays })
  const pager = new Pager(proc, screen, texts, settings, starts)
  const fitting = settings.quitIfOneScreen ? pager.onOneScreen() : undefined
  if (fitting && problem === undefined) {
    await proc.stdout.write(fitting.map(({ text }) => `${text}\n`).join(''))
    return
  }
  if (problem !== undefined) pager.say(problem)
  await screen.open()
  try {
    await runPager(pager)
  } finally {
    await screen.close()
  }
}

/** Without a terminal the texts go on as they are. */
const showOrCopy = async (
  invocation: Invocation,
  names: readonly string[],
  settings: Settings,
  starts: Starts,
  problem?: string,
): Promise<number> => {
  const texts = await loadTexts(invocation, names.length > 0 ? names : ['-'])
  if (texts.length === 0) return 1
  if (invocation.proc.tty(1)) await showTexts(invocation, texts, settings, starts, problem)
  else for (const { text } of texts) await invocation.write(text)
  return invocation.status
}

export const less = program('less', { short: '', raw: true, usage: '' }, async (invocation) => {
  const { proc } = invocation
  const wish = parseArguments(invocation.operands, proc.env.get('LESS') ?? '')
  const { files, settings, problems } = wish
  if (wish.wantsVersion) {
    await invocation.write('less 608 (GNU regular expressions)\n')
    return 0
  }
  if (wish.wantsHelp) {
    if (!proc.tty(1)) await invocation.write(helpText)
    else await showTexts(invocation, [{ name: 'HELP', text: helpText }], settings)
    return 0
  }
  if (!proc.tty(1)) for (const problem of problems) await proc.stderr.write(`${problem}\n`)
  if (files.length === 0 && proc.tty(0)) {
    if (proc.tty(1)) for (const problem of problems) await proc.stderr.write(`${problem}\n`)
    await proc.stderr.write('Missing filename ("less --help" for help)\n')
    return 1
  }
  return showOrCopy(invocation, files, settings, wish, problems[0])
})

const moreOptions = {
  short: 'dflecpsun:V',
  long: {
    silent: 'd',
    logical: 'f',
    'no-pause': 'l',
    'exit-on-eof': 'e',
    squeeze: 's',
    plain: 'u',
    lines: 'n:',
  },
  // more paints over old text or clears the screen with these; here a screen is always drawn whole.
  usage: '[options] <file>...',
}

export const more = program('more', moreOptions, async (invocation) => {
  const files = invocation.operands.filter((operand) => !/^\+./.test(operand))
  if (files.length === 0 && invocation.proc.tty(0)) {
    await invocation.proc.stderr.write("more: bad usage\nTry 'more --help' for more information.\n")
    return 1
  }
  const lines = Number(invocation.value('n') ?? 0)
  const first = invocation.operands
    .filter((operand) => /^\+./.test(operand))
    .map((operand) => operand.slice(1))
  const settings: Settings = {
    ...defaults,
    raw: 'all',
    plainEnd: true,
    stays: true,
    squeeze: invocation.has('s'),
    prompt: invocation.has('d') ? 'more-help' : 'more',
    quitAtEnd: invocation.has('e') ? 'first' : 'second',
    window: Number.isInteger(lines) ? Math.max(0, lines) : 0,
  }
  return showOrCopy(invocation, files, settings, { first, every: [] })
})
