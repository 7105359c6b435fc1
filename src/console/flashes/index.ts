export { CliCommands } from './cli-command.tsx'
export { FlashBar } from './flash-bar.tsx'
export { type Flash, useFlashes } from './store.ts'
