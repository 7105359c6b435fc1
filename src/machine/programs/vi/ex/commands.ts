import { isErrno } from '../../../errno.ts'
import { filterLines, reportLines, shiftLines, joinLines } from '../operators.ts'
import { decodeText, openFile, writeFile } from '../files.ts'
import { Leave, VimError, type Session } from '../session.ts'
import { runOnScreen, runShell } from '../shell-commands.ts'
import { showPage } from '../pages.ts'
import { viHelp } from '../help-text.ts'
import { parseRange, type Range } from './address.ts'
import { substitute } from './substitute.ts'

export interface Arguments {
  range: Range
  argument: string
  bang: boolean
}

export interface ExCommand {
  name: string
  /** The shortest that it may be called. */
  least: string
  bang?: boolean
  noRange?: boolean
  /** A bar belongs to its argument. */
  takesBars?: boolean
  run(session: Session, given: Arguments): Promise<void> | void
}

const unsaved = (session: Session): void => {
  if (session.text.modified) throw new VimError('E37: No write since last change (add ! to override)')
}

/** More files wait in the argument list: vi asks twice. */
const leave = (session: Session, bang: boolean): never => {
  const more = session.files.length - session.fileIndex - 1
  if (more > 0 && !bang && !session.warnedMoreFiles) {
    session.warnedMoreFiles = true
    throw new VimError(`E173: ${more} more file${more === 1 ? '' : 's'} to edit`)
  }
  throw new Leave()
}

const expandName = (session: Session, name: string): string => {
  const home = session.proc.env.get('HOME') ?? '/'
  return name
    .replace(/^~(?=\/|$)/, home)
    .replace(/(?<!\\)%/g, () => session.file.name ?? '')
    .replace(/(?<!\\)#/g, () => session.alternate ?? '')
    .replace(/\\([%# ])/g, '$1')
}

const write =
  (quits: boolean, onlyIfChanged = false): ExCommand['run'] =>
  async (session, { range, argument, bang }) => {
    const pipe = /^!(.*)/s.exec(argument)
    if (pipe && !quits) {
      const lines = range.given > 0 ? session.text.lines.slice(range.from, range.to + 1) : session.text.lines
      const { output } = await runShell(session, pipe[1]!, `${lines.join('\n')}\n`)
      return output === '' ? undefined : showPage(session, output)
    }
    const append = argument.startsWith('>>')
    const typed = append ? argument.slice(2).trim() : argument
    const name = typed === '' ? undefined : expandName(session, typed)
    if (
      !onlyIfChanged ||
      session.text.modified ||
      (name !== undefined && name !== session.file.name) ||
      (session.file.isNew && session.file.name !== undefined && session.text.modified)
    )
      await writeFile(session, {
        name,
        force: bang,
        append,
        ...(range.given > 0 && { range: { from: range.from, to: range.to } }),
      })
    if (quits) leave(session, bang)
  }

const edit: ExCommand['run'] = async (session, { argument, bang }) => {
  const name = argument === '' ? session.file.name : expandName(session, argument)
  if (!bang) unsaved(session)
  if (name === undefined) throw new VimError('E32: No file name')
  const line = name === session.file.name ? session.cursor.line : 0
  await openFile(session, name)
  session.goTo(line)
}

const otherFile =
  (step: number): ExCommand['run'] =>
  async (session, { bang }) => {
    if (!bang) unsaved(session)
    const next = session.fileIndex + step
    if (session.files.length < 2) throw new VimError('E163: There is only one file to edit')
    if (next < 0) throw new VimError('E164: Cannot go before first file')
    if (next >= session.files.length) throw new VimError('E165: Cannot go beyond last file')
    session.fileIndex = next
    await openFile(session, session.files[next])
  }

const read: ExCommand['run'] = async (session, { range, argument }) => {
  const at = range.given > 0 ? range.to + 1 : session.cursor.line + 1
  let text: string[]
  if (argument.startsWith('!')) {
    const { output } = await runShell(session, argument.slice(1), '')
    text = output.replace(/\n$/, '').split('\n')
  } else {
    const name = argument === '' ? session.file.name : expandName(session, argument)
    if (name === undefined) throw new VimError('E32: No file name')
    try {
      const loaded = decodeText(await session.proc.readFile(name))
      text = loaded.lines
    } catch (error) {
      if (!isErrno(error)) throw error
      throw new VimError(`E484: Can't open file ${name}`)
    }
  }
  session.beginChange()
  session.text.replace(at, 0, text)
  session.goTo(at)
}

const countOf = (
  range: Range,
  argument: string,
  last: number,
): { from: number; to: number; rest: string } => {
  const match = /^(.*?)(\d+)?$/.exec(argument)!
  if (!match[2]) return { ...range, rest: argument }
  return { from: range.to, to: Math.min(last, range.to + Number(match[2]) - 1), rest: match[1]!.trim() }
}

const deleteLines: ExCommand['run'] = (session, { range, argument }) => {
  const { from, to, rest } = countOf(range, argument, session.text.last)
  session.beginChange()
  session.registers.delete(
    rest || undefined,
    { lines: session.text.lines.slice(from, to + 1), kind: 'line' },
    false,
  )
  session.text.replace(from, to - from + 1, [])
  session.goTo(from)
  reportLines(session, from - to - 1)
}

const yankLines: ExCommand['run'] = (session, { range, argument }) => {
  const { from, to, rest } = countOf(range, argument, session.text.last)
  const lines = session.text.lines.slice(from, to + 1)
  session.registers.yank(rest || undefined, { lines, kind: 'line' })
  if (lines.length > 2) session.say(`${lines.length} lines yanked`)
}

const target = (session: Session, argument: string): number => {
  if (argument.trim() === '0') return 0
  const { range, rest } = parseRange(session, argument)
  if (range.given === 0 || rest !== '') throw new VimError('E14: Invalid address')
  return range.to + 1
}

const moveLines: ExCommand['run'] = (session, { range, argument }) => {
  const to = target(session, argument)
  const count = range.to - range.from + 1
  if (to > range.from && to <= range.to) throw new VimError('E134: Cannot move a range of lines into itself')
  const lines = session.text.lines.slice(range.from, range.to + 1)
  session.beginChange()
  session.text.replace(to, 0, lines)
  session.text.replace(to <= range.from ? range.from + count : range.from, count, [])
  session.goTo((to <= range.from ? to : to - count) + count - 1)
  if (count > 2) session.say(`${count} lines moved`)
}

const copyLines: ExCommand['run'] = (session, { range, argument }) => {
  const to = target(session, argument)
  const lines = session.text.lines.slice(range.from, range.to + 1)
  session.beginChange()
  session.text.replace(to, 0, lines)
  session.goTo(to + lines.length - 1)
  reportLines(session, lines.length)
}

const putLines: ExCommand['run'] = (session, { range, argument, bang }) => {
  const register = session.registers.get(argument || '"')
  if (!register) throw new VimError(`E353: Nothing in register ${argument || '"'}`)
  session.beginChange()
  const at = bang ? range.to : range.to + 1
  session.text.replace(at, 0, register.lines)
  session.goTo(at + register.lines.length - 1)
}

const shift =
  (direction: number): ExCommand['run'] =>
  (session, { range, argument }) => {
    const more = /^[<>]*/.exec(argument)![0].length
    session.beginChange()
    shiftLines(session, range.from, range.to, direction * (1 + more))
  }

const set: ExCommand['run'] = async (session, { argument }) => {
  const words = argument.split(/\s+/).filter(Boolean)
  if (words.length === 0) {
    const changed = session.settings.changed()
    return showPage(session, `--- Options ---\n${changed.map((line) => `${line}\n`).join('')}`)
  }
  if (words[0] === 'all') {
    return showPage(
      session,
      "Options that Sandcloud's vi has:\n  autoindent expandtab hlsearch ignorecase incsearch list number paste readonly\n  relativenumber ruler scrolloff shiftwidth showmode smartcase smartindent\n  softtabstop startofline tabstop wrap wrapscan\n",
    )
  }
  for (const word of words) {
    const { message, error } = session.settings.set(word)
    if (error) throw new VimError(error)
    if (message) session.say(message)
    if (/^(no|inv)?(ro|readonly)/.test(word)) session.file.readOnly = session.settings.is('readonly')
  }
}

const sort: ExCommand['run'] = (session, { range, argument, bang }) => {
  const whole = range.given === 0 ? { from: 0, to: session.text.last } : range
  const lines = session.text.lines.slice(whole.from, whole.to + 1)
  const number = (line: string): number => Number(/-?\d+/.exec(line)?.[0] ?? -Infinity)
  const fold = (line: string): string => (argument.includes('i') ? line.toLowerCase() : line)
  const compare = (a: string, b: string): number =>
    argument.includes('n') ? number(a) - number(b) || 0 : fold(a) < fold(b) ? -1 : fold(a) > fold(b) ? 1 : 0
  let sorted = lines.toSorted(compare)
  if (argument.includes('u'))
    sorted = sorted.filter((line, i) => i === 0 || fold(line) !== fold(sorted[i - 1]!))
  if (bang) sorted.reverse()
  session.beginChange()
  session.text.replace(whole.from, lines.length, sorted)
  session.goTo(whole.from)
}

const registersPage: ExCommand['run'] = (session, { argument }) => {
  const asked = session.registers.list().filter(([name]) => argument === '' || argument.includes(name))
  const lines = asked.map(([name, { lines: text, kind }]) => {
    const type = kind === 'line' ? 'l' : kind === 'block' ? 'b' : 'c'
    return `  ${type}  "${name}   ${(text.join('^J') + (kind === 'line' ? '^J' : '')).slice(0, session.screen.columns - 12)}`
  })
  return showPage(session, `Type Name Content\n${lines.map((line) => `${line}\n`).join('')}`)
}

const fileInfo: ExCommand['run'] = (session, { argument }) => {
  if (argument !== '') session.file.name = expandName(session, argument)
  const { file, text, cursor } = session
  const count = text.lines.length
  const { isEmpty } = text
  const name = file.name === undefined ? '[No Name]' : file.name
  const notes = `${text.modified ? ' [Modified]' : ''}${file.readOnly ? ' [readonly]' : ''}`
  const share = `--${Math.floor(((cursor.line + 1) * 100) / count)}%--`
  session.say(
    isEmpty
      ? `"${name}"${notes} --No lines in buffer--`
      : `"${name}"${notes} ${count} line${count === 1 ? '' : 's'} ${share}`,
  )
}

const printLines =
  (numbered: boolean): ExCommand['run'] =>
  (session, { range }) => {
    const lines = session.text.lines.slice(range.from, range.to + 1)
    session.goTo(range.to)
    return showPage(
      session,
      lines
        .map((line, i) => `${numbered ? `${String(range.from + i + 1).padStart(3)} ` : ''}${line}\n`)
        .join(''),
    )
  }

const bang: ExCommand['run'] = async (session, { range, argument }) => {
  const last = session.lastShell
  const command = expandName(
    session,
    argument.replace(/(?<!\\)!/g, () => last ?? ''),
  )
  session.lastShell = command
  if (range.given > 0) return filterLines(session, range.from, range.to, command)
  await runOnScreen(session, command)
}

const lacking: ExCommand['run'] = () => {
  throw new VimError('E319: Sorry, the command is not available in this version')
}

const quit: ExCommand['run'] = (session, { bang: force }) => {
  if (!force) unsaved(session)
  leave(session, force)
}

const table: readonly ExCommand[] = [
  { name: 'substitute', least: 's', takesBars: true, run: (session, { range, argument }) => substitute(session, range, argument) },
  { name: '&', least: '&', run: (session, { range, argument }) => substitute(session, range, argument) },
  { name: 'write', least: 'w', bang: true, run: write(false) },
  { name: 'wq', least: 'wq', bang: true, run: write(true) },
  { name: 'wqall', least: 'wqa', bang: true, run: write(true) },
  { name: 'wall', least: 'wa', bang: true, run: write(false) },
  { name: 'xit', least: 'x', bang: true, run: write(true, true) },
  { name: 'xall', least: 'xa', bang: true, run: write(true, true) },
  { name: 'exit', least: 'exi', bang: true, run: write(true, true) },
  { name: 'quit', least: 'q', bang: true, noRange: true, run: quit },
  { name: 'qall', least: 'qa', bang: true, noRange: true, run: quit },
  { name: 'cquit', least: 'cq', bang: true, run: (session) => {
    session.status = 1
    throw new Leave()
  } },
  { name: 'edit', least: 'e', bang: true, noRange: true, run: edit },
  { name: 'view', least: 'vie', bang: true, noRange: true, run: async (session, given) => {
    await edit(session, given)
    session.file.readOnly = true
  } },
  { name: 'enew', least: 'ene', bang: true, noRange: true, run: async (session, { bang: force }) => {
    if (!force) unsaved(session)
    await openFile(session, undefined)
  } },
  { name: 'next', least: 'n', bang: true, run: otherFile(1) },
  { name: 'previous', least: 'prev', bang: true, run: otherFile(-1) },
  { name: 'Next', least: 'N', bang: true, run: otherFile(-1) },
  { name: 'rewind', least: 'rew', bang: true, run: async (session, given) => {
    session.fileIndex = session.files.length > 1 ? 1 : 0
    return otherFile(-1)(session, given)
  } },
  { name: 'args', least: 'ar', run: (session) => session.say(session.files.map((name, i) => (i === session.fileIndex ? `[${name}]` : name)).join(' ')) },
  { name: 'read', least: 'r', takesBars: true, run: read },
  { name: 'file', least: 'f', run: fileInfo },
  { name: 'delete', least: 'd', run: deleteLines },
  { name: 'yank', least: 'y', run: yankLines },
  { name: 'put', least: 'pu', bang: true, run: putLines },
  { name: 'move', least: 'm', run: moveLines },
  { name: 'copy', least: 'co', run: copyLines },
  { name: 't', least: 't', run: copyLines },
  { name: 'join', least: 'j', bang: true, run: (session, { range, bang: plain }) => {
    session.beginChange()
    joinLines(session, range.from, Math.min(session.text.last, range.given > 1 ? range.to : range.from + 1), !plain)
  } },
  { name: '>', least: '>', run: shift(1) },
  { name: '<', least: '<', run: shift(-1) },
  { name: 'global', least: 'g', bang: true, takesBars: true, run: () => {} },
  { name: 'vglobal', least: 'v', takesBars: true, run: () => {} },
  { name: 'normal', least: 'norm', bang: true, takesBars: true, run: () => {} },
  { name: 'set', least: 'se', noRange: true, run: set },
  { name: 'setlocal', least: 'setl', noRange: true, run: set },
  { name: 'nohlsearch', least: 'noh', run: (session) => {
    session.isHighlighting = false
  } },
  { name: 'undo', least: 'u', run: (session) => session.feed(['u']) },
  { name: 'redo', least: 'red', run: (session) => session.feed(['<C-r>']) },
  { name: 'registers', least: 'reg', noRange: true, run: registersPage },
  { name: 'display', least: 'di', noRange: true, run: registersPage },
  { name: 'print', least: 'p', run: printLines(false) },
  { name: 'number', least: 'nu', run: printLines(true) },
  { name: '#', least: '#', run: printLines(true) },
  { name: '=', least: '=', run: (session, { range }) => session.say(String(range.given > 0 ? range.to + 1 : session.text.lines.length)) },
  { name: 'mark', least: 'ma', run: (session, { range, argument }) => {
    session.marks.set(argument, { line: range.to, at: 0 })
  } },
  { name: 'k', least: 'k', run: (session, { range, argument }) => {
    session.marks.set(argument, { line: range.to, at: 0 })
  } },
  { name: 'sort', least: 'sor', bang: true, run: sort },
  { name: '!', least: '!', takesBars: true, run: bang },
  { name: 'shell', least: 'sh', noRange: true, run: (session) => runOnScreen(session, '') },
  { name: 'stop', least: 'st', bang: true, run: (session) => session.screen.suspend() },
  { name: 'suspend', least: 'sus', bang: true, run: (session) => session.screen.suspend() },
  { name: 'cd', least: 'cd', noRange: true, run: async (session, { argument }) => {
    try {
      await session.proc.chdir(argument === '' ? (session.proc.env.get('HOME') ?? '/') : expandName(session, argument))
    } catch (error) {
      if (!isErrno(error)) throw error
      throw new VimError(`E344: Can't find directory "${argument}" in cdpath`)
    }
  } },
  { name: 'pwd', least: 'pw', noRange: true, run: (session) => session.say(session.proc.cwd) },
  { name: 'help', least: 'h', bang: true, run: (session) => showPage(session, viHelp) },
  { name: 'version', least: 've', run: (session) => session.say("Sandcloud's own vi, after Vi IMproved") },
  ...['split', 'vsplit', 'new', 'vnew', 'sview', 'tabnew', 'tabedit', 'syntax', 'filetype', 'map', 'nmap', 'imap', 'vmap', 'noremap', 'nnoremap',
    'inoremap', 'unmap', 'abbreviate', 'let', 'if', 'call', 'echo', 'execute', 'function', 'source', 'colorscheme', 'autocmd', 'make', 'grep', 'diffsplit',
    'terminal', 'close', 'only', 'buffers', 'ls', 'buffer', 'bnext', 'bprevious', 'bdelete', 'marks', 'jumps', 'changes', 'history', 'digraphs', 'spell', 'highlight', 'retab', 'mksession', 'recover', 'preserve'].map(
    (name): ExCommand => ({ name, least: { split: 'sp', vsplit: 'vs', syntax: 'sy', buffer: 'b', marks: 'marks' }[name] ?? name, bang: true, takesBars: true, run: lacking }),
  ),
] // prettier-ignore

export const commandNamed = (name: string): ExCommand | undefined =>
  table.find(
    (command) =>
      command.name.startsWith(name) && name.length >= command.least.length && name.startsWith(command.least),
  )
