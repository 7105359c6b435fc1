import Button from '@cloudscape-design/components/button'
import { useEffect, useState } from 'react'
import type { ConnectionWait } from '#host/client'
import { useClient } from '../data/index.ts'

/** Connections that nothing answers: how long TCP goes on trying, and a way not to wait for it. */
export function ConnectionWaits() {
  const client = useClient()
  const [waits, setWaits] = useState<readonly ConnectionWait[]>([])
  const [now, setNow] = useState(() => Date.now())
  useEffect(
    () =>
      client.onWaits((waiting) => {
        setNow(Date.now())
        setWaits(waiting)
      }),
    [client],
  )
  useEffect(() => {
    if (waits.length === 0) return
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [waits])
  return waits.map(({ id, address, port, until }) => (
    <div key={id} className="terminal-ended">
      {/* The seconds stand apart: nobody wants each of them read out. */}
      <span role="status">
        Nothing answers at {address} port {port}: a security group, a route or a stopped machine drops the
        packets.
      </span>
      <span>
        It times out in <time>{clock(until - now)}</time>.
      </span>
      <Button variant="inline-link" onClick={() => void client.skipWait(id)}>
        Skip the wait
      </Button>
    </div>
  ))
}

const clock = (milliseconds: number): string => {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
