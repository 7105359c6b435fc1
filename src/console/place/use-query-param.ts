import { useCallback } from 'react'
import { useSearchParams } from 'react-router-dom'

/** A piece of a page's state that lives in its address, so that a link or a reload shows the same. */
export const useQueryParam = (name: string): [string | undefined, (value: string | undefined) => void] => {
  const [params, setParams] = useSearchParams()
  const set = useCallback(
    (value: string | undefined) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before)
          if (value) next.set(name, value)
          else next.delete(name)
          return next
        },
        { replace: true },
      ),
    [name, setParams],
  )
  return [params.get(name) ?? undefined, set]
}
