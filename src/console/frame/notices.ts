import { useEffect } from 'react'
import { useClient } from '../data/index.ts'
import { useFlashes } from '../flashes/index.ts'

/** What happened while nobody looked: machines that booted again, programs that went with their page. */
export const useNotices = () => {
  const client = useClient()
  const show = useFlashes((state) => state.show)
  useEffect(
    () => client.onNotice(({ id, text }) => show({ id: `notice-${id}`, type: 'info', text })),
    [client, show],
  )
}
