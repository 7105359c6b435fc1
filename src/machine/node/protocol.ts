import type { FileType } from '../fs/file-system.ts'

/*
 * What a Node process (a Worker) and the machine's kernel say to each other. Both ways are ordered, and
 * a message is handled whole before the next: what a process wrote to a file is there before what it
 * printed afterwards. Bytes travel as transferred buffers and belong to the receiver.
 */

/** The Worker's first word on its port, once Node's own start-up is done; the kernel answers with `boot`. */
export interface Ready {
  type: 'ready'
  /** `v24.21.0` */
  version: string
}

/** Everything that a process knows when it starts: what execve(2), /proc and ioctl(2) would tell it. */
export interface Boot {
  type: 'boot'
  /** As given to exec: `['node', '--no-warnings', 'app.js']`. Node's own options are recognised in the Worker. */
  argv: readonly string[]
  execPath: string
  env: Readonly<Record<string, string>>
  cwd: string
  umask: number
  uid: number
  gid: number
  groups: readonly number[]
  pid: number
  ppid: number
  /** The number that the next process on the machine will most likely get. */
  nextPid: number
  hostname: string
  kernel: string
  machine: 'x86_64' | 'aarch64'
  /** What to add to this thread's clock to get the machine's wall time. */
  clockOffset: number
  /** Milliseconds since the machine was started. */
  uptime: number
  memory: { total: number; free: number }
  processors: number
  /** This machine's address, as `os.networkInterfaces()` shows it. */
  address: string
  /** Descriptors 0, 1 and 2. */
  stdio: readonly Stdio[]
  files: FileImage
  /** Ports that somebody on this machine listens on. */
  ports: readonly BoundPort[]
}

export type Stdio =
  | { kind: 'tty'; columns: number; rows: number }
  | { kind: 'pipe' }
  | { kind: 'closed' }
  /** A file, or /dev/null. What is written is appended at the descriptor's own place. */
  | { kind: 'file'; content: Uint8Array }

export interface BoundPort {
  address: string
  port: number
}

/**
 * A coherent copy of the machine's files. `entries` come parents first, and the first is the root.
 * The contents of regular files lie behind each other in `contents`.
 */
export interface FileImage {
  entries: readonly FileEntry[]
  contents: Uint8Array
  /** Room on each file system, by device number; what this process may add to it. */
  room: Readonly<Record<number, FileSystemRoom>>
}

export interface FileSystemRoom {
  type: number
  blockSize: number
  blocks: number
  free: number
  available: number
  files: number
  filesFree: number
}

export interface FileEntry {
  /** Index of the directory in `entries`; the root's own is 0. */
  parent: number
  name: string
  type: FileType
  dev: number
  ino: number
  mode: number
  uid: number
  gid: number
  nlink: number
  size: number
  blocks: number
  rdev: number
  atime: number
  mtime: number
  ctime: number
  birthtime: number
  /** Where the content starts; undefined when it was not sent: then it is loaded when it is first read asynchronously. */
  content?: number
  /** A symbolic link's. */
  target?: string
}

/** Another process changed something: what is at the path now, `undefined` when nothing is. */
export interface FileChange {
  path: string
  entry?: Omit<FileEntry, 'parent' | 'content'> & { bytes?: Uint8Array }
}

/**
 * A process's writes, in the order it made them, replayed by the kernel as system calls with the
 * process's own credentials. `file` is a number that the Worker gave when it opened.
 */
export type FileOperation =
  | {
      do: 'open'
      file: number
      path: string
      create: boolean
      truncate: boolean
      append: boolean
      mode: number
    }
  | { do: 'write'; file: number; position: number; bytes: Uint8Array }
  | { do: 'truncate'; file: number; size: number }
  | { do: 'close'; file: number }
  | { do: 'sync'; file: number; request: number }
  | { do: 'mkdir'; path: string; mode: number }
  | { do: 'rmdir'; path: string }
  | { do: 'unlink'; path: string }
  | { do: 'rename'; from: string; to: string }
  | { do: 'link'; from: string; to: string }
  | { do: 'symlink'; target: string; path: string }
  | { do: 'chmod'; path: string; mode: number }
  | { do: 'chown'; path: string; uid: number; gid: number; noFollow: boolean }
  | { do: 'umask'; mask: number }
  | { do: 'utimes'; path: string; atime: number; mtime: number; noFollow: boolean }

/** Numbers that the Worker gives to its sockets and requests count up from 3; 0, 1 and 2 are the standard streams. */
export type StreamId = number

export type ToWorker =
  | Boot
  | { type: 'data'; stream: StreamId; bytes: Uint8Array }
  /** The other side writes no more. */
  | { type: 'end'; stream: StreamId }
  /** The stream broke: ECONNRESET, EPIPE, EIO… */
  | { type: 'error'; stream: StreamId; code: string }
  /** So many bytes have been taken by whoever reads them. */
  | { type: 'taken'; stream: StreamId; bytes: number }
  /** A listener has a connection; the kernel numbers it downwards from -1. */
  | { type: 'connection'; listener: StreamId; stream: StreamId; local: BoundPort; remote: BoundPort }
  /** The address was taken, though the process could not know yet. */
  | { type: 'listen-failed'; listener: StreamId; code: string }
  | { type: 'connected'; stream: StreamId; local: BoundPort; remote: BoundPort }
  | { type: 'resolved'; request: number; addresses: readonly string[] }
  | { type: 'ports'; added?: readonly BoundPort[]; removed?: readonly BoundPort[] }
  | { type: 'signal'; signal: string }
  | { type: 'resize'; columns: number; rows: number }
  | { type: 'files'; changes: readonly FileChange[] }
  /** Answers to `sync`, `load` and `look`: an error's code, or the bytes. */
  | { type: 'file-answer'; request: number; code?: string; bytes?: Uint8Array }
  /** A file operation could not be replayed (another process was faster). */
  | { type: 'file-failed'; operation: string; path: string; code: string }
  | { type: 'child-started'; child: number; pid: number }
  | { type: 'child-failed'; child: number; code: string }
  | { type: 'child-exited'; child: number; status: number; signal?: string }

export type FromWorker =
  | Ready
  | { type: 'write'; stream: StreamId; bytes: Uint8Array }
  | { type: 'end'; stream: StreamId }
  /** Not interested any more; what was written before still arrives. */
  | { type: 'close'; stream: StreamId }
  /** Closes with RST. */
  | { type: 'reset'; stream: StreamId }
  | { type: 'taken'; stream: StreamId; bytes: number }
  | { type: 'listen'; listener: StreamId; address: string; port: number }
  | { type: 'listen-unix'; listener: StreamId; path: string }
  | { type: 'connect'; stream: StreamId; address: string; port: number }
  | { type: 'connect-unix'; stream: StreamId; path: string }
  | { type: 'resolve'; request: number; name: string }
  /** The process reads its standard input (a terminal's is not read ahead of need). */
  | { type: 'read'; stream: 0 }
  | { type: 'stop-reading'; stream: 0 }
  | { type: 'raw-mode'; on: boolean }
  | { type: 'files'; operations: readonly FileOperation[] }
  /** The content of a file that was not sent. */
  | { type: 'load'; request: number; path: string }
  /** Has anybody changed what is at the path? The changes come before the answer. */
  | { type: 'look'; request: number; path: string }
  | { type: 'catch-signal'; signal: string; on: boolean }
  | { type: 'kill'; pid: number; signal: string }
  | ({ type: 'spawn'; child: number } & ChildProcess)
  | { type: 'exit'; status: number; signal?: string }

export interface ChildProcess {
  file: string
  argv: readonly string[]
  env: Readonly<Record<string, string>>
  cwd: string
  /** For each of the child's descriptors: the parent's own, a pipe with this stream number, or /dev/null. */
  stdio: readonly (number | { stream: StreamId } | 'null')[]
}

/** How many bytes one side may send on a stream before the other side has taken them. */
export const streamWindow = 256 * 1024

/** The contents that a process gets at exec are at most this much. */
export const largestImage = 128 * 1024 * 1024
