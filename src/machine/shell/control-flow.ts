import type { Signal } from '../kernel/signals.ts'

/** How a command leaves the normal order of things. All but ExpansionFailed are caught by the construct they aim at. */

export class LoopJump extends Error {
  constructor(
    readonly kind: 'break' | 'continue',
    /** How many loops are still to be left. */
    public levels: number,
    /** What the loop that is left ends with. */
    readonly status = 0,
  ) {
    super(kind)
  }
}

export class FunctionReturn extends Error {
  constructor(readonly status: number) {
    super('return')
  }
}

export class ShellExit extends Error {
  constructor(readonly status: number) {
    super('exit')
  }
}

/** A signal ends the shell; its EXIT trap runs first. */
export class KilledBySignal extends Error {
  constructor(readonly signal: Signal) {
    super('killed')
  }
}

/** ^C at an interactive shell: back to the prompt. */
export class Interrupted extends Error {
  constructor() {
    super('interrupted')
  }
}

/**
 * A mistake that makes the whole command fail (`${x?message}`, an unset variable with -u, division by
 * zero). A script ends with it where `fatal` says so; an interactive shell goes back to its prompt.
 */
export class ExpansionFailed extends Error {
  constructor(
    message: string,
    readonly fatal = false,
    readonly status = 1,
  ) {
    super(message)
  }
}
