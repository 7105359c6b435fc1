import Alert from '@cloudscape-design/components/alert'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useEffect, useState } from 'react'
import type { Verdict } from '#host/client'
import { useClient } from '../data/index.ts'
import { portOf } from './address.ts'

const outcomes: Record<Verdict['outcome'], string> = {
  open: 'The connection is made.',
  dropped: 'The packets are dropped: the browser waits until it times out.',
  refused: 'The packets arrive, and nothing listens on this port: the connection is refused.',
  'unknown-host': 'There is no such host.',
}

/** Why a connection from the laptop gets through or not: the rules that were looked at, in order. */
export function Explanation({ url, onClose }: { url: string; onClose: () => void }) {
  const client = useClient()
  const { hostname, port } = { hostname: new URL(url).hostname, port: portOf(new URL(url)) }
  const [verdict, setVerdict] = useState<Verdict>()
  const [failure, setFailure] = useState<string>()

  useEffect(() => {
    let latest = 0
    const ask = () => {
      const asked = ++latest
      client.explain(hostname, port).then(
        (answer) => asked === latest && setVerdict(answer),
        (error: unknown) => asked === latest && setFailure(String(error)),
      )
    }
    ask()
    // A rule that is added while this is open shows its effect.
    const stop = client.onChange((changes) => changes.some(({ kind }) => kind.startsWith('ec2.')) && ask())
    return () => {
      latest = -1
      stop()
    }
  }, [client, hostname, port])

  return (
    <div className="browser-explanation">
      <Alert
        type={verdict ? (verdict.outcome === 'open' ? 'success' : 'warning') : 'info'}
        header={`From your laptop to ${hostname}, port ${port}`}
        dismissible
        dismissAriaLabel="Close explanation"
        onDismiss={onClose}
      >
        {failure ?? (verdict ? outcomes[verdict.outcome] : 'Looking at the way…')}
        <ol className="verdict-steps" aria-label="Steps">
          {verdict?.steps.map(({ text, ok }, n) => (
            <li key={n}>
              <StatusIndicator type={ok ? 'success' : 'error'} wrapText>
                {text}
              </StatusIndicator>
            </li>
          ))}
        </ol>
      </Alert>
    </div>
  )
}
