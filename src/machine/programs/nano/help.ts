import type { FullScreen } from '../terminal/full-screen.ts'
import { helpText } from './help-text.ts'
import { TextBuffer } from './text-buffer.ts'
import { View } from './view.ts'

/** ^G, until it is left. */
export async function showHelp(screen: FullScreen): Promise<void> {
  const text = new TextBuffer()
  text.load(helpText)
  const view = new View(screen)
  for (;;) {
    await view.draw(text, 'Main nano help text', '', undefined)
    const { name, text: typed } = await screen.next()
    if (name === 'ctrl-x' || name === 'ctrl-c' || typed === 'q' || name === 'end') return
    const page = view.textRows - 1
    const by = { up: -1, down: 1, 'page-up': -page, 'ctrl-y': -page, 'page-down': page, 'ctrl-v': page }[name]
    if (by === undefined) continue
    view.scroll(by, text)
    text.vertical(by)
  }
}
