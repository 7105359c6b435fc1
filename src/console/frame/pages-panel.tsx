import SplitPanel from '@cloudscape-design/components/split-panel'
import { splitSlot } from './page.tsx'

/** The split panel, with room for what the page puts into it. */
export function PagesPanel({ header }: { header: string }) {
  return (
    <SplitPanel header={header} hidePreferencesButton>
      <div id={splitSlot} />
    </SplitPanel>
  )
}
