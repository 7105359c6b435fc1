import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import { Component, type ReactNode } from 'react'

interface Props {
  /** Another value is another place: what broke there did not break here. */
  place?: string
  children: ReactNode
}

interface State {
  error?: Error | undefined
  place?: string | undefined
}

/** A part that breaks, or that could not be loaded, takes nothing around it along. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = {}

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  static getDerivedStateFromProps(props: Props, state: State) {
    return state.place === props.place ? null : { place: props.place, error: undefined }
  }

  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    // Browsers' and Vite's words for a file that did not come: after a deploy an old one is gone.
    const missing = /dynamically imported module|module script failed|preload CSS/i.test(error.message)
    return (
      <Box padding="l">
        <Alert
          type="error"
          header={missing ? 'A part of Sandcloud could not be loaded' : 'This part of the page has broken'}
          action={<Button onClick={() => location.reload()}>Reload</Button>}
        >
          {missing
            ? 'Perhaps the connection is gone, or a newer Sandcloud has been put in this one’s place. What you made is kept.'
            : `${error.name}: ${error.message}. What you made is kept; your terminals go on.`}
        </Alert>
      </Box>
    )
  }
}
