import type { Signal } from './signals.ts'

export type SignalAction = 'default' | 'ignore' | { handler: (signal: Signal) => void; restart: boolean }

type Default = 'terminate' | 'stop' | 'continue' | 'ignore'

const special: Partial<Record<Signal, Default>> = {
  SIGCHLD: 'ignore',
  SIGURG: 'ignore',
  SIGWINCH: 'ignore',
  SIGCONT: 'continue',
  SIGSTOP: 'stop',
  SIGTSTP: 'stop',
  SIGTTIN: 'stop',
  SIGTTOU: 'stop',
}

/** What a signal does to a process that said nothing about it: signal(7). */
export const defaultAction = (signal: Signal): Default => special[signal] ?? 'terminate'
