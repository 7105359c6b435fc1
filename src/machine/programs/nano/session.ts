import type { Process } from '../../kernel/process.ts'
import type { FullScreen } from '../terminal/full-screen.ts'
import { Prompts } from './prompts.ts'
import { TextBuffer } from './text-buffer.ts'
import { View } from './view.ts'

/** What nano's commands work on: a text, its name, and what the screen says of it. */
export class Session {
  readonly buffer = new TextBuffer()
  readonly view: View
  readonly #prompts: Prompts
  /** What stands above the shortcuts until the next key. */
  message = ''
  /** The last key cut a line: another one adds to it. */
  cutting = false
  /** What was searched for, the last one last. */
  searches: string[] = []

  constructor(
    readonly proc: Process,
    readonly screen: FullScreen,
    public name: string,
    readonly readOnly: boolean,
  ) {
    this.view = new View(screen)
    this.#prompts = new Prompts(screen, this.view, this.buffer)
  }

  /** @returns undefined when it was cancelled. */
  ask(question: string, given?: string, earlier?: readonly string[]): ReturnType<Prompts['ask']> {
    return this.#prompts.ask(this.name, question, given, earlier)
  }

  confirm(question: string, mayBeAll?: boolean): ReturnType<Prompts['confirm']> {
    return this.#prompts.confirm(this.name, question, mayBeAll)
  }
}
