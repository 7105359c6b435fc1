import type { InputProps } from '@cloudscape-design/components/input'
import { type RefObject, useEffect, useRef, useState } from 'react'

/**
 * The keyboard in a dialog that is rendered only while it is open: first in its field, where Cloudscape would
 * give it to the button that closes, and afterwards back where it was.
 * @returns the ref of the field.
 */
export const useDialogFocus = (): RefObject<InputProps.Ref | null> => {
  const field = useRef<InputProps.Ref>(null)
  const [before] = useState(() => document.activeElement)
  useEffect(() => {
    const opened = setTimeout(() => field.current?.focus())
    return () => {
      clearTimeout(opened)
      // Whoever closed it may have moved the keyboard on already.
      setTimeout(() => {
        if (document.activeElement === document.body && before instanceof HTMLElement) before.focus()
      })
    }
  }, [before])
  return field
}
