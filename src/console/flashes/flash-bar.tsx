import Button from '@cloudscape-design/components/button'
import Flashbar, { type FlashbarProps } from '@cloudscape-design/components/flashbar'
import { CliCommand } from './cli-command.tsx'
import { type Flash, useFlashes } from './store.ts'

export function FlashBar() {
  const { flashes, dismiss } = useFlashes()
  const item = ({ id, type, header, text, cli, link }: Flash): FlashbarProps.MessageDefinition => ({
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
    ariaRole: type === 'error' ? 'alert' : 'status',
    dismissible: true,
    dismissLabel: 'Dismiss message',
    onDismiss: () => dismiss(id),
  })
  return <Flashbar items={flashes.map(item)} stackItems />
}
