import { facts } from './facts.ts'
import { compileScript, library } from './sources.ts'

export type Require = (id: string) => Record<string, never>

const parameters = {
  perContext: ['exports', 'primordials', 'privateSymbols', 'perIsolateSymbols'],
  realm: ['process', 'getLinkedBinding', 'getInternalBinding', 'primordials'],
  script: ['process', 'require', 'internalBinding', 'primordials'],
  module: ['exports', 'require', 'module', 'process', 'internalBinding', 'primordials'],
}

function parametersOf(id: string): string[] {
  if (id.startsWith('internal/per_context/')) return parameters.perContext
  if (id === 'internal/bootstrap/realm') return parameters.realm
  return /^internal\/(main|bootstrap)\//.test(id) ? parameters.script : parameters.module
}

export function compileBuiltin(id: string): (...args: unknown[]) => unknown {
  const source = library[id]
  if (source === undefined) throw new TypeError(`Missing internal module '${id}'`)
  const before = `(function (${parametersOf(id).join(', ')}) {`
  return compileScript(source, `node:${id}`, before, '})') as (...args: unknown[]) => unknown
}

export let loaders: { internalBinding: unknown; require: Require } | undefined

/** What BuiltinLoader hands to bootstrap/realm as internalBinding('builtins'). */
export const builtinsBinding = {
  config: JSON.stringify(facts.config),
  builtinIds: Object.keys(library),
  compileFunction: compileBuiltin,
  setInternalLoaders: (internalBinding: unknown, require: Require) => {
    loaders = { internalBinding, require }
  },
  hasCachedBuiltins: () => false,
  natives: library,
}
