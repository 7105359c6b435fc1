export { Dock } from './dock.tsx'
export { type DockTab, useDock } from './store.ts'
