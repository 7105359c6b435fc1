import Button from '@cloudscape-design/components/button'
import Icon from '@cloudscape-design/components/icon'
import { type KeyboardEvent, useRef } from 'react'
import { useDock } from './store.ts'

const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }

export function TabStrip() {
  const { tabs, active, select, close } = useDock()
  const strip = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key]
    const at = tabs.findIndex(({ id }) => id === active)
    if (event.key === 'Delete' && active) close(active)
    if (step === undefined) return
    event.preventDefault()
    const next = tabs[Math.min(Math.max(at + step, 0), tabs.length - 1)]!
    select(next.id)
    strip.current?.querySelector<HTMLElement>(`#dock-tab-${next.id}`)?.focus()
  }
  return (
    <div
      className="dock-tabs"
      role="tablist"
      aria-label="Terminals and browser tabs"
      ref={strip}
      onKeyDown={onKeyDown}
    >
      {tabs.map(({ id, kind, title }) => (
        <div key={id} role="presentation" className={id === active ? 'dock-tab dock-tab-active' : 'dock-tab'}>
          <button
            type="button"
            role="tab"
            id={`dock-tab-${id}`}
            aria-selected={id === active}
            aria-controls={`dock-panel-${id}`}
            tabIndex={id === active ? 0 : -1}
            title={title}
            onClick={() => select(id)}
          >
            <Icon name={kind === 'terminal' ? 'command-prompt' : 'globe'} />
            <span>{title}</span>
          </button>
          <Button
            variant="inline-icon"
            iconName="close"
            ariaLabel={`Close ${title}`}
            onClick={() => close(id)}
          />
        </div>
      ))}
    </div>
  )
}
