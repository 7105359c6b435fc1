import { Bell, isVimError, VimError, type Session } from '../session.ts'
import { firstNonBlank } from '../position.ts'
import { delimited, parseRange, type Range } from './address.ts'
import { commandNamed, type ExCommand } from './commands.ts'

/** Runs what was typed behind `:`, several commands with bars between them too. */
export const exCommand = async (session: Session, typed: string): Promise<void> => {
  session.text.beginChange(session.cursor)
  let rest = typed
  while (rest.trim() !== '') rest = await runOne(session, rest)
}

/** Runs one command, and gives what stands behind its bar. */
const runOne = async (session: Session, typed: string): Promise<string> => {
  const { range, rest } = parseRange(session, typed)
  if (rest === '' || rest.startsWith('"')) {
    if (range.given > 0) goToLine(session, range.to)
    return ''
  }
  const match = /^(s(?![a-z])|k(?=[a-z]\b)|d(?=[lp]\b)|[a-zA-Z]+|[!&<>=#@*~])(!?)/.exec(rest)
  if (!match) throw new VimError(`E492: Not an editor command: ${typed}`)
  const [whole, name, bang] = match as unknown as [string, string, string]
  const command = commandNamed(name)
  if (!command) throw new VimError(`E492: Not an editor command: ${typed.trim()}`)
  let argument = rest.slice(name === '!' ? 1 : whole.length)
  let next = ''
  if (!command.takesBars) {
    const bar = findBar(argument)
    if (bar >= 0) [argument, next] = [argument.slice(0, bar), argument.slice(bar + 1)]
  }
  if (range.from > range.to) throw new VimError('E493: Backwards range given')
  if (bang && !command.bang && name !== '!') throw new VimError('E477: No ! allowed')
  if (range.given > 0 && command.noRange) throw new VimError('E481: No range allowed')
  const isGlobal =
    'gv'.includes(command.name[0]!) && (command.name === 'global' || command.name === 'vglobal')
  if (isGlobal) await global(session, range, argument, command.name === 'vglobal' || bang === '!')
  else if (command.name === 'normal') await normal(session, range, argument.trimStart())
  else
    await command.run(session, {
      range,
      argument: command.name === 'substitute' ? argument : argument.trim(),
      bang: bang === '!',
    })
  return next
}

const findBar = (text: string): number => {
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === '|') return i
  }
  return -1
}

const goToLine = (session: Session, line: number): void => {
  session.setJump()
  session.goTo(Math.max(0, line))
  session.message = { text: session.message.text.startsWith(':') ? session.message.text : '' }
}

const mostMarked = 1_000_000

/** :g and :v: first all lines are looked at, then the command runs on each that is still there. */
const global = async (session: Session, range: Range, argument: string, inverse: boolean): Promise<void> => {
  const delimiter = argument[0]
  if (delimiter === undefined || /[\w\s]/.test(delimiter))
    throw new VimError('E148: Regular expression missing from global')
  const { pattern, rest } = delimited(argument.slice(1), delimiter)
  if (pattern !== '') session.searchedFor = { pattern, forward: true, offset: '' }
  const expression = session.compile('')
  const whole = range.given === 0 ? { from: 0, to: session.text.last } : range
  const command = rest.trim() || 'p'
  const chosen: number[] = []
  for (let line = whole.from; line <= whole.to; line++)
    if (expression.test(session.text.line(line)) !== inverse) chosen.push(line)
  if (chosen.length === 0) throw new VimError(`E486: Pattern not found: ${session.searchedFor!.pattern}`)
  const before = session.text.lines.length
  // Deleting is by far the most frequent, and each line for itself would take long.
  if (/^d(e(l(e(te?)?)?)?)?$/.test(command)) {
    const gone = new Set(chosen)
    const kept = session.text.lines.filter((_, line) => !gone.has(line))
    session.beginChange()
    session.registers.delete(undefined, { lines: [session.text.line(chosen.at(-1)!)], kind: 'line' }, false)
    session.text.replace(0, session.text.lines.length, kept)
    session.goTo(chosen.at(-1)! - chosen.length + 1)
  } else await runOnLines(session, chosen.slice(0, mostMarked), command)
  const difference = session.text.lines.length - before
  if (Math.abs(difference) > 2)
    session.say(difference > 0 ? `${difference} more lines` : `${-difference} fewer lines`)
}

const runOnLines = async (session: Session, chosen: readonly number[], command: string): Promise<void> => {
  // Lines move while commands run: where one stands now is found by how much the text grew above it.
  const pending = [...chosen]
  const outputs: string[] = []
  while (pending.length > 0) {
    const line = pending.shift()!
    if (line > session.text.last) break
    session.cursor = { line, at: firstNonBlank(session.text.line(line)) }
    const before = session.text.lines.length
    const isMoveUp = /^m(o(ve?)?)?\s*0$/.test(command)
    try {
      let rest = command
      while (rest.trim() !== '') rest = await runOne(session, rest)
    } catch (error) {
      if (!isVimError(error)) throw error
      outputs.push(error.message)
    }
    const grown = session.text.lines.length - before
    if (grown !== 0 && !isMoveUp) for (let i = 0; i < pending.length; i++) pending[i]! += grown
    await session.proc.yield()
  }
}

/** :normal: keys on each line. */
const normal = async (session: Session, range: Range, keys: string): Promise<void> => {
  const lines =
    range.given > 0
      ? Array.from({ length: range.to - range.from + 1 }, (_, i) => range.from + i)
      : [session.cursor.line]
  const before = session.text.lines.length
  for (const line of lines) {
    if (range.given > 0) session.cursor = { line: line + session.text.lines.length - before, at: 0 }
    try {
      await session.runFed(
        [...keys].map((key) => (key === '\x1b' ? '<Esc>' : key)),
        session.step,
      )
    } catch (error) {
      if (!(error instanceof Bell)) throw error
    }
    await session.proc.yield()
  }
}

export type { ExCommand }
