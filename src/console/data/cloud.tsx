import { createContext, type ReactNode, useContext, useState } from 'react'
import type { SandcloudClient } from '#host/client'
import { Queries } from './queries.ts'

interface Cloud {
  client: SandcloudClient
  queries: Queries
}

const CloudContext = createContext<Cloud | undefined>(undefined)

export function CloudProvider({ client, children }: { client: SandcloudClient; children: ReactNode }) {
  const [cloud] = useState(() => ({ client, queries: new Queries(client) }))
  return <CloudContext value={cloud}>{children}</CloudContext>
}

export const useCloud = (): Cloud => {
  const cloud = useContext(CloudContext)
  if (!cloud) throw new Error('No CloudProvider around this component.')
  return cloud
}

export const useClient = (): SandcloudClient => useCloud().client
