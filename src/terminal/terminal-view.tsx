import '@xterm/xterm/css/xterm.css'
import { useEffect, useEffectEvent, useRef } from 'react'
import type { TerminalScreen } from '#host/client'
import { themes } from './themes.ts'
import { type ScreenEvents, XtermScreen } from './xterm-screen.ts'

export interface TerminalViewProps extends ScreenEvents {
  screen: TerminalScreen
  dark: boolean
  /** A terminal that comes into view takes the keyboard. */
  shown: boolean
}

/** One terminal, filling the element around it. */
export function TerminalView({ screen, dark, shown, onTitle, onExit, onLink }: TerminalViewProps) {
  const element = useRef<HTMLDivElement>(null)
  const xterm = useRef<XtermScreen>(undefined)
  const make = useEffectEvent((into: HTMLElement) => new XtermScreen(into, screen, dark))
  const tellTitle = useEffectEvent(onTitle)
  const tellExit = useEffectEvent(onExit)
  const tellLink = useEffectEvent(onLink)

  // One view shows one screen: who has another gives the view another key.
  useEffect(() => {
    const made = make(element.current!)
    made.join({
      onTitle: (title) => tellTitle(title),
      onExit: (end) => tellExit(end),
      onLink: (url) => tellLink(url),
    })
    xterm.current = made
    return () => made.dispose()
  }, [])

  useEffect(() => xterm.current?.setDark(dark), [dark])
  useEffect(() => {
    if (!shown) return
    xterm.current?.fit()
    xterm.current?.focus()
  }, [shown])

  const { background } = themes[dark ? 'dark' : 'light']
  return (
    <div style={{ flex: 1, minBlockSize: 0, padding: '6px 4px 4px 10px', background }}>
      <div ref={element} style={{ blockSize: '100%' }} />
    </div>
  )
}
