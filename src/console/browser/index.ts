export { BrowserPane } from './browser-pane.tsx'
