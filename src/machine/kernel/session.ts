import type { Tty } from './tty.ts'

/** A session: the processes of one login, around one terminal. Its id is its leader's pid. */
export class Session {
  tty: Tty | undefined
  constructor(readonly id: number) {}
}
