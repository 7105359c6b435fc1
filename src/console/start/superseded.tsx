import { StartPage } from './start-page.tsx'

/** In place of the console when another worker has taken the account: nothing done here would be kept. */
export const Superseded = ({ text }: { text: string }) => (
  <StartPage type="warning" header="Sandcloud runs in another tab now" again="Reload">
    {text} Reload this page to go on here as well.
  </StartPage>
)
