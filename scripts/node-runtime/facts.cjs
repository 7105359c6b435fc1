// Runs inside the pinned Node with --expose-internals and prints the plain data of its bindings:
// constants, option tables, error numbers, names of symbols. Functions are left out; they are ours.
const { internalBinding } = require('internal/test/binding')

const bindings = [
  'async_wrap', 'block_list', 'buffer', 'cares_wrap', 'config', 'constants', 'contextify', 'crypto', 'errors', 'fs',
  'http_parser', 'modules', 'module_wrap', 'performance', 'pipe_wrap', 'process_wrap', 'stream_wrap', 'string_decoder',
  'task_queue', 'tcp_wrap', 'timers', 'tty_wrap', 'udp_wrap', 'url', 'util', 'uv', 'v8', 'worker', 'zlib', 'http2',
  'mksnapshot', 'tls_wrap', 'process_methods', 'encoding_binding',
] // prettier-ignore

const typedArray = Object.getPrototypeOf(Uint8Array)

function plain(value) {
  if (value === null || ['number', 'string', 'boolean'].includes(typeof value)) return value
  if (value instanceof typedArray) return { $typed: value.constructor.name, length: value.length }
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object') return undefined
  // Some constants are not enumerable.
  const entries = Object.getOwnPropertyNames(value).map((key) => [key, plain(value[key])])
  return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined))
}

const options = internalBinding('options')
const info = options.getCLIOptionsInfo()
const values = options.getCLIOptionsValues()
// What this very run was started with is not a default.
values['--expose-internals'] = false

const facts = {
  version: process.version,
  versions: process.versions,
  release: process.release,
  features: Object.keys(process.features),
  // Only what programs ask for; the rest describes how the binary was compiled.
  config: {
    target_defaults: { default_configuration: 'Release' },
    variables: { napi_build_version: '10', node_shared: false },
  },
  bindings: Object.fromEntries(bindings.map((name) => [name, plain(internalBinding(name))])),
  httpParser: plain({ ...internalBinding('http_parser').HTTPParser }),
  privateSymbols: Object.keys(internalBinding('util').privateSymbols),
  symbols: Object.keys(internalBinding('symbols')),
  uvErrors: [...internalBinding('uv').getErrorMap()].map(([number, [name, text]]) => [number, name, text]),
  options: {
    values,
    info: [...info.options].map(([name, { helpText, envVarSettings, type, defaultIsTrue }]) => [
      name, helpText, envVarSettings, type, defaultIsTrue,
    ]), // prettier-ignore
    aliases: [...info.aliases],
    envSettings: options.envSettings,
    types: options.types,
    embedder: options.getEmbedderOptions(),
  },
  globals: Object.getOwnPropertyNames(globalThis),
}
process.stdout.write(JSON.stringify(facts))
