import type { Process } from '../../kernel/process.ts'
import { textOrNothing } from '../accounts.ts'

export interface FstabEntry {
  source: string
  target: string
  type: string
  options: string[]
}

export async function fstabEntries(proc: Process): Promise<FstabEntry[]> {
  const entries: FstabEntry[] = []
  for (const line of (await textOrNothing(proc, '/etc/fstab')).split('\n')) {
    const [source = '', target, type = 'auto', options = 'defaults'] = line.trim().split(/\s+/)
    if (source.startsWith('#') || target === undefined) continue
    entries.push({ source, target, type, options: options.split(',') })
  }
  return entries
}
