import type { BlockDevice } from './fs/block-device.ts'
import type { IsolateProvider } from './isolate.ts'
import type { Process } from './kernel/process.ts'
import type { Network } from './network.ts'

/** The hardware that a computer is made of. */
export interface MachineOptions {
  kind: 'instance' | 'laptop'
  /** Attached disks by kernel name (`nvme0n1`, `xvda`); `root` boots: a GPT with ext4 on its first partition. */
  disks: ReadonlyMap<string, BlockDevice>
  root: string
  /** The names that disks were attached under in the API (`/dev/sdf`), by kernel name: /dev has links of that name. */
  attachedAs?: ReadonlyMap<string, string>
  network: Network
  isolates: IsolateProvider
  /** Wall time in milliseconds since the epoch: the engine's. */
  now(): number
  /**
   * Calls back once, when wall time reaches `time`: also when it is moved ahead, which then stands still at
   * `time` until the callback's promise resolves. @returns the cancellation.
   */
  at(time: number, callback: () => void | Promise<void>): () => void
  randomBytes(length: number): Uint8Array
  /** In bytes. */
  memory: number
  processors: number
}

export type PowerEvent = 'poweroff' | 'reboot'

/** A computer that is switched on. */
export interface Machine {
  readonly hostname: string
  /** Resolves when the operating system is up (sshd listens, cloud-init has run); rejects when it cannot boot. */
  readonly booted: Promise<void>
  /** Opens a terminal with a login shell of `user`, as sitting in front of the machine. */
  openTerminal(options: { user: string; columns: number; rows: number; cwd?: string }): TerminalSession
  /** @param attachedAs its name in the API, `/dev/sdf`. */
  attachDisk(name: string, device: BlockDevice, attachedAs?: string): void
  /** Pulls the disk out; what was mounted from it gives EIO afterwards. */
  detachDisk(name: string): void
  /** Presses the power button: units stop, file systems are synced and unmounted. Resolves when off. */
  shutdown(): Promise<void>
  /** Pulls the plug. */
  powerOff(): void
  /** The guest switched itself off, or wants to start again. */
  onPower(handler: (event: PowerEvent) => void): void
  /** What came out on the serial console since it was switched on, at most the last 64 KiB. */
  consoleOutput(): string
  /** Files as root, for the host's own needs (downloads to and uploads from the laptop). */
  readFile(path: string): Promise<Uint8Array>
  writeFile(path: string, data: Uint8Array, options: { mode: number; owner: string }): Promise<void>
  /** Works on files in a process of the user's: with that user's rights, in its home. Throws errno errors. */
  asUser<T>(user: string, work: (files: UserFiles) => Promise<T>): Promise<T>
}

/** What a process of a user can do with files. */
export type UserFiles = Pick<
  Process,
  | 'close'
  | 'cwd'
  | 'lstat'
  | 'mkdir'
  | 'open'
  | 'read'
  | 'readdir'
  | 'realpath'
  | 'rename'
  | 'seek'
  | 'stat'
  | 'statfs'
  | 'unlink'
  | 'write'
>

/** The near end of a terminal: what a screen is plugged into. */
export interface TerminalSession {
  readonly id: string
  /** Where its shell stands, once there is one. */
  readonly workingDirectory: string | undefined
  /** Keys, as bytes from the keyboard. */
  write(data: Uint8Array): void
  /** Bytes for the screen. The handler's promise is back-pressure. */
  onData(handler: (data: Uint8Array) => void | Promise<void>): void
  resize(columns: number, rows: number): void
  onExit(handler: (status: number) => void): void
  /** Hangs up: SIGHUP to the session. */
  close(): void
}
