import type { Probed } from '../fs/index.ts'
import type { SwapAreas } from './swap-areas.ts'
import type { Ext4Facts, Ext4Identity } from '../fs/ext4/identity.ts'
import type { FileType, Stat, StatFs } from '../fs/file-system.ts'
import type { IsolateProvider } from '../isolate.ts'
import type { DnsAnswer, DnsType, Endpoint, Lease, Probe, ProbeAnswer } from '../network.ts'
import type { KernelRelease } from './kernel-image.ts'
import type { Resource, ResourceLimit } from './resource-limits.ts'
import type { SystemBus } from './bus.ts'
import type { ProcessMemory } from './memory-estimate.ts'
import type { MessageRing } from './message-ring.ts'
import type { Signal } from './signals.ts'

/**
 * A program in TypeScript. Its result is the exit status. Every call on `proc` that returns a promise is
 * a system call: the point where the process can be stopped, killed or made to yield. A killed process's
 * call rejects with an internal exception that programs let through (never catch everything around a call
 * without `isErrno`).
 */
export type Program = (proc: Process) => Promise<number>

export interface OpenFlags {
  read?: boolean
  write?: boolean
  append?: boolean
  create?: boolean
  /** With create: EEXIST when it is there. */
  exclusive?: boolean
  truncate?: boolean
  /** ENOTDIR unless a directory. */
  directory?: boolean
  noFollow?: boolean
}

export interface Credentials {
  /** The effective user: what permission checks look at. A set-uid binary (mode 4755) makes it the file's owner. */
  uid: number
  gid: number
  groups: readonly number[]
  /** Who really started a set-uid binary; the same as `uid` when not given. */
  realUid?: number
}

export interface ChildStatus {
  pid: number
  /** Exit status 0-255, or the signal that ended it, or the one that stopped it. */
  exit?: number
  signal?: Signal
  stopped?: Signal
}

export interface DirectoryItem {
  name: string
  type: FileType
  ino: number
}

/** Struct stat with the device number of its file system. */
export interface FileStat extends Stat {
  dev: number
}

export interface Process {
  readonly pid: number
  readonly ppid: number
  readonly pgid: number
  readonly sid: number
  readonly argv: readonly string[]
  /** The process's own environment: change it freely. */
  readonly env: Map<string, string>
  readonly cwd: string
  readonly credentials: Credentials
  /** The machine this process runs on: clock, host name, the process table for ps, mounts for df. */
  readonly system: System

  // Life
  /**
   * Makes a child with copies of this process's environment, working directory and descriptors, and runs
   * `main` in it (a subshell). A child that shall be another program calls `exec`.
   * @param options.group 'new': the child leads a new process group (job control), a number: joins it.
   * @param options.descriptors child's descriptor → ours; descriptors not named are closed in the child.
   *   Without it the child gets them all, but for those marked close-on-exec at `exec`.
   */
  fork(
    main: Program,
    options?: { group?: 'new' | number; descriptors?: ReadonlyMap<number, number>; name?: string },
  ): Promise<number>
  /** Becomes the program in the file (binary or script with #!); resolves to its exit status, which the caller returns. */
  exec(path: string, argv: readonly string[], env?: ReadonlyMap<string, string>): Promise<number>
  /** fork + exec in one: the common case. */
  spawn(
    path: string,
    argv: readonly string[],
    options?: {
      env?: ReadonlyMap<string, string>
      group?: 'new' | number
      descriptors?: ReadonlyMap<number, number>
      cwd?: string
    },
  ): Promise<number>
  /** Waits for a child (or any, -1). `noHang`: undefined at once when none has changed. Throws ECHILD. */
  wait(pid: number, options?: { noHang?: boolean; untraced?: boolean }): Promise<ChildStatus | undefined>
  exit(status: number): never
  /** Signals a process, or with a negative number a process group. Throws ESRCH, EPERM. */
  kill(pid: number, signal: Signal | 0): Promise<void>
  /**
   * Handlers run before the interrupted call rejects with EINTR, or goes on if `restart`. A fork inherits
   * only what is ignored; exec keeps that too.
   */
  onSignal(
    signal: Signal,
    action: 'default' | 'ignore' | ((signal: Signal) => void),
    options?: { restart?: boolean },
  ): void
  /** Whether a signal is ignored: by this process, or by the one it came from. */
  ignoresSignal(signal: Signal): boolean
  setGroup(pid: number, pgid: number): void
  setSession(): number
  setCredentials(credentials: Credentials): void
  chdir(path: string): Promise<void>
  /** times(2): milliseconds of processor time of this process, and of its children that were waited for. */
  processorTime(): { own: number; children: number }
  umask(mask?: number): number
  /**
   * getpriority(2) and setpriority(2): from -20 to 19. It is kept, inherited and shown; every process has the same
   * share of the processor all the same. Throws EACCES when others than root lower it.
   */
  niceness(value?: number): number
  /** getrlimit(2) and setrlimit(2). Throws EINVAL, and EPERM when others than root raise a hard limit. */
  resourceLimit(resource: Resource): ResourceLimit
  setResourceLimit(resource: Resource, limit: ResourceLimit): void
  /** Moves itself to another control group, as a login does. Throws EPERM for others than root. */
  setControlGroup(path: string): void
  sleep(milliseconds: number): Promise<void>
  /** Gives the machine's other processes a turn; long computations call it now and then. */
  yield(): Promise<void>
  /**
   * Waits for something that is not the machine's own: a timer, a message from an isolate. Like every blocking
   * call it ends early by a signal (EINTR) or the process's end, and then `interrupted` aborts.
   */
  outside<T>(work: (interrupted: AbortSignal) => Promise<T>): Promise<T>
  /** Runs when the process has ended, in whatever way: to let go of what lives outside the machine. */
  onEnd(run: () => void): void

  // Descriptors
  open(path: string, flags: OpenFlags, mode?: number): Promise<number>
  close(fd: number): Promise<void>
  /** The lowest free descriptor, or exactly `to`. */
  dup(fd: number, to?: number): number
  setCloseOnExec(fd: number, on: boolean): void
  pipe(): { read: number; write: number }
  /** At most `length` bytes (64 KiB when not given); empty at the end of the file. */
  read(fd: number, length?: number): Promise<Uint8Array>
  /** Writes all of it, waiting for room. A closed pipe: SIGPIPE, then EPIPE. */
  write(fd: number, data: Uint8Array | string): Promise<void>
  seek(fd: number, offset: number, whence: 'set' | 'current' | 'end'): Promise<number>
  truncate(fd: number, size: number): Promise<void>
  sync(fd?: number): Promise<void>
  fstat(fd: number): Promise<FileStat>
  /** The open descriptors, for /proc/self/fd and shells. */
  descriptors(): number[]

  // Paths (relative ones from cwd)
  stat(path: string): Promise<FileStat>
  lstat(path: string): Promise<FileStat>
  access(path: string, mode: { read?: boolean; write?: boolean; execute?: boolean }): Promise<void>
  readdir(path: string): Promise<DirectoryItem[]>
  readlink(path: string): Promise<string>
  realpath(path: string): Promise<string>
  mkdir(path: string, mode?: number): Promise<void>
  rmdir(path: string): Promise<void>
  unlink(path: string): Promise<void>
  rename(from: string, to: string): Promise<void>
  link(from: string, to: string): Promise<void>
  symlink(target: string, path: string): Promise<void>
  /** A named pipe, or for root a device node with `rdev` (major * 256 + minor). */
  mknod(
    path: string,
    node: { type: 'fifo' | 'block' | 'character'; mode?: number; rdev?: number },
  ): Promise<void>
  chmod(path: string, mode: number): Promise<void>
  chown(path: string, uid: number, gid: number, options?: { noFollow?: boolean }): Promise<void>
  utimes(path: string, atime: number, mtime: number, options?: { noFollow?: boolean }): Promise<void>
  statfs(path: string): Promise<StatFs & { type: string; source: string; target: string }>
  /** @param request.options words of mount(8)'s `-o`; those of mount(8) itself (nofail, user …) are not among them. */
  mount(
    source: string,
    target: string,
    request?: { type?: string; options?: readonly string[] },
  ): Promise<void>
  /** @param options.lazy takes it out of the tree now, and lets go of it when nobody uses it any more. */
  umount(target: string, options?: { lazy?: boolean }): Promise<void>
  /**
   * Lets the ext4 on a block device take in what the device has grown by; mounted or not (EXT4_IOC_RESIZE_FS).
   * In blocks of 4 KiB. Throws EINVAL without a file system, EPERM for others than root.
   */
  growFileSystem(device: string): Promise<{ before: number; after: number; mountedAt?: string }>
  /** What the superblock on a block device says. Throws EINVAL without an ext4, EPERM for others than root. */
  describeFileSystem(device: string): Promise<Ext4Facts>
  /** Another label or UUID (FS_IOC_SETFSLABEL). Throws EBUSY for the UUID of what is mounted. */
  identifyFileSystem(device: string, identity: Partial<Ext4Identity>): Promise<void>
  /** Whole files in one go, for configuration files and small programs. */
  readFile(path: string): Promise<Uint8Array>
  readText(path: string): Promise<string>
  writeFile(
    path: string,
    data: Uint8Array | string,
    options?: { mode?: number; append?: boolean },
  ): Promise<void>

  // Terminals
  /** Undefined when fd is no terminal. */
  tty(fd: number): Terminal | undefined
  /**
   * A new pseudo-terminal (posix_openpt). The child's side is Linux's way: `setSession()`, then open `name`
   * (the controlling terminal of a session that has none) and dup it to 0, 1, 2. A read on `master` gives what
   * the screen shows, and an empty chunk once no process holds the terminal; closing it hangs up.
   */
  openPty(size: { columns: number; rows: number }): Promise<Pty>

  // Network
  /** Listens on an address of this machine ('0.0.0.0', '127.0.0.1'). Throws EADDRINUSE, EACCES (< 1024 and not root). */
  listen(endpoint: Endpoint, backlog?: number): Promise<number>
  /** Listens on a Unix socket: makes a file of type socket there. Throws EADDRINUSE when there is anything at the path. */
  listenUnix(path: string, backlog?: number): Promise<number>
  /** The next connection on a listening descriptor. */
  accept(fd: number): Promise<{ fd: number; remote: Endpoint; local: Endpoint }>
  connect(endpoint: Endpoint): Promise<number>
  /** Throws ENOENT, EACCES, and ECONNREFUSED for a socket whose listener has gone. */
  connectUnix(path: string): Promise<number>
  /** Half-close of a connected socket. */
  shutdown(fd: number): void
  socketEndpoints(fd: number): { local: Endpoint; remote?: Endpoint } | undefined
  /** A UDP socket at a port of its own or the one asked for; `remote` connects it, so that read and write work. */
  openDatagram(local?: Partial<Endpoint>, remote?: Endpoint): Promise<number>
  sendTo(fd: number, data: Uint8Array, to: Endpoint): Promise<void>
  receiveFrom(fd: number): Promise<{ data: Uint8Array; from: Endpoint }>
  /** Name lookup as getaddrinfo does: /etc/hosts, then DNS. Empty when unknown. */
  resolve(name: string): Promise<string[]>
  /** Asks a DNS server (the configured one, if none is named); undefined when it does not answer. */
  query(name: string, type: DnsType, server?: string): Promise<DnsAnswer | undefined>
  /** Sends a packet with a limited life (ping, traceroute); undefined when nothing comes back. Throws ENETUNREACH. */
  probe(probe: Probe): Promise<ProbeAnswer | undefined>

  // The three usual descriptors, for brevity
  readonly stdin: InputStream
  readonly stdout: OutputStream
  readonly stderr: OutputStream
}

export interface InputStream {
  /** Chunks as they come. */
  chunks(): AsyncIterable<Uint8Array>
  /** Lines without their newline, decoded as UTF-8, bounded in length by memory only. */
  lines(): AsyncIterable<string>
  text(): Promise<string>
}

export interface OutputStream {
  write(data: Uint8Array | string): Promise<void>
  /** With a newline behind it. */
  line(text: string): Promise<void>
}

/** The near end of a pseudo-terminal. */
export interface Pty {
  /** A descriptor of the process that asked, close-on-exec. */
  readonly master: number
  /** The far end's path: /dev/pts/0. */
  readonly name: string
  /** TIOCSWINSZ: the foreground group gets SIGWINCH. */
  resize(columns: number, rows: number): void
}

/** What a process can do with the terminal behind a descriptor (ioctl, tcsetattr). */
export interface Terminal {
  readonly name: string
  readonly columns: number
  readonly rows: number
  /** 'raw' gives every byte at once without echo or signals; 'cooked' is the line discipline. */
  setMode(mode: 'cooked' | 'raw' | 'no-echo'): void
  readonly mode: 'cooked' | 'raw' | 'no-echo'
  foreground: number
  onResize(changed: () => void): () => void
}

/** The machine as programs see it. */
export interface System {
  /** Wall time in milliseconds since the epoch, and milliseconds since boot. */
  now(): number
  uptime(): number
  /** Calls back when wall time, which may be moved ahead, reaches `time`. @returns the cancellation. */
  at(time: number, callback: () => void | Promise<void>): () => void
  hostname: string
  readonly machine: 'instance' | 'laptop'
  /** The operating system's name as /etc/os-release's ID and VERSION_ID: 'amzn' '2023', 'ubuntu' '24.04'; and its kernel's. */
  readonly release: KernelRelease & { readonly id: string; readonly version: string }
  readonly memory: { total: number; used: number }
  readonly swaps: SwapAreas
  readonly processors: number
  processes(): ProcessInfo[]
  mounts(): MountInfo[]
  blockDevices(): BlockDeviceInfo[]
  sockets(): SocketInfo[]
  /** The first of its network cards, and all of them. */
  readonly network: NetworkInterface
  readonly networks: readonly NetworkInterface[]
  randomBytes(length: number): Uint8Array
  /** Takes the machine down after this process's call; the hypervisor hears of it. */
  shutdown(kind: 'poweroff' | 'reboot'): void
  /** syslog(3): `sshd[42]: text`, into the journal; onto the console where there is none. */
  log(line: string): void
  /** What daemons offer to other programs. */
  readonly bus: SystemBus
  /** What dmesg shows. */
  readonly kernelMessages: MessageRing
  /** Threads for strangers' code: what the `node` program runs in. */
  readonly isolates: IsolateProvider
}

export interface ProcessInfo {
  pid: number
  ppid: number
  pgid: number
  sid: number
  uid: number
  state: 'R' | 'S' | 'T' | 'Z'
  tty?: string
  command: string
  argv: readonly string[]
  /** Milliseconds since the epoch. */
  started: number
  /** Milliseconds of processor time, as well as we can tell. */
  cpu: number
  /** Its control group: `/system.slice/sshd.service`. */
  cgroup: string
  /** From -20 to 19. */
  niceness: number
  memory: ProcessMemory
}

export interface MountInfo {
  source: string
  target: string
  type: string
  options: string[]
}

/** A network card of the machine and what it is plugged into. */
export interface NetworkInterface extends Lease {
  /** 0 for the first. */
  index: number
  /** ens5 on Nitro, enX0 on Xen; ens6 and enX1 are the second ones. */
  name: string
  address: string
  /** Its addresses after the first. */
  secondary: readonly string[]
  mtu: number
}

export interface BlockDeviceInfo {
  /** nvme0n1, nvme0n1p1, xvdf… */
  name: string
  major: number
  minor: number
  size: number
  type: 'disk' | 'part'
  parent?: string
  readOnly: boolean
  serial: string
  /** What udev found on it when it came or was last written: anybody may know. */
  holds?: Probed
}

export interface SocketInfo {
  family: 'tcp' | 'udp' | 'unix'
  /** As ss names them. */
  state: 'LISTEN' | 'ESTAB' | 'SYN-SENT' | 'CLOSE-WAIT' | 'FIN-WAIT-2' | 'UNCONN'
  /** Of a Unix socket: its path, and no port. */
  local: Endpoint
  remote?: Endpoint
  ino: number
  /** Bytes not yet read; of a listener, the connections that wait and the most that may. */
  receiveQueue: number
  sendQueue: number
  /** Who opened it. */
  pid: number
  command: string
  uid: number
  /** Who holds it now. */
  users: { pid: number; command: string; fd: number }[]
}
