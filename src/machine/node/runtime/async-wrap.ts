import { dataOf } from './facts.ts'
import { nextTurn } from './event-loop.ts'

export interface NativeHooks {
  init(asyncId: number, type: string, triggerAsyncId: number, resource: object, isPromise?: boolean): void
  before(asyncId: number): void
  after(asyncId: number): void
  destroy(asyncId: number): void
}

interface AsyncData {
  async_hook_fields: Uint32Array
  async_id_fields: Float64Array
  async_ids_stack: Float64Array
  execution_async_resources: unknown[]
  constants: Record<string, number>
  Providers: Record<string, number>
}

const data = dataOf('async_wrap') as unknown as AsyncData
const fields = data.async_hook_fields
const ids = data.async_id_fields
const k = data.constants as Record<
  | 'kInit'
  | 'kBefore'
  | 'kAfter'
  | 'kDestroy'
  | 'kStackLength'
  | 'kExecutionAsyncId'
  | 'kTriggerAsyncId'
  | 'kAsyncIdCounter'
  | 'kDefaultTriggerAsyncId'
  | 'kCheck',
  number
>

ids[k.kAsyncIdCounter] = 1
ids[k.kDefaultTriggerAsyncId] = -1
fields[k.kCheck] = 1

let hooks: NativeHooks | undefined
let destroyed: number[] = []

/** V8 carries this from a continuation's creation to its run; ours goes through callbacks and `then`, not `await`. */
let frame: unknown

export const contextFrame = {
  getContinuationPreservedEmbedderData: () => frame,
  setContinuationPreservedEmbedderData: (value: unknown) => {
    frame = value
  },
}

/** What AsyncLocalStorage has stored at `then` is there again in its callbacks. */
export function carryFrameThroughPromises(): void {
  const then = Promise.prototype.then
  const carried = <A extends unknown[], R>(callback: ((...args: A) => R) | null | undefined, at: unknown) =>
    typeof callback === 'function'
      ? (...args: A): R => {
          const before = frame
          frame = at
          try {
            return callback(...args)
          } finally {
            frame = before
          }
        }
      : callback
  // eslint-disable-next-line unicorn/no-thenable -- the promise's own
  const { then: carrying } = {
    // eslint-disable-next-line unicorn/no-thenable
    then(this: Promise<unknown>, resolved: never, rejected: never) {
      return frame === undefined
        ? then.call(this, resolved, rejected)
        : then.call(this, carried(resolved, frame), carried(rejected, frame))
    },
  }
  const descriptor = { configurable: true, writable: true, enumerable: false, value: carrying }
  Object.defineProperty(Promise.prototype, ...(['then', descriptor] as const))
}

function pushAsyncContext(asyncId: number, triggerAsyncId: number, resource?: unknown): void {
  const offset = fields[k.kStackLength]!
  data.execution_async_resources[offset] = resource
  if (offset * 2 >= binding.async_ids_stack.length) {
    const larger = new Float64Array(binding.async_ids_stack.length * 3)
    larger.set(binding.async_ids_stack)
    binding.async_ids_stack = larger
  }
  binding.async_ids_stack[offset * 2] = ids[k.kExecutionAsyncId]!
  binding.async_ids_stack[offset * 2 + 1] = ids[k.kTriggerAsyncId]!
  fields[k.kStackLength] = offset + 1
  ids[k.kExecutionAsyncId] = asyncId
  ids[k.kTriggerAsyncId] = triggerAsyncId
}

function popAsyncContext(_asyncId: number): boolean {
  const length = fields[k.kStackLength]!
  if (length === 0) return false
  const offset = length - 1
  ids[k.kExecutionAsyncId] = binding.async_ids_stack[2 * offset]!
  ids[k.kTriggerAsyncId] = binding.async_ids_stack[2 * offset + 1]!
  data.execution_async_resources.length = offset
  fields[k.kStackLength] = offset
  return offset > 0
}

export function clearAsyncIdStack(): void {
  ids[k.kExecutionAsyncId] = 0
  ids[k.kTriggerAsyncId] = 0
  fields[k.kStackLength] = 0
  data.execution_async_resources.length = 0
}

/** Node's AsyncWrap: whatever calls back later has an id, and its callback runs in its own context. */
export class AsyncWrap {
  #asyncId = 0
  #triggerAsyncId = 0
  #frame: unknown
  #provider: string

  constructor(provider: string) {
    this.#provider = provider
    this.asyncReset()
  }

  getAsyncId(): number {
    return this.#asyncId
  }

  getProviderType(): number {
    return data.Providers[this.#provider] ?? 0
  }

  asyncReset(resource: object = this): void {
    const trigger = ids[k.kDefaultTriggerAsyncId]!
    this.#asyncId = ids[k.kAsyncIdCounter]! += 1
    this.#triggerAsyncId = trigger < 0 ? ids[k.kExecutionAsyncId]! : trigger
    this.#frame = frame
    if (fields[k.kInit]! > 0) hooks?.init(this.#asyncId, this.#provider, this.#triggerAsyncId, resource)
  }

  /** Calls a method of this object as MakeCallback does, inside a turn. */
  callBack(method: string | symbol, ...args: unknown[]): unknown {
    const callback = (this as Record<string | symbol, unknown>)[method]
    if (typeof callback !== 'function') return undefined
    const before = frame
    frame = this.#frame
    pushAsyncContext(this.#asyncId, this.#triggerAsyncId, this)
    if (fields[k.kBefore]! > 0) hooks?.before(this.#asyncId)
    try {
      const result: unknown = Reflect.apply(callback, this, args)
      if (fields[k.kAfter]! > 0) hooks?.after(this.#asyncId)
      popAsyncContext(this.#asyncId)
      return result
    } finally {
      frame = before
    }
  }

  emitDestroy(): void {
    queueDestroyAsyncId(this.#asyncId)
  }
}

function queueDestroyAsyncId(asyncId: number): void {
  if (fields[k.kDestroy] === 0) return
  if (destroyed.length === 0) {
    nextTurn(() => {
      const gone = destroyed
      destroyed = []
      for (const id of gone) hooks?.destroy(id)
    })
  }
  destroyed.push(asyncId)
}

export const binding = {
  ...data,
  setupHooks: (given: NativeHooks) => {
    hooks = given
  },
  setCallbackTrampoline: () => {},
  pushAsyncContext,
  popAsyncContext,
  clearAsyncIdStack,
  executionAsyncResource: (index: number) => data.execution_async_resources[index],
  queueDestroyAsyncId,
  /** Promises have no hooks that a page could set: async_hooks does not see them. */
  setPromiseHooks: () => {},
  getPromiseHooks: () => [undefined, undefined, undefined, undefined],
  registerDestroyHook: (_object: object, _asyncId: number) => {},
}
