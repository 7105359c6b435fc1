export { TerminalView, type TerminalViewProps } from './terminal-view.tsx'
