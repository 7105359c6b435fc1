import '@xterm/xterm/css/xterm.css'
import { useEffect, useRef } from 'react'
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
  const events = useRef<ScreenEvents>({ onTitle, onExit, onLink })
  events.current = { onTitle, onExit, onLink }
  const darkAtFirst = useRef(dark)

  useEffect(() => {
    const made = new XtermScreen(element.current!, screen, darkAtFirst.current, {
      onTitle: (title) => events.current.onTitle(title),
      onExit: (status) => events.current.onExit(status),
      onLink: (url) => events.current.onLink(url),
    })
    xterm.current = made
    return () => made.dispose()
  }, [screen])

  useEffect(() => xterm.current?.setDark(dark), [dark, screen])
  useEffect(() => {
    if (!shown) return
    xterm.current?.fit()
    xterm.current?.focus()
  }, [shown, screen])

  const { background } = themes[dark ? 'dark' : 'light']
  return (
    <div style={{ flex: 1, minBlockSize: 0, padding: '6px 4px 4px 10px', background }}>
      <div ref={element} style={{ blockSize: '100%' }} />
    </div>
  )
}
