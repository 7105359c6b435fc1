import type { Key } from '../terminal/keys.ts'
import type { Pager } from './pager.ts'
import { positionLine } from './prompt.ts'
import { toggles } from './settings.ts'
import { editFile, openNamed, runOnScreen } from './outside.ts'

/** Shows the texts until one leaves. */
export const runPager = async (pager: Pager): Promise<void> => {
  let count = ''
  for (;;) {
    if (!pager.isFed) await pager.draw(count === '' ? undefined : `:${count}`)
    const key = await pager.next()
    const hadMessage = pager.hasMessage
    pager.takeMessage()
    if (hadMessage && (key.name === 'enter' || key.text === ' ')) continue
    if (/^\d$/.test(key.text)) {
      count += key.text
      continue
    }
    if (!(await handle(pager, key, Math.min(Number(count), 1e9) || undefined))) return
    count = ''
    if (pager.settings.quitAtEnd === 'first' && !pager.beforeHelp && pager.position().atEnd) return
  }
}

/** False when the pager is left. */
type Command = (pager: Pager, count: number | undefined, key: Key) => boolean | void | Promise<boolean | void>

const handle = async (pager: Pager, key: Key, count: number | undefined): Promise<boolean> => {
  const command = commands.get(key.name === 'char' ? key.text : key.name)
  return (await command?.(pager, count, key)) !== false
}

const leave: Command = (pager) => {
  if (!pager.beforeHelp) return false
  pager.leaveHelp()
}

/** Going on from the end leaves the file with -e: for the next one, or the pager. */
const forward =
  (go: Command): Command =>
  (pager, count, key) => {
    const { quitAtEnd } = pager.settings
    if (quitAtEnd === 'no' || pager.beforeHelp || !pager.position().atEnd) return go(pager, count, key)
    if (!pager.texts[pager.file + 1]) return false
    pager.open(pager.file + 1)
  }

const remember = (pager: Pager): void => {
  pager.marks.set("'", { file: pager.file, top: pager.top })
}

const turnTo =
  (place: (pager: Pager, count: number | undefined) => number): Command =>
  (pager, count) => {
    remember(pager)
    pager.show(place(pager, count))
  }

/** The place of a line, which may be hidden, among those that are shown. */
const placeOf = ({ document }: Pager, line: number): number => {
  const at = document.shown.findIndex((number) => number >= line)
  return at < 0 ? document.shown.length - 1 : at
}

const half = ({ height }: Pager): number => Math.max(1, Math.floor(height / 2))

/** What is typed behind a mark in the last row, up to Return; undefined where it was given up. */
const ask = async (pager: Pager, mark: string): Promise<string | undefined> => {
  let typed = ''
  for (;;) {
    if (!pager.isFed) await pager.draw(`${mark}${typed}`)
    const { name, text } = await pager.next()
    if (name === 'enter') return typed
    if (name === 'escape' || name === 'ctrl-c' || name === 'end') return undefined
    if (name === 'backspace' && typed === '') return undefined
    if (name === 'backspace') typed = [...typed].slice(0, -1).join('')
    else if (name === 'ctrl-u') typed = ''
    else if (name === 'char' || name === 'paste') typed += text
  }
}

/** One key behind a question in the last row. */
const askKey = async (pager: Pager, question: string): Promise<string> => {
  if (!pager.isFed) await pager.draw(question)
  const { name, text } = await pager.next()
  return name === 'char' ? text : ''
}

const search =
  (direction: 1 | -1): Command =>
  async (pager) => {
    const typed = await ask(pager, direction > 0 ? '/' : '?')
    if (typed === undefined) return
    if (typed !== '') {
      const pattern = pager.compile(typed)
      if (!pattern) return
      pager.pattern = pattern
      pager.highlights = true
    }
    remember(pager)
    pager.direction = direction
    pager.find(direction, typed === '' ? pager.top + pager.targetRow + direction : pager.top)
  }

const again =
  (way: 1 | -1): Command =>
  (pager) => {
    const direction = way > 0 ? pager.direction : pager.direction > 0 ? -1 : 1
    pager.highlights = true
    pager.find(direction, pager.top + pager.targetRow + direction)
  }

const filterLines: Command = async (pager) => {
  const typed = await ask(pager, '&/')
  if (typed === undefined) return
  const filter = typed === '' ? undefined : pager.compile(typed)
  if (typed !== '' && !filter) return
  pager.filter = filter
  pager.choose()
}

const turnOption: Command = async (pager) => {
  const letter = await askKey(pager, '-')
  const toggle = toggles[letter]
  if (letter === '') return
  if (!toggle) return pager.say(`There is no -${letter} option`)
  const isOn = isTurnedOn(pager, letter)
  Object.assign(pager.settings, isOn ? toggle.off : toggle.on)
  pager.choose()
  pager.say(toggle.says[isOn ? 0 : 1])
}

const isTurnedOn = ({ settings }: Pager, letter: string): boolean =>
  Object.entries(toggles[letter]!.on).every(
    ([name, value]) => settings[name as keyof typeof settings] === value,
  )

const tellOption: Command = async (pager) => {
  const letter = await askKey(pager, '_')
  if (letter === '') return
  const says = toggles[letter]?.says[isTurnedOnSafely(pager, letter) ? 1 : 0]
  pager.say(says ?? `There is no -${letter} option`)
}

const isTurnedOnSafely = (pager: Pager, letter: string): boolean =>
  toggles[letter] !== undefined && isTurnedOn(pager, letter)

const setMark: Command = async (pager) => {
  const letter = await askKey(pager, 'set mark: ')
  if (/^[a-zA-Z]$/.test(letter)) pager.marks.set(letter, { file: pager.file, top: pager.top })
}

const goToMark: Command = async (pager) => {
  const letter = await askKey(pager, 'goto mark: ')
  if (letter === '') return
  const mark = letter === '^' ? { file: pager.file, top: 0 } : pager.marks.get(letter)
  if (!mark) return pager.say(letter === "'" ? '' : 'Mark not set')
  remember(pager)
  if (mark.file !== pager.file) pager.open(mark.file)
  pager.top = Math.min(mark.top, Math.max(0, pager.document.shown.length - 1))
}

const tellPosition: Command = (pager) => pager.say(positionLine(pager.position(), pager.settings))

const colon: Command = async (pager) => {
  const letter = await askKey(pager, ':')
  if (letter === 'q' || letter === 'Q') return false
  if (letter === 'f') return tellPosition(pager, undefined, { name: 'char', text: 'f' })
  if (letter === 'e') return openNamed(pager, (await ask(pager, 'Examine: ')) ?? '')
  const to = { n: pager.file + 1, p: pager.file - 1, x: 0 }[letter]
  if (to === undefined) return
  if (pager.texts[to]) pager.open(to)
  else pager.say(letter === 'n' ? 'No next file' : 'No previous file')
}

const sideways =
  (way: 1 | -1): Command =>
  (pager, count) => {
    const by = count ?? (pager.settings.shift || Math.floor(pager.screen.columns / 2))
    pager.left = Math.max(0, pager.left + (pager.settings.chop ? way * by : 0))
  }

const toEnd: Command = (pager) => {
  remember(pager)
  pager.top = pager.lastTop()
}

const toLast: Command = (pager, count, key) =>
  count === undefined ? toEnd(pager, count, key) : turnTo(() => placeOf(pager, count - 1))(pager, count, key)

/** Keys, and what they do. */
const commands = new Map<string, Command>(
  (
    [
      ['q Q end-of-input', leave],
      ['ctrl-c', () => undefined],
      ['end', (pager, count, key) => (key.text === '' ? false : toEnd(pager, count, key))],
      ['Z', async (pager) => (await pager.next()).text !== 'Z'],
      [':', colon],
      ['j e down enter ctrl-n ctrl-e', forward((pager, count) => pager.scroll(count ?? 1))],
      ['k y up ctrl-p ctrl-y', (pager, count) => pager.scroll(-(count ?? 1))],
      [
        'space f z ctrl-f ctrl-v page-down',
        forward((pager, count) => (count === undefined ? pager.page(1) : pager.scroll(count))),
      ],
      [
        'b w ctrl-b alt-v page-up',
        (pager, count) => (count === undefined ? pager.page(-1) : pager.scroll(-count)),
      ],
      ['d ctrl-d', forward((pager, count) => pager.scroll(count ?? half(pager)))],
      ['u ctrl-u', (pager, count) => pager.scroll(-(count ?? half(pager)))],
      ['g < home alt-<', turnTo((pager, count) => placeOf(pager, (count ?? 1) - 1))],
      ['G > alt->', toLast],
      ['p %', turnTo((pager, count) => placeOf(pager, pager.document.lineAt(count ?? 0)))],
      ['right', sideways(1)],
      ['left', sideways(-1)],
      ['/', search(1)],
      ['?', search(-1)],
      ['n', again(1)],
      ['N', again(-1)],
      ['&', filterLines],
      ['alt-u', (pager) => void (pager.highlights = !pager.highlights)],
      ['h H', (pager) => pager.showHelp()],
      ['F', (pager) => pager.follow()],
      ['-', turnOption],
      ['_', tellOption],
      ['m', setMark],
      ["'", goToMark],
      ['= ctrl-g', tellPosition],
      ['r R ctrl-l ctrl-r', (pager) => pager.screen.redraw()],
      ['v', editFile],
      [
        '!',
        async (pager) => {
          const command = await ask(pager, '!')
          if (command !== undefined) await runOnScreen(pager, command)
        },
      ],
      ['ctrl-z', (pager) => pager.screen.suspend()],
    ] as [string, Command][]
  ).flatMap(([keys, command]) =>
    keys.split(' ').map((key): [string, Command] => [key === 'space' ? ' ' : key, command]),
  ),
)
