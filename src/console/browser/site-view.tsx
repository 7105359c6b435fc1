import Alert from '@cloudscape-design/components/alert'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { SiteFrame } from '#host/client'
import { useClient } from '../data/index.ts'
import { Loading } from '../elements/loading.tsx'

interface SiteState {
  url: string
  title: string
  loading: boolean
}

interface SiteViewProps {
  url: string
  onState: (state: SiteState) => void
  onLoaded: () => void
}

/** One load of a page of the virtual internet, in a frame on the sites' origin. */
export function SiteView({ url, onState, onLoaded }: SiteViewProps) {
  const client = useClient()
  const [site, setSite] = useState<SiteFrame>()
  const [failure, setFailure] = useState<string>()
  const frame = useRef<HTMLIFrameElement>(null)
  const tellState = useEffectEvent(onState)
  const tellLoaded = useEffectEvent(onLoaded)

  useEffect(() => {
    let gone = false
    client.siteFrame(url).then(
      (made) => gone || setSite(made),
      (error: unknown) => {
        if (gone) return
        setFailure(error instanceof Error ? error.message : String(error))
        tellLoaded()
      },
    )
    return () => {
      gone = true
    }
  }, [client, url])

  useEffect(() => {
    if (!site || !frame.current) return undefined
    const release = site.attach(frame.current)
    const silence = site.onNavigate((state) => tellState(state))
    // Only now: what the document says first must find its listener.
    frame.current.src = site.src
    return () => {
      silence()
      release()
    }
  }, [site])

  if (failure)
    return (
      <div className="browser-empty">
        <Alert type="error" header="The browser pane could not be started">
          {failure}
        </Alert>
      </div>
    )
  if (!site) return <Loading text="Connecting" />
  return (
    <iframe
      ref={frame}
      className="browser-frame"
      title={`Page at ${url}`}
      sandbox={site.sandbox}
      onLoad={onLoaded}
    />
  )
}
