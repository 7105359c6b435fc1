export { StartFailed } from './start-failed.tsx'
