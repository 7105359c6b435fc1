import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import type { ReactNode } from 'react'
import './copyable.css'

/** A value with AWS's little copy button before it. */
export function Copyable({
  text,
  label,
  children,
}: {
  text: string | undefined
  label: string
  children?: ReactNode
}) {
  if (!text) return '–'
  return (
    <CopyToClipboard
      variant="inline"
      textToCopy={text}
      textToDisplay={<span className="copyable-text">{children ?? text}</span>}
      copyButtonAriaLabel={`Copy ${label}`}
      copySuccessText={`${label} copied`}
      copyErrorText="The browser did not let it be copied"
    />
  )
}
