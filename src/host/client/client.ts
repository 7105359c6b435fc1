import type { LaptopFilesApi } from '../api/laptop-files.ts'
import type { InputOf, OperationName, OutputOf, ServiceName } from './operations.ts'

/** An AWS error as it came from the cloud: `code` and `message` in AWS's words. */
export class CloudError extends Error {
  override readonly name = 'CloudError'
  constructor(
    readonly code: string,
    message: string,
    readonly requestId: string,
  ) {
    super(message)
  }
}

/** One record that a commit changed. `kind` is e.g. `ec2.instance`, `ec2.volume`, `ec2.security-group`. */
export interface Change {
  region: string
  kind: string
  id: string
  deleted: boolean
}

export type Pace = 'real' | 'brisk' | 'instant'

/** 'saving': a commit is under way; 'failed': storage refused (quota, private window): the reason is for the learner. */
export type SaveState = { state: 'saved' | 'saving' } | { state: 'failed'; reason: string }

/** The exit status of its shell; or the cloud went over to another tab, and took no terminals along. */
export type TerminalEnd = number | 'moved'

/** A screen attached to a terminal that lives in the cloud's worker: it survives the page. */
export interface TerminalScreen {
  readonly id: string
  readonly title: string
  /** Output so far (bounded) comes first, then what follows. */
  onData(handler: (data: Uint8Array) => void | Promise<void>): () => void
  onExit(handler: (end: TerminalEnd) => void): () => void
  write(data: string | Uint8Array): void
  resize(columns: number, rows: number): void
  /** Takes the screen away and leaves the terminal running. */
  detach(): void
  /** Ends the terminal: hangs up. */
  close(): void
}

/** A connection to a place where nothing answers, and when TCP gives it up (on this computer's clock). */
export interface ConnectionWait {
  id: number
  address: string
  port: number
  until: number
}

export interface TerminalInfo {
  id: string
  title: string
}

/** Why a connection is allowed, dropped or refused: the rules looked at, in order. */
export interface Verdict {
  outcome: 'open' | 'dropped' | 'refused' | 'unknown-host'
  steps: { text: string; ok: boolean }[]
}

/** Bytes of a disk's image; or so many bytes where nothing was ever written, which are zeros. */
export type ImagePart = Uint8Array | number

/** How pages reach the cloud: the one object that the console, the terminal and the lessons use. */
export interface SandcloudClient {
  readonly accountId: string
  readonly userName: string
  call<S extends ServiceName, O extends OperationName<S>>(
    service: S,
    operation: O,
    input: InputOf<S, O>,
    options: { region: string },
  ): Promise<OutputOf<S, O>>
  /** Called after every commit with what it changed. */
  onChange(handler: (changes: readonly Change[]) => void): () => void

  /** The cloud went over to another tab: whatever it had answered may have changed. */
  onMoved(handler: () => void): () => void

  pace(): Promise<Pace>
  setPace(pace: Pace): Promise<void>
  /** Another worker runs the cloud now: nothing that this page does is kept until it has been loaded again. */
  onSuperseded(handler: (text: string) => void): () => void
  /** Connections that wait for an answer, after each change. */
  onWaits(handler: (waits: readonly ConnectionWait[]) => void): () => void
  skipWait(id: number): Promise<void>
  onSaveState(handler: (state: SaveState) => void): () => void
  /** Messages the learner must see: machines that booted again, programs killed with their page… */
  onNotice(handler: (notice: { id: string; text: string }) => void): () => void

  /** The learner's laptop. A file downloaded in the console (a .pem) is put into its ~/Downloads, mode 0644. */
  saveToLaptop(fileName: string, data: string | Uint8Array): Promise<{ path: string }>
  /** Files and folders to and from the laptop, as its user moves them. */
  readonly laptopFiles: LaptopFilesApi
  openTerminal(size: { columns: number; rows: number }): Promise<TerminalScreen>
  terminals(): Promise<TerminalInfo[]>
  attachTerminal(id: string, size: { columns: number; rows: number }): Promise<TerminalScreen>

  /** The page's window on the sites: where an iframe must point to show `url` of the virtual internet. */
  siteFrame(url: string): Promise<SiteFrame>
  /** Explains what would happen to a connection from the learner's laptop to a host and port. */
  explain(host: string, port: number): Promise<Verdict>

  /** The raw image of a volume or snapshot, for a download: the parts of a sparse file in order. */
  exportVolume(region: string, id: string): Promise<ReadableStream<ImagePart>>
  /** Throws everything away and starts with a new account. */
  reset(): Promise<void>
}

/** One browser pane's connection to the sites' origin. */
export interface SiteFrame {
  /** For the iframe's src. */
  readonly src: string
  readonly sandbox: string
  /** The pane tells the frame element once it is made; the host then bridges its requests. */
  attach(frame: HTMLIFrameElement): () => void
  /** Where the document inside is now (after links and redirects), its title, and whether it is loading. */
  onNavigate(handler: (state: { url: string; title: string; loading: boolean }) => void): () => void
}
