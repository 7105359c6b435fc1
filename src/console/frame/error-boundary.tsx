import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import { Component, type ReactNode } from 'react'

interface Props {
  /** Another value is another place: what broke there did not break here. */
  place: string
  children: ReactNode
}

/** A page that breaks takes neither the frame nor the terminals with it. */
export class ErrorBoundary extends Component<Props, { error?: Error; place?: string }> {
  override state: { error?: Error; place?: string } = {}

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  static getDerivedStateFromProps(props: Props, state: { error?: Error; place?: string }) {
    return state.place === props.place ? null : { place: props.place, error: undefined }
  }

  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    // After a deploy an open page asks for files that are gone.
    const outdated = /dynamically imported module|module script failed/i.test(error.message)
    return (
      <Box padding={{ vertical: 'l' }}>
        <Alert
          type="error"
          header={outdated ? 'This page is from an older version of Sandcloud' : 'This page has broken'}
          action={<Button onClick={() => location.reload()}>Reload</Button>}
        >
          {outdated
            ? 'Reload to get the current one. What you made is kept.'
            : `${error.name}: ${error.message}. What you made is kept; your terminals go on.`}
        </Alert>
      </Box>
    )
  }
}
