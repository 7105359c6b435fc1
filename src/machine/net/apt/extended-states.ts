import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { parseParagraphs } from '../../packages/dpkg-format.ts'

const file = '/var/lib/apt/extended_states'

/** Packages that nobody asked for: they may go when nobody needs them any more. */
export async function readAutomatic(proc: Process): Promise<Set<string>> {
  const text = await proc.readText(file).catch((error: unknown) => {
    if (isErrno(error)) return ''
    throw error
  })
  return new Set(
    parseParagraphs(text)
      .filter((fields) => fields.get('Auto-Installed') === '1')
      .map((fields) => fields.get('Package') ?? ''),
  )
}

export async function writeAutomatic(proc: Process, names: ReadonlySet<string>): Promise<void> {
  const { machine } = proc.system.release
  const architecture = machine === 'aarch64' ? 'arm64' : 'amd64'
  const text = [...names]
    .map((name) => `Package: ${name}\nArchitecture: ${architecture}\nAuto-Installed: 1\n`)
    .join('\n')
  await proc.writeFile(file, text, { mode: 0o644 })
}
