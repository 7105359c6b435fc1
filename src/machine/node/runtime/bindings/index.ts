import { builtinsBinding } from '../builtins.ts'
import { pipeWrapBinding } from '../streams/pipe-wrap.ts'
import { streamWrapBinding } from '../streams/stream-wrap.ts'
import { tcpWrapBinding } from '../streams/tcp-wrap.ts'
import { ttyWrapBinding } from '../streams/tty-wrap.ts'
import { binding as blob } from './blob.ts'
import { binding as buffer } from './buffer.ts'
import { binding as caresWrap } from './cares-wrap.ts'
import { binding as contextify } from './contextify.ts'
import { binding as crypto } from './crypto/index.ts'
import { encodingBinding, icuBinding } from './encoding.ts'
import { binding as errors } from './errors.ts'
import { binding as fsDir } from './fs-dir.ts'
import { binding as fs } from './fs.ts'
import { binding as httpParser } from './http-parser.ts'
import { messagingBinding } from './messaging.ts'
import { binding as moduleWrap } from './module-wrap.ts'
import { binding as modules } from './modules.ts'
import { binding as options } from './options.ts'
import { binding as os, credentialsBinding } from './os.ts'
import { binding as performance } from './performance.ts'
import { binding as processMethods } from './process-methods.ts'
import { binding as processWrap } from './process-wrap.ts'
import { Signal } from './signal-wrap.ts'
import * as small from './small.ts'
import { FSEvent } from './stat-watcher.ts'
import { binding as stringDecoder } from './string-decoder.ts'
import { binding as taskQueue } from './task-queue.ts'
import { binding as timers } from './timers.ts'
import { binding as types } from './types.ts'
import * as unavailable from './unavailable.ts'
import { binding as url, patternBinding } from './url.ts'
import { binding as util } from './util.ts'
import { binding as zlib } from './zlib.ts'

type Binding = object

/** What lib gets from internalBinding(name): Node has these in C++. */
const bindings: Record<string, Binding | ((perContext: Record<string, unknown>) => Binding)> = {
  async_context_frame: small.asyncContextFrameBinding,
  async_wrap: small.asyncWrapBinding,
  blob,
  block_list: unavailable.blockListBinding,
  buffer,
  builtins: builtinsBinding,
  cares_wrap: caresWrap,
  cjs_lexer: small.cjsLexerBinding,
  config: small.configBinding,
  constants: small.constantsBinding,
  contextify,
  credentials: credentialsBinding,
  crypto,
  diagnostics_channel: small.diagnosticsChannelBinding,
  encoding_binding: encodingBinding,
  errors,
  fs,
  fs_dir: fsDir,
  fs_event_wrap: { FSEvent },
  heap_utils: small.heapUtilsBinding,
  http2: unavailable.http2Binding,
  http_parser: httpParser,
  icu: icuBinding,
  inspector: unavailable.inspectorBinding,
  internal_only_v8: unavailable.internalOnlyV8Binding,
  js_stream: unavailable.jsStreamBinding,
  locks: unavailable.locksBinding,
  messaging: messagingBinding,
  mksnapshot: small.mksnapshotBinding,
  module_wrap: moduleWrap,
  modules,
  options,
  os,
  performance,
  permission: small.permissionBinding,
  pipe_wrap: pipeWrapBinding,
  process_methods: processMethods,
  process_wrap: processWrap,
  report: small.reportBinding,
  sea: small.seaBinding,
  serdes: unavailable.serdesBinding,
  signal_wrap: { Signal },
  spawn_sync: unavailable.spawnSyncBinding,
  stream_pipe: unavailable.streamPipeBinding,
  stream_wrap: streamWrapBinding,
  string_decoder: stringDecoder,
  symbols: small.symbolsBinding,
  task_queue: taskQueue,
  tcp_wrap: tcpWrapBinding,
  timers,
  tls_wrap: unavailable.tlsWrapBinding,
  trace_events: small.traceEventsBinding,
  tty_wrap: ttyWrapBinding,
  types,
  udp_wrap: unavailable.udpWrapBinding,
  url,
  url_pattern: patternBinding,
  util,
  uv: small.uvBinding,
  v8: small.v8Binding,
  wasm_web_api: small.wasmWebApiBinding,
  watchdog: unavailable.watchdogBinding,
  worker: small.workerBinding,
  zlib,
}

export function bindingOf(name: string, perContext: Record<string, unknown>): Binding | undefined {
  const found = Object.hasOwn(bindings, name) ? bindings[name] : undefined
  return typeof found === 'function' ? found(perContext) : found
}
