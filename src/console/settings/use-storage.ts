import { useEffect, useState } from 'react'
import { useSaveState } from '../frame/index.ts'

interface Storage {
  /** In bytes, as the browser estimates them. */
  usage: number
  quota: number
  persisted: boolean
}

/** The room that this site has and takes in the browser, asked again after each save. */
export const useStorage = (): Storage | undefined => {
  const { state } = useSaveState()
  const [storage, setStorage] = useState<Storage>()
  useEffect(() => {
    let gone = false
    const ask = async () => {
      const [{ usage = 0, quota = 0 }, persisted] = await Promise.all([
        navigator.storage.estimate(),
        navigator.storage.persisted(),
      ])
      if (!gone) setStorage({ usage, quota, persisted })
    }
    if (state !== 'saving') void ask()
    return () => {
      gone = true
    }
  }, [state])
  return storage
}
