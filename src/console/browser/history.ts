/** The visits of one browser pane, and where among them it stands. */
export interface History {
  readonly entries: readonly string[]
  readonly at: number
  /** The first report of a document tells where a load has led: a redirect is no visit of its own. */
  readonly settling: boolean
}

/** Visits that are remembered. */
const kept = 100

export const emptyHistory: History = { entries: [], at: -1, settling: false }

export const current = ({ entries, at }: History): string | undefined => entries[at]
export const canGoBack = ({ at }: History) => at > 0
export const canGoForward = ({ entries, at }: History) => at < entries.length - 1

/** The learner goes to an address: what lay ahead is forgotten. */
export const visit = ({ entries, at }: History, url: string): History => {
  const visited = [...entries.slice(0, at + 1), url].slice(-kept)
  return { entries: visited, at: visited.length - 1, settling: true }
}

export const step = (history: History, by: -1 | 1): History => {
  const at = history.at + by
  return history.entries[at] === undefined ? history : { ...history, at, settling: true }
}

/** The document says where it is: after a load that is where it led, later it was a link. */
export const arrived = (history: History, url: string): History => {
  if (current(history) === url) return { ...history, settling: false }
  if (!history.settling) return { ...visit(history, url), settling: false }
  const entries = history.entries.with(history.at, url)
  return { ...history, entries, settling: false }
}
