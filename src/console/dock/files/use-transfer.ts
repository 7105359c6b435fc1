import { useCallback, useEffect, useRef, useState } from 'react'
import { Cancelled, type Progress } from './transfer.ts'

export type TransferState =
  | { kind: 'idle' }
  | { kind: 'running'; progress: Progress }
  | { kind: 'failed'; message: string }
  | { kind: 'done' }

/** One transfer with its progress, its end and a way to stop it; a dialog that closes stops it too. */
export function useTransfer() {
  const [state, setState] = useState<TransferState>({ kind: 'idle' })
  const running = useRef<AbortController>(undefined)
  const cancel = useCallback(() => running.current?.abort(), [])
  useEffect(() => cancel, [cancel])

  const run = useCallback(
    async (work: (watched: { signal: AbortSignal; told: (progress: Progress) => void }) => Promise<void>) => {
      const abort = new AbortController()
      running.current = abort
      setState({ kind: 'running', progress: { bytes: 0, name: '' } })
      try {
        await work({ signal: abort.signal, told: (progress) => setState({ kind: 'running', progress }) })
        setState({ kind: 'done' })
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error)
        setState(error instanceof Cancelled ? { kind: 'idle' } : { kind: 'failed', message })
      }
    },
    [],
  )
  return { state, run, cancel }
}
