import Button from '@cloudscape-design/components/button'
import Flashbar, { type FlashbarProps } from '@cloudscape-design/components/flashbar'
import { useEffect, useRef } from 'react'
import { CliCommand } from './cli-command.tsx'
import { type Flash, useFlashes } from './store.ts'

export function FlashBar() {
  const { flashes, dismiss } = useFlashes()
  const item = ({ id, type, quiet, header, text, cli, link }: Flash): FlashbarProps.MessageDefinition => ({
    id,
    type,
    header,
    content: (
      <>
        {text}
        {cli && cli.length > 0 && <CliCommand commands={cli} />}
      </>
    ),
    action: link && (
      <Button href={link.href} download={link.download ?? false}>
        {link.text}
      </Button>
    ),
    // An alert takes the keyboard.
    ariaRole: type === 'error' && !quiet ? 'alert' : 'status',
    dismissible: true,
    dismissLabel: 'Dismiss message',
    onDismiss: () => dismiss(id),
  })
  const bar = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // What sticks to the top of a page must know how much of it the bar covers.
    const observer = new ResizeObserver(([entry]) => {
      const { height } = entry!.contentRect
      document.documentElement.style.setProperty('--flash-bar-height', `${height}px`)
    })
    observer.observe(bar.current!)
    return () => observer.disconnect()
  }, [])
  return (
    <div ref={bar}>
      <Flashbar items={flashes.map(item)} stackItems />
    </div>
  )
}
