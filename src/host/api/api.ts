import type { LaptopFilesApi } from './laptop-files.ts'
import type {
  Change,
  ConnectionWait,
  ImagePart,
  Pace,
  SaveState,
  TerminalInfo,
  Verdict,
} from '../client/client.ts'

/** What the cloud's worker offers to each page, over one MessagePort (comlink). */
export interface CloudApi {
  /** Answered at once, whatever the cloud does: the worker's thread lives. */
  answers(): Promise<void>
  /** The page's first word. `lock` is a Web Lock that it holds: whoever gets it knows that the page is gone. */
  hello(lock: string): Promise<{ accountId: string; userName: string }>
  call(call: CallRequest): Promise<CallAnswer>
  /** The page's listener, a comlink proxy: called for every event until the page goes. */
  watch(listener: (event: CloudEvent) => void): Promise<void>
  /** The page lends its sandbox: isolates are asked for on the port. */
  lendSandbox(port: MessagePort): Promise<void>

  pace(): Promise<Pace>
  setPace(pace: Pace): Promise<void>
  saveToLaptop(fileName: string, data: Uint8Array): Promise<{ path: string }>
  /** One method of LaptopFilesApi; the client gives it its types. */
  laptopFiles(method: keyof LaptopFilesApi, given: readonly unknown[]): Promise<unknown>
  openTerminal(size: TerminalSize): Promise<TerminalInfo>
  terminals(): Promise<TerminalInfo[]>
  /** Joins a screen's port (TerminalMessage both ways) to a terminal. */
  attachTerminal(id: string, size: TerminalSize, port: MessagePort): Promise<TerminalInfo>

  /** A port on which the sites' service worker asks for pages (SiteRequest, SiteAnswer). */
  serveSites(port: MessagePort): Promise<void>
  /** Lets a connection that nothing answers time out at once. */
  skipWait(id: number): Promise<void>
  explain(host: string, port: number): Promise<Verdict>
  exportVolume(region: string, id: string): Promise<ReadableStream<ImagePart>>
  reset(): Promise<void>
}

export interface CallRequest {
  service: string
  operation: string
  input: unknown
  region: string
}

/** An answer is a value: comlink carries exceptions without their members. */
export type CallAnswer =
  | { ok: true; output: unknown }
  | { ok: false; code: string; message: string; requestId: string }

export type CloudEvent =
  | { type: 'changes'; changes: Change[] }
  | { type: 'save-state'; state: SaveState }
  | { type: 'notice'; notice: { id: string; text: string } }
  | { type: 'waits'; waits: ConnectionWait[] }
  /** Another worker runs the cloud now: this one says no more, and the page must be loaded again. */
  | { type: 'superseded'; text: string }

/** Where there is no shared worker: from a tab to the worker of its own, */
export type TabMessage = { type: 'connect'; port: MessagePort }
/** and back: it leads and can be connected to, that of another tab does, or the account was taken from it. */
export type WorkerMessage = { type: 'leading' } | { type: 'elsewhere' } | { type: 'over' }

export interface TerminalSize {
  columns: number
  rows: number
}

/** From the screen to the terminal. */
export type ScreenMessage =
  | { type: 'input'; data: Uint8Array }
  | { type: 'resize'; columns: number; rows: number }
  /** So many bytes are on the screen: back-pressure. */
  | { type: 'shown'; bytes: number }
  | { type: 'detach' }
  | { type: 'close' }

/** From the terminal to the screen. */
export type TerminalMessage = { type: 'output'; data: Uint8Array } | { type: 'exit'; status: number }

/** From the worker to a page that lends its sandbox, and back. */
export type LenderRequest =
  | { type: 'create'; id: number; program: 'node'; port: MessagePort }
  | { type: 'terminate'; id: number }
export type LenderAnswer = { type: 'gone'; id: number; how: 'terminated' | 'crashed' }

/** From the sites' service worker to the cloud's worker: one HTTP request of the browser pane. */
export interface SiteRequest {
  id: number
  method: string
  /** The address as the pane sees it: scheme, virtual host and port, path, query. */
  url: string
  headers: [string, string][]
  body: Uint8Array | undefined
}

export interface SiteAnswer {
  id: number
  status: number
  statusText: string
  headers: [string, string][]
  body: ReadableStream<Uint8Array> | Uint8Array | null
}
