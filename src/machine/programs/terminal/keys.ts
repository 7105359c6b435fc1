import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'

/** A key as it was pressed: `char` and `paste` carry text, all others have just a name. */
export interface Key {
  name: string
  text: string
}

const sequences: Record<string, string> = {
  '[A': 'up',
  '[B': 'down',
  '[C': 'right',
  '[D': 'left',
  '[H': 'home',
  '[F': 'end',
  OA: 'up',
  OB: 'down',
  OC: 'right',
  OD: 'left',
  OH: 'home',
  OF: 'end',
  '[1~': 'home',
  '[2~': 'insert',
  '[3~': 'delete',
  '[4~': 'end',
  '[5~': 'page-up',
  '[6~': 'page-down',
  '[7~': 'home',
  '[8~': 'end',
  '[Z': 'shift-tab',
  OP: 'f1',
  OQ: 'f2',
  OR: 'f3',
  OS: 'f4',
  '[1;5C': 'ctrl-right',
  '[1;5D': 'ctrl-left',
  '[1;5A': 'ctrl-up',
  '[1;5B': 'ctrl-down',
  '[1;3C': 'alt-f',
  '[1;3D': 'alt-b',
  '[1;5H': 'ctrl-home',
  '[1;5F': 'ctrl-end',
  '[3;5~': 'ctrl-delete',
  '[1;2C': 'right',
  '[1;2D': 'left',
  '[1;2A': 'up',
  '[1;2B': 'down',
}

const controls: Record<number, string> = {
  8: 'backspace',
  9: 'tab',
  10: 'enter',
  13: 'enter',
  127: 'backspace',
}

const pasteStart = '\x1b[200~'
const pasteEnd = '\x1b[201~'
/** A paste longer than this is cut: nobody edits it in a line. */
const pasteLimit = 4 * 1024 * 1024

/** Takes one key from the front of what was typed; undefined when more bytes are needed for it. */
export const takeKey = (input: string): { key: Key; length: number } | undefined => {
  const first = input.codePointAt(0)
  if (first === undefined) return undefined
  if (first !== 27) {
    const text = String.fromCodePoint(first)
    if (first in controls) return { key: { name: controls[first]!, text }, length: 1 }
    if (first < 32) return { key: { name: controlName(first), text }, length: 1 }
    return { key: { name: 'char', text }, length: text.length }
  }
  if (input.length === 1) return { key: { name: 'escape', text: '\x1b' }, length: 1 }
  if (input.startsWith(pasteStart)) {
    const end = input.indexOf(pasteEnd)
    if (end < 0)
      return input.length > pasteLimit
        ? { key: { name: 'paste', text: input.slice(6) }, length: input.length }
        : undefined
    return {
      key: { name: 'paste', text: input.slice(pasteStart.length, end) },
      length: end + pasteEnd.length,
    }
  }
  const sequence = /^\x1b(\[[0-9;?<]*[A-Za-z~]|O[A-Za-z])/.exec(input)
  if (sequence)
    return {
      key: { name: sequences[sequence[1]!] ?? 'unknown', text: sequence[0] },
      length: sequence[0].length,
    }
  if (/^\x1b(\[[0-9;?<]{0,16}|O)$/.test(input)) return undefined
  return altKey(input)
}

const altKey = (input: string): { key: Key; length: number } => {
  const char = String.fromCodePoint(input.codePointAt(1)!)
  const code = char.charCodeAt(0)
  const name =
    code in controls ? `alt-${controls[code]}` : code < 32 ? `alt-${controlName(code)}` : `alt-${char}`
  return { key: { name, text: input.slice(0, 1 + char.length) }, length: 1 + char.length }
}

const controlName = (code: number): string =>
  code === 0 ? 'ctrl-space' : `ctrl-${String.fromCharCode(code + 96)}`

/** Reads keys from a terminal in raw mode. */
export class KeyReader {
  #buffer = ''
  readonly #decoder = new TextDecoder()

  constructor(
    private readonly proc: Process,
    private readonly fd = 0,
  ) {}

  /** Whether a whole key is there already: screens need not be drawn before it is handled. */
  get hasMore(): boolean {
    return this.#buffer !== '' && takeKey(this.#buffer) !== undefined
  }

  /** The next key; `end` at the end of input, `resize` after the window has changed (or another signal came). */
  async next(): Promise<Key> {
    for (;;) {
      const taken = takeKey(this.#buffer)
      if (taken) {
        this.#buffer = this.#buffer.slice(taken.length)
        return taken.key
      }
      try {
        const bytes = await this.proc.read(this.fd)
        if (bytes.length === 0) return { name: 'end', text: '' }
        this.#buffer += this.#decoder.decode(bytes, { stream: true })
      } catch (error) {
        if (isErrno(error, 'EINTR')) return { name: 'resize', text: '' }
        if (isErrno(error)) return { name: 'end', text: '' }
        throw error
      }
    }
  }
}
