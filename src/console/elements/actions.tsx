import type { ReactNode } from 'react'
import './actions.css'

/** Buttons in a row, however they are grouped into components. */
export function Actions({ children }: { children: ReactNode }) {
  return <div className="actions">{children}</div>
}
