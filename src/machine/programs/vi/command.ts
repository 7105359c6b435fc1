import type { Prefix } from './prefix.ts'
import type { Session } from './session.ts'

/** What a key does in normal mode, with what was typed before it. Throws Bell where it cannot. */
export type Command = (session: Session, prefix: Prefix & { key: string }) => Promise<void> | void
