export type { InputOf, OperationName, OutputOf, ServiceName } from './operations.ts'
export {
  CloudError,
  type Change,
  type ConnectionWait,
  type ImagePart,
  type Pace,
  type SandcloudClient,
  type SaveState,
  type SiteFrame,
  type TerminalEnd,
  type TerminalInfo,
  type TerminalScreen,
  type Verdict,
} from './client.ts'
export { connectClient, UnsupportedBrowser } from './connect.ts'
export { forgetEverything } from './forget-everything.ts'
export { home } from './home.ts'
export {
  largestTransfer,
  type LaptopFilesApi,
  type LaptopFolder,
  type LaptopPlaces,
  type LaptopTree,
} from '../api/laptop-files.ts'
