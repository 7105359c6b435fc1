export { StartFailed } from './start-failed.tsx'
export { StillStarting } from './still-starting.tsx'
export { Superseded } from './superseded.tsx'
