import type { Process } from '../../kernel/process.ts'
import type { FullScreen } from '../terminal/full-screen.ts'
import type { Key } from '../terminal/keys.ts'
import { copy, edit } from './edits.ts'
import { insertFile, load, save, writeOut } from './file-commands.ts'
import { showHelp } from './help.ts'
import { goToLine, showLocation } from './location.ts'
import { move } from './moves.ts'
import { findNext, replace, search } from './search.ts'
import { Session } from './session.ts'

type Command = (session: Session) => unknown

const commands: Readonly<Record<string, Command>> = {
  'ctrl-o': writeOut,
  'ctrl-s': (session) => (session.name === '' ? writeOut(session) : save(session, session.name)),
  'ctrl-w': search,
  'alt-w': findNext,
  'ctrl-\\': replace,
  'ctrl-|': replace,
  'alt-r': replace,
  'ctrl-c': showLocation,
  'ctrl-_': goToLine,
  'ctrl-\x7f': goToLine,
  'alt-g': goToLine,
  'ctrl-r': insertFile,
  'ctrl-g': ({ screen }) => showHelp(screen),
  f1: ({ screen }) => showHelp(screen),
  'alt-u': (session) => {
    session.message = session.buffer.undo() ? 'Undid edit' : 'Nothing to undo'
  },
  'alt-e': (session) => {
    session.message = session.buffer.redo() ? 'Redid edit' : 'Nothing to redo'
  },
  'alt-a': mark,
  'ctrl-^': mark,
  'alt-6': copy,
  'alt-^': copy,
  'ctrl-l': ({ view, buffer }) => view.center(buffer),
  'ctrl-z': ({ screen }) => screen.suspend(),
}

/** nano, from opening a file to leaving it. */
export class Editor {
  readonly #session: Session

  constructor(proc: Process, screen: FullScreen, name: string, readOnly: boolean) {
    this.#session = new Session(proc, screen, name, readOnly)
  }

  async open(line: number, column: number): Promise<void> {
    const { buffer, name } = this.#session
    if (name !== '') await load(this.#session)
    buffer.cursor = { line: Math.min(Math.max(0, line - 1), buffer.lines.length - 1), at: 0 }
    buffer.cursor.at = Math.min(Math.max(0, column - 1), buffer.current.length)
  }

  async run(): Promise<void> {
    const session = this.#session
    for (;;) {
      await session.view.draw(session.buffer, session.name, session.message)
      const key = await session.screen.next()
      if (key.name === 'end' && key.text === '') return
      if (key.name !== 'resize') session.message = ''
      const { cutting } = session
      session.cutting = false
      if (key.name !== 'ctrl-x') await perform(session, key, cutting)
      else if (await leave(session)) return
    }
  }
}

async function perform(session: Session, key: Key, cutting: boolean): Promise<void> {
  if (move(session, key.name)) return
  const command = Object.hasOwn(commands, key.name) ? commands[key.name] : undefined
  if (command) await command(session)
  else edit(session, key, cutting)
}

function mark(session: Session): void {
  const { buffer } = session
  buffer.mark = buffer.mark ? undefined : { ...buffer.cursor }
  session.message = buffer.mark ? 'Mark Set' : 'Mark Unset'
}

/** @returns whether nothing holds it any more. */
async function leave(session: Session): Promise<boolean> {
  if (!session.buffer.modified || session.readOnly) return true
  const answer = await session.confirm('Save modified buffer?')
  if (answer === 'no') return true
  if (answer !== 'cancel') return writeOut(session)
  session.message = 'Cancelled'
  return false
}
