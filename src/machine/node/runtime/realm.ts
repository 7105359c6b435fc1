import { carryFrameThroughPromises } from './async-wrap.ts'
import { bindingOf } from './bindings/index.ts'
import { errorHooks } from './bindings/errors.ts'
import { setRequireBuiltin } from './realm-require.ts'
import { compileBuiltin, loaders, type Require } from './builtins.ts'
import { createProcessObject } from './process-state.ts'
import { installStackTraces } from './stack-traces.ts'
import { privateSymbols, symbols } from './symbols.ts'

export interface Realm {
  process: Record<string | symbol, unknown>
  require: Require
  /** Runs one of internal/main/*. */
  run(id: string): unknown
  emitMessage: unknown
}

/** Node's own start-up, in the order of node_realm.cc and node.cc, up to where a process would begin. */
export function bootstrap(): Realm {
  const primordials = Object.create(null) as Record<string, unknown>
  const perContext: Record<string, unknown> = {}
  for (const name of ['primordials', 'domexception', 'messageport']) {
    compileBuiltin(`internal/per_context/${name}`)(perContext, primordials, privateSymbols, symbols)
  }
  const process = createProcessObject()
  const unknown = (name: string) => new Error(`No such binding: ${name}`)
  const getInternalBinding = (name: string) => {
    const binding = bindingOf(name, perContext)
    if (!binding) throw Object.assign(unknown(name), { code: 'ERR_INVALID_MODULE' })
    return binding
  }
  const getLinkedBinding = (name: string) => {
    throw Object.assign(unknown(name), { code: 'ERR_INVALID_MODULE' })
  }
  compileBuiltin('internal/bootstrap/realm')(process, getLinkedBinding, getInternalBinding, primordials)
  const { internalBinding, require } = loaders!
  setRequireBuiltin(require)
  installStackTraces(errorHooks.prepareStackTrace!)
  const run = (id: string) => compileBuiltin(id)(process, require, internalBinding, primordials)
  run('internal/bootstrap/node')
  run('internal/bootstrap/web/exposed-wildcard')
  run('internal/bootstrap/web/exposed-window-or-worker')
  run('internal/bootstrap/switches/is_main_thread')
  run('internal/bootstrap/switches/does_own_process_state')
  carryFrameThroughPromises()
  return { process, require, run, emitMessage: perContext.emitMessage }
}
