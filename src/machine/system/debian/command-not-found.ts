import type { Process } from '../../kernel/process.ts'
import { type Package, packagesOf, releaseOf } from '../../packages/index.ts'

/** Ubuntu's answer to an unknown command: the package that has it, or those with names like it. */
export async function commandNotFound(proc: Process): Promise<number> {
  const words = proc.argv.slice(1).filter((word) => word !== '--')
  const [name] = words
  if (name === undefined) {
    await proc.stderr.line('usage: command-not-found [-h] [--] <command-name>')
    return 1
  }
  const release = releaseOf(proc.system.release)
  const packages = release ? packagesOf(release, proc.system.release.machine) : []
  const offered = packages.flatMap((info) => programsOf(info).map((program) => ({ program, info })))
  const exact = offered.filter(({ program }) => program === name)
  const command = proc.credentials.uid === 0 ? 'apt install' : 'sudo apt install'
  if (exact.length > 0) {
    const list = exact.map(({ info }) => `${command} ${info.name}`).join('\n')
    await proc.stderr.line(
      exact.length === 1
        ? `Command '${name}' not found, but can be installed with:\n${list}`
        : `Command '${name}' not found, but can be installed with one of:\n${list}`,
    )
    return 127
  }
  const similar = name.length > 2 ? offered.filter(({ program }) => isSlip(name, program)) : []
  if (similar.length > 0 && similar.length <= 15) {
    const list = similar.map(
      ({ program, info }) => `  command '${program}' from deb ${info.name} (${info.version})`,
    )
    await proc.stderr.line(
      `Command '${name}' not found, did you mean:\n${list.join('\n')}\nTry: ${command} <deb name>`,
    )
    return 127
  }
  await proc.stderr.line(`${name}: command not found`)
  return 127
}

const programsOf = ({ files }: Package): string[] =>
  files
    .filter((file) => /^\/usr\/s?bin\//.test(file.path))
    .map(({ path }) => path.slice(path.lastIndexOf('/') + 1))

/** One letter too many, too few or another, or two exchanged. */
function isSlip(typed: string, meant: string): boolean {
  if (Math.abs(typed.length - meant.length) > 1) return false
  let start = 0
  while (start < typed.length && typed[start] === meant[start]) start++
  let [a, b] = [typed.length, meant.length]
  while (a > start && b > start && typed[a - 1] === meant[b - 1]) {
    a--
    b--
  }
  const [left, right] = [typed.slice(start, a), meant.slice(start, b)]
  if (left.length <= 1 && right.length <= 1) return true
  return left.length === 2 && right.length === 2 && left === right[1]! + right[0]!
}
