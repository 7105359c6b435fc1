import { create } from 'zustand'

export interface Flash {
  id: string
  type: 'success' | 'error' | 'warning' | 'info'
  /** It comes up by itself, not in answer to a click: whoever types somewhere goes on typing there. */
  quiet?: boolean
  header?: string | undefined
  text: string
  /** The same thing in the AWS CLI's words: one command to a line. */
  cli?: readonly string[] | undefined
  /** A place to go on to, or a file to keep. */
  link?: { text: string; href: string; download?: string } | undefined
  /** It was there on another page already. */
  seen?: boolean
}

/** Old news is no news: the bar holds this many, and a success is told on one more page after its own. */
const kept = 5

interface Flashes {
  flashes: readonly Flash[]
  page: string | undefined
  /** Shows a flash above the others; one with the same id is replaced. */
  show(flash: Omit<Flash, 'id'> & { id?: string }): void
  dismiss(id: string): void
  /** Another page is looked at. */
  leave(page: string): void
}

let count = 0

export const useFlashes = create<Flashes>()((set) => ({
  flashes: [],
  page: undefined,
  show: (flash) =>
    set(({ flashes }) => {
      const shown = { ...flash, id: flash.id ?? `flash-${++count}` }
      return { flashes: [shown, ...flashes.filter(({ id }) => id !== shown.id)].slice(0, kept) }
    }),
  leave: (page) =>
    set((before) => {
      if (page === before.page) return {}
      const flashes = before.flashes
        .filter(({ type, seen }) => type !== 'success' || !seen)
        .map((flash) => ({ ...flash, seen: true }))
      return { page, flashes }
    }),
  dismiss: (id) => set(({ flashes }) => ({ flashes: flashes.filter((flash) => flash.id !== id) })),
}))
