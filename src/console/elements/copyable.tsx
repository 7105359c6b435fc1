import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import type { ReactNode } from 'react'

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
      textToDisplay={children}
      copyButtonAriaLabel={`Copy ${label}`}
      copySuccessText={`${label} copied`}
      copyErrorText="The browser did not let it be copied"
    />
  )
}
