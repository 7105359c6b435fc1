import { StartPage } from './start-page.tsx'

/** In place of the first words when they have stood for long: a worker that does not answer says nothing. */
export const StillStarting = () => (
  <StartPage type="info" header="The practice cloud is still starting" again="Reload">
    It takes longer than usual. If a reload does not help, close all other tabs of Sandcloud and try again.
    What you made is kept.
  </StartPage>
)
