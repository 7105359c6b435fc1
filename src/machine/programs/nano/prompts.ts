import type { FullScreen } from '../terminal/full-screen.ts'
import type { TextBuffer } from './text-buffer.ts'
import type { Shortcut, View } from './view.ts'

const cancel: Shortcut = ['^C', 'Cancel']

/** The questions that nano asks in its status line. */
export class Prompts {
  constructor(
    private readonly screen: FullScreen,
    private readonly view: View,
    private readonly buffer: TextBuffer,
  ) {}

  /** A line of text; undefined when cancelled. `history` answers the up arrow. */
  async ask(
    name: string,
    question: string,
    answer = '',
    history: readonly string[] = [],
  ): Promise<string | undefined> {
    const prompt = { question, answer, at: answer.length, shortcuts: [['^G', 'Help'], cancel] as Shortcut[] }
    let past = history.length
    for (;;) {
      await this.view.draw(this.buffer, name, '', prompt)
      const key = await this.screen.next()
      switch (key.name) {
        case 'enter':
          return prompt.answer
        case 'ctrl-c':
        case 'escape':
        case 'end-of-input':
          return undefined
        case 'end':
        case 'ctrl-e':
          if (key.text === '' && key.name === 'end') return undefined
          prompt.at = prompt.answer.length
          break
        case 'home':
        case 'ctrl-a':
          prompt.at = 0
          break
        case 'left':
        case 'ctrl-b':
          prompt.at = Math.max(0, prompt.at - 1)
          break
        case 'right':
        case 'ctrl-f':
          prompt.at = Math.min(prompt.answer.length, prompt.at + 1)
          break
        case 'backspace':
        case 'ctrl-h':
          if (prompt.at === 0) break
          prompt.answer = prompt.answer.slice(0, prompt.at - 1) + prompt.answer.slice(prompt.at)
          prompt.at--
          break
        case 'delete':
        case 'ctrl-d':
          prompt.answer = prompt.answer.slice(0, prompt.at) + prompt.answer.slice(prompt.at + 1)
          break
        case 'ctrl-k':
        case 'ctrl-u':
          prompt.answer = ''
          prompt.at = 0
          break
        case 'up':
        case 'down':
          past = Math.max(0, Math.min(history.length, past + (key.name === 'up' ? -1 : 1)))
          prompt.answer = history[past] ?? ''
          prompt.at = prompt.answer.length
          break
        case 'char':
        case 'paste': {
          const text = key.text.replace(/[\r\n].*/s, '')
          prompt.answer = prompt.answer.slice(0, prompt.at) + text + prompt.answer.slice(prompt.at)
          prompt.at += text.length
        }
      }
    }
  }

  async confirm(name: string, question: string, all = false): Promise<'yes' | 'no' | 'all' | 'cancel'> {
    const shortcuts: Shortcut[] = [
      [' Y', 'Yes'],
      [' N', 'No'],
      ...(all ? [[' A', 'All'] as const] : []),
      cancel,
    ]
    for (;;) {
      await this.view.draw(this.buffer, name, '', { question: `${question} `, answer: '', at: 0, shortcuts })
      const key = await this.screen.next()
      if (/^y$/i.test(key.text)) return 'yes'
      if (/^n$/i.test(key.text)) return 'no'
      if (all && /^a$/i.test(key.text)) return 'all'
      if (key.name === 'ctrl-c' || (key.name === 'end' && key.text === '')) return 'cancel'
    }
  }
}
