/**
 * What a system call rejects with when its process is no more: it unwinds the program's stack, since
 * nothing else can stop JavaScript that is not in a system call. Programs let it through.
 */
export class ProcessGone extends Error {
  override readonly name = 'ProcessGone'
}
