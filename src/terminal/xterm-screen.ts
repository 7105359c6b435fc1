import { FitAddon } from '@xterm/addon-fit'
import { WebLinksAddon } from '@xterm/addon-web-links'
import { Terminal } from '@xterm/xterm'
import type { TerminalEnd, TerminalScreen } from '#host/client'
import { themes } from './themes.ts'
import { titleOf } from './title.ts'

export interface ScreenEvents {
  onTitle(title: string): void
  onExit(end: TerminalEnd): void
  onLink(url: string): void
}

/** Lines above the screen that are kept. */
const scrollback = 5000
/** Control sequences that are carried out as often as they say: on lines (insert, delete, scroll) and in one. */
const repeated = [
  { finals: ['L', 'M', 'S', 'T'], most: 'rows' },
  { finals: ['b', 'I', 'Z'], most: 'cols' },
] as const
/** Bytes that a hidden page takes before its programs wait. */
const hiddenBacklog = 4_194_304
/** Milliseconds between two changes of the title. */
const titlePause = 200

/** A terminal's screen on the page: xterm joined to the terminal that lives in the cloud's worker. */
export class XtermScreen {
  readonly #terminal: Terminal
  readonly #fit = new FitAddon()
  readonly #element: HTMLElement
  readonly #release: (() => void)[] = []
  readonly #unshown = new Set<() => void>()
  /** Bytes that xterm has taken and not shown. */
  #backlog = 0
  #title = ''
  #titleTimer: ReturnType<typeof setTimeout> | undefined

  #events: ScreenEvents | undefined
  #opened = false

  constructor(
    element: HTMLElement,
    private readonly screen: TerminalScreen,
    dark: boolean,
  ) {
    this.#element = element
    const follow = (url: string) => {
      if (/^https?:\/\//i.test(url)) this.#events?.onLink(url)
    }
    this.#terminal = new Terminal({
      fontFamily: 'ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
      fontSize: 13,
      lineHeight: 1.15,
      cursorBlink: true,
      scrollback,
      screenReaderMode: false,
      theme: themes[dark ? 'dark' : 'light'],
      // Links that programs mark up themselves (OSC 8) may say one address and show another: they open
      // where the address bar tells the true one.
      linkHandler: { activate: (_, url) => follow(url), allowNonHttpProtocols: false },
    })
    this.#terminal.loadAddon(this.#fit)
    this.#terminal.loadAddon(new WebLinksAddon((_, url) => follow(url)))
    this.#refuseClipboardWrites()
    this.#refuseEndlessRepetition()
    this.#copyAndPaste()
    this.fit()
  }

  focus(): void {
    this.#terminal.focus()
  }

  setDark(dark: boolean): void {
    this.#terminal.options.theme = themes[dark ? 'dark' : 'light']
  }

  /**
   * Fits columns and rows to the element. A hidden one has no size to fit to, and xterm must not even be
   * opened in it: it would measure its letters as nothing and show the wrong lines later.
   */
  fit(): void {
    if (this.#element.clientWidth === 0 || this.#element.clientHeight === 0) return
    const first = !this.#opened
    if (first) this.#terminal.open(this.#element)
    this.#opened = true
    this.#fit.fit()
    if (first) this.screen.resize(this.#terminal.cols, this.#terminal.rows)
  }

  dispose(): void {
    for (const release of this.#release) release()
    this.#terminal.dispose()
  }

  /** Lets the terminal in the cloud and this screen hear of each other. */
  join(events: ScreenEvents): void {
    this.#events = events
    const { screen } = this
    const terminal = this.#terminal
    const { dispose } = terminal.onResize(({ cols, rows }) => screen.resize(cols, rows))
    const input = terminal.onData((data) => screen.write(data))
    // Mouse reports of programs come as bytes in the disguise of characters.
    const binary = terminal.onBinary((data) => screen.write(Uint8Array.from(data, (c) => c.charCodeAt(0))))
    const title = terminal.onTitleChange((text) => this.#changeTitle(text))
    this.#release.push(
      screen.onData((data) => this.#show(data)),
      () => this.#stopWaiting(),
      screen.onExit((end) => {
        terminal.options.cursorBlink = false
        terminal.options.disableStdin = true
        events.onExit(end)
      }),
      dispose,
      () => input.dispose(),
      () => binary.dispose(),
      () => title.dispose(),
      () => clearTimeout(this.#titleTimer),
    )
    const observer = new ResizeObserver(() => this.fit())
    observer.observe(this.#element)
    this.#release.push(() => observer.disconnect())
  }

  /** A program may set a thousand titles a second: the last of them is told. */
  #changeTitle(text: string) {
    this.#title = text
    this.#titleTimer ??= setTimeout(() => {
      this.#titleTimer = undefined
      this.#events?.onTitle(titleOf(this.#title))
    }, titlePause)
  }

  /** Resolves when it stands on the screen: xterm takes in much more at once than it shows. */
  #show(data: Uint8Array): Promise<void> {
    this.#backlog += data.length
    const shown = new Promise<void>((resolve) => {
      this.#unshown.add(resolve)
      this.#terminal.write(data, () => {
        this.#backlog -= data.length
        this.#unshown.delete(resolve)
        resolve()
      })
    })
    // A hidden page hardly draws: a server that logs into it is not to wait for that.
    return document.hidden && this.#backlog < hiddenBacklog ? Promise.resolve() : shown
  }

  /** What a disposed screen has not shown it never will. */
  #stopWaiting() {
    for (const resolve of this.#unshown) resolve()
    this.#unshown.clear()
  }

  /** A program on a server must not write the learner's clipboard: OSC 52 ends here. */
  #refuseClipboardWrites() {
    const handler = this.#terminal.parser.registerOscHandler(52, () => true)
    this.#release.push(() => handler.dispose())
  }

  /** Ten million inserted lines in a dozen bytes would stop the page: xterm takes them one by one. */
  #refuseEndlessRepetition() {
    const terminal = this.#terminal
    for (const { finals, most } of repeated)
      for (const final of finals) {
        const handler = terminal.parser.registerCsiHandler(
          { final },
          ([times]) => Number(times) > terminal[most],
        )
        this.#release.push(() => handler.dispose())
      }
  }

  /** Ctrl+Shift+C and Ctrl+Shift+V, as in terminals on Linux; the browser's own keys for the rest. */
  #copyAndPaste() {
    const terminal = this.#terminal
    terminal.attachCustomKeyEventHandler((event) => {
      if (event.type !== 'keydown' || !event.ctrlKey || !event.shiftKey) return true
      if (event.code === 'KeyC') {
        event.preventDefault()
        if (terminal.hasSelection()) void navigator.clipboard.writeText(terminal.getSelection())
        return false
      }
      // The browser turns this into a paste event, which xterm takes in brackets.
      return event.code !== 'KeyV'
    })
  }
}
