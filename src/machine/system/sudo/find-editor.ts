import type { Process } from '../../kernel/process.ts'

/** The editor that the caller likes, or the first that is there. */
export async function findEditor(proc: Process): Promise<string | undefined> {
  const liked = [proc.env.get('SUDO_EDITOR'), proc.env.get('VISUAL'), proc.env.get('EDITOR')]
  const candidates = [...liked, '/usr/bin/nano', '/usr/bin/vim', '/usr/bin/vi'].filter(
    (path): path is string => path !== undefined && path !== '',
  )
  for (const candidate of candidates) {
    const path = candidate.startsWith('/') ? candidate : `/usr/bin/${candidate}`
    const there = await proc.access(path, { execute: true }).then(
      () => true,
      () => false,
    )
    if (there) return path
  }
  return undefined
}
