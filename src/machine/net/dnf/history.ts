import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { makeDirectories } from '../../system/make-directories.ts'

/** What dnf did once. */
export interface Deed {
  id: number
  command: string
  /** In milliseconds since the epoch. */
  at: number
  action: 'Install' | 'Removed'
  packages: readonly string[]
}

const folder = '/var/lib/dnf'
const path = `${folder}/history.json`
/** Older deeds are forgotten. */
const most = 200

async function readHistory(proc: Process): Promise<Deed[]> {
  try {
    return JSON.parse(await proc.readText(path)) as Deed[]
  } catch (error) {
    if (isErrno(error) || error instanceof SyntaxError) return []
    throw error
  }
}

export async function remember(
  proc: Process,
  action: Deed['action'],
  packages: readonly string[],
): Promise<void> {
  const deeds = await readHistory(proc)
  const command = proc.argv.slice(1).join(' ')
  deeds.push({ id: (deeds.at(-1)?.id ?? 0) + 1, command, at: proc.system.now(), action, packages })
  await makeDirectories(proc, folder)
  await proc.writeFile(path, `${JSON.stringify(deeds.slice(-most))}\n`)
}

/** `dnf history`: the latest first. `dnf history info N`: what it was about. */
export async function history(proc: Process, words: readonly string[]): Promise<number> {
  const deeds = await readHistory(proc)
  const [mode = 'list', which] = words
  if (mode === 'list') {
    const command = 24
    await proc.stdout.line(
      `ID     | ${'Command line'.padEnd(command)} | Date and time    | Action(s)      | Altered`,
    )
    await proc.stdout.line('-'.repeat(79))
    for (const { id, command: line, at, action, packages } of deeds.toReversed())
      await proc.stdout.line(
        `${String(id).padStart(6)} | ${line.slice(0, command).padEnd(command)} | ${minute(at)} | ${action.padEnd(14)} | ${String(packages.length).padStart(4)}   `,
      )
    return 0
  }
  if (mode === 'info') {
    const deed = which === undefined ? deeds.at(-1) : deeds.find(({ id }) => String(id) === which)
    if (!deed) {
      await proc.stderr.line(
        'No transaction which manipulates such a package was found.\nError: Failed history info',
      )
      return 1
    }
    await proc.stdout.write(
      `Transaction ID : ${deed.id}\nBegin time     : ${minute(deed.at)}\nReturn-Code    : Success\nCommand Line   : ${deed.command}\nPackages Altered:\n${deed.packages
        .map((name) => `    ${deed.action.padEnd(7)} ${name}\n`)
        .join('')}`,
    )
    return 0
  }
  await proc.stderr.line(`Sandcloud's dnf history lists and informs; it knows no '${mode}'.`)
  return 1
}

const minute = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ')
