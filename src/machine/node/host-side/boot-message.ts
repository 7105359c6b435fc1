import { concat } from '../../bytes.ts'
import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import type { BoundPort, Boot, FileImage, Stdio } from '../protocol.ts'

const longestInput = 64 * 1024 * 1024

/** Everything that a process is told when it starts. */
export async function bootMessage(
  proc: Process,
  files: FileImage,
  ports: readonly BoundPort[],
): Promise<Boot> {
  const { system, credentials } = proc
  return {
    type: 'boot',
    argv: proc.argv,
    execPath: '/usr/bin/node',
    env: Object.fromEntries(proc.env),
    cwd: proc.cwd,
    umask: proc.umask(),
    uid: credentials.uid,
    gid: credentials.gid,
    groups: credentials.groups,
    pid: proc.pid,
    ppid: proc.ppid,
    nextPid: Math.max(...system.processes().map(({ pid }) => pid)) + 1,
    hostname: system.hostname,
    kernel: system.release.kernel,
    machine: system.release.machine,
    clockOffset: Math.round(system.now() - Date.now()),
    uptime: system.uptime(),
    memory: { total: system.memory.total, free: system.memory.total - system.memory.used },
    processors: system.processors,
    address: proc.system.network.address,
    stdio: [await describe(proc, 0), await describe(proc, 1), await describe(proc, 2)],
    files,
    ports,
  }
}

async function describe(proc: Process, fd: number): Promise<Stdio> {
  const terminal = proc.tty(fd)
  if (terminal) return { kind: 'tty', columns: terminal.columns, rows: terminal.rows }
  try {
    const { type } = await proc.fstat(fd)
    if (type === 'fifo' || type === 'socket') return { kind: 'pipe' }
    return {
      kind: 'file',
      content: fd === 0 && type === 'file' ? await readAll(proc, fd) : new Uint8Array(0),
    }
  } catch (error) {
    if (!isErrno(error)) throw error
    return { kind: 'closed' }
  }
}

async function readAll(proc: Process, fd: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  while (length < longestInput) {
    const bytes = await proc.read(fd)
    if (bytes.length === 0) break
    parts.push(bytes)
    length += bytes.length
  }
  return concat(parts)
}
