import { formatTime } from '../text/format-time.ts'
import type { Command } from './command.ts'
import { firstNonBlank } from './position.ts'

/** How long ago a change was made; by the clock when that is long. */
const agoText = (seconds: number, time: number): string =>
  seconds < 100 ? `${seconds} second${seconds === 1 ? '' : 's'} ago` : formatTime('%T', new Date(time))

export const undo =
  (redo: boolean): Command =>
  (session, { count }) => {
    for (let i = 0; i < count; i++) {
      const size = session.text.lines.length
      const done = redo ? session.text.redo() : session.text.undo()
      if (!done) {
        session.say(redo ? 'Already at newest change' : 'Already at oldest change')
        return
      }
      session.cursor = done.cursor
      session.clamp()
      const grown = session.text.lines.length - size
      if (grown !== 0) session.cursor.at = firstNonBlank(session.line)
      const changed = done.change.replacements.length
      const what =
        grown === 0
          ? `${changed} change${changed === 1 ? '' : 's'}`
          : grown > 0
            ? `${grown} ${grown === 1 ? 'more line' : 'more lines'}`
            : `${-grown} ${grown === -1 ? 'line less' : 'fewer lines'}`
      const { number, time } = done.change
      const seconds = Math.max(0, Math.floor((session.proc.system.now() - time) / 1000))
      session.say(`${what}; ${redo ? 'after' : 'before'} #${number}  ${agoText(seconds, time)}`)
    }
  }
