import type { Process } from '../kernel/process.ts'

/** The shell of accounts that nobody logs in to. */
export async function nologin(proc: Process): Promise<number> {
  await proc.stdout.line('This account is currently not available.')
  return 1
}
