export { ConsoleFrame } from './console-frame.tsx'
export { ErrorBoundary } from './error-boundary.tsx'
export { Page, PageSplitPanel } from './page.tsx'
export { useRegions } from './use-regions.ts'
