/** Computers: real file systems, processes, a shell and its programs, on hardware that the host gives. */
export { bootMachine } from './boot/boot-machine.ts'
export { buildImage, type ImageName } from './images/build-image.ts'
export type { Machine, MachineOptions, PowerEvent, TerminalSession, UserFiles } from './machine.ts'

export { ErrnoError, isErrno } from './errno.ts'
export { type BlockDevice, type DirtyChunks } from './fs/index.ts'
export type { Isolate, IsolateProvider } from './isolate.ts'
export { nodeGlobals } from './node/node-globals.ts'
export type {
  AcceptStream,
  Datagram,
  DnsAnswer,
  DnsRecord,
  DnsType,
  Endpoint,
  FurtherAddresses,
  Lease,
  Network,
  Probe,
  ProbeAnswer,
  Stream,
  TakeDatagram,
} from './network.ts'
export {
  HeaderList,
  HttpConnection,
  HttpError,
  outsideSites,
  serveHttp,
  startTls,
  TlsError,
  type HttpHandler,
  type IncomingRequest,
  type OutsideSite,
  type ReadAsset,
  type Reply,
  type SiteContext,
} from './net/index.ts'
