import { fail } from '../errno.ts'
import type { Stat } from '../fs/file-system.ts'
import { programOf } from './binary-format.ts'
import { limits } from './limits.ts'
import type { Credentials, Program } from './process.ts'
import type { Task } from './task.ts'
import { locate } from './vfs/open-path.ts'
import { mayExecute, require } from './vfs/permissions.ts'
import type { Place } from './vfs/place.ts'

const headLength = 256
const deepestScript = 4

export interface Executable {
  program: Program
  argv: readonly string[]
  credentials: Credentials
  /** The executable's own name, as /proc/<pid>/comm shows it. */
  command: string
  /** The binary that runs: of a script its interpreter's. */
  binary: Place
}

/** Finds out what a file is that shall be run: one of our binaries, or a script whose #! line names its interpreter. */
export async function loadExecutable(
  task: Task,
  path: string,
  argv: readonly string[],
  depth = 0,
): Promise<Executable> {
  const place = await locate(task, path)
  const { mount, ino } = place
  const { stat, head } = await mount.run((fs) => {
    const stat = fs.stat(ino)
    if (stat.type !== 'file') fail('EACCES')
    require(stat, task.credentials, mayExecute)
    return { stat, head: fs.read(ino, 0, headLength) }
  })
  if (mount.options.noExec) fail('EACCES')
  const name = programOf(head)
  if (name !== undefined) {
    const load = task.kernel.programs[name] ?? fail('ENOEXEC')
    const credentials = mount.options.noSuid ? task.credentials : credentialsFor(task, stat)
    return { program: await load(), argv, credentials, command: baseName(path), binary: place }
  }
  const interpreter = interpreterOf(head) ?? fail('ENOEXEC')
  if (depth >= deepestScript) fail('ELOOP')
  const args = [interpreter.path, ...interpreter.argument, path, ...argv.slice(1)]
  const loaded = await loadExecutable(task, interpreter.path, args, depth + 1)
  return { ...loaded, command: baseName(path) }
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1).slice(0, 15)

const withoutBlanks = (text: string): string => text.replace(/^[ \t]+|[ \t]+$/g, '')

/** `#!/usr/bin/env node`: a path and at most one argument, as Linux splits it. A carriage return is part of the name. */
function interpreterOf(head: Uint8Array): { path: string; argument: string[] } | undefined {
  if (head[0] !== 0x23 || head[1] !== 0x21) return undefined
  const first = new TextDecoder().decode(head).slice(2).split('\n', 1)[0]!
  const line = withoutBlanks(first)
  const space = line.search(/[ \t]/)
  const path = space < 0 ? line : line.slice(0, space)
  if (path === '') return undefined
  return { path, argument: space < 0 ? [] : [withoutBlanks(line.slice(space))] }
}

/** A set-uid or set-gid binary runs as its owner or group; a set-uid script does not, as on Linux. */
function credentialsFor(task: Task, stat: Stat): Credentials {
  const { credentials } = task
  const setUid = (stat.mode & 0o4000) !== 0
  const setGid = (stat.mode & 0o2000) !== 0
  if (!setUid && !setGid) return credentials
  return {
    uid: setUid ? stat.uid : credentials.uid,
    gid: setGid ? stat.gid : credentials.gid,
    groups: credentials.groups,
    realUid: credentials.realUid ?? credentials.uid,
  }
}

/** E2BIG, as execve(2) counts: all strings with their NUL and their pointer. */
export function checkArguments(argv: readonly string[], env: ReadonlyMap<string, string>): void {
  const encoder = new TextEncoder()
  let total = 0
  const add = (text: string): void => {
    const length = text.length < 64 ? text.length : encoder.encode(text).length
    if (length >= limits.argumentLength) fail('E2BIG')
    total += length + 9
  }
  for (const argument of argv) add(argument)
  for (const [name, value] of env) add(`${name}=${value}`)
  if (total > limits.argumentBytes) fail('E2BIG')
}
