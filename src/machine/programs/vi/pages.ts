import { fitted } from '../terminal/full-screen.ts'
import type { Session } from './session.ts'

const prompt = '\x1b[32mPress ENTER or type command to continue\x1b[m'

/**
 * Shows text below what is on the screen, which moves up for it, page by page, and waits for a key; a single
 * line needs no such wait.
 */
export const showPage = async (session: Session, text: string): Promise<void> => {
  const lines = text.replace(/\n$/, '').split('\n')
  if (lines.length === 1) {
    session.say(lines[0]!)
    return
  }
  const { screen } = session
  const { message } = session
  await session.draw()
  const above = [...screen.shown.slice(0, screen.rows - 1), message.text]
  for (let shown = 0; shown < lines.length;) {
    const height = Math.max(1, screen.rows - 1)
    shown = Math.min(lines.length, shown + (shown === 0 ? Math.max(height - 1, 1) : height))
    const isLast = shown === lines.length
    const rows = [...above, ...lines.slice(0, shown).map((line) => fitted(line, screen.columns))].slice(
      -height,
    )
    rows.push(isLast ? prompt : '\x1b[32m-- More --\x1b[m')
    await screen.draw(rows, { row: rows.length - 1, column: isLast ? 39 : 10 })
    const key = await screen.next()
    if (key.text === 'q' || key.name === 'ctrl-c' || key.name === 'escape') break
    if (isLast && key.text === ':') session.feed([':'])
  }
  session.message = { text: '' }
  screen.redraw()
}
