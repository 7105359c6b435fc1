import { AsyncWrap } from '../async-wrap.ts'
import { decodeBytes } from '../bytes/decode.ts'
import { encodeText } from '../bytes/encode.ts'
import { hold, letGo, nextTurn } from '../event-loop.ts'
import { requireBuiltin } from '../realm-require.ts'
import { symbols } from '../symbols.ts'
import { SystemError, uvException } from '../uv.ts'

export const kUsePromises = symbols.fs_use_promises_symbol!

export type Path = string | Uint8Array
export const pathOf = (path: Path): string => (typeof path === 'string' ? path : decodeBytes(path))

/** A name as the caller wants it: text, or a Buffer. */
export const inEncoding = (text: string, encoding?: string): unknown =>
  encoding === 'buffer'
    ? bufferFrom(encodeText(text))
    : encoding && encoding !== 'utf8'
      ? decodeBytes(encodeText(text), encoding)
      : text
const bufferFrom = (bytes: Uint8Array): unknown =>
  (requireBuiltin('buffer').Buffer as { from(bytes: Uint8Array): unknown }).from(bytes)

export interface Call {
  syscall: string
  /** Which argument is the request; a call without it is synchronous. */
  request: number
  /** Which arguments are the paths that an error names. */
  paths?: readonly number[]
  /** What an asynchronous call waits for before it runs: content to load, input to come. */
  before?(...args: never[]): Promise<unknown> | undefined
}

/** A call of the fs binding in its three forms: synchronous, with a request that calls back, with a promise. */
export function call(how: Call, run: (...args: never[]) => unknown): (...args: unknown[]) => unknown {
  const attempt = (args: unknown[]): unknown => {
    try {
      return run(...(args as never[]))
    } catch (error) {
      throw failure(how, error, args)
    }
  }
  return (...args) => {
    const request = args[how.request]
    if (request === undefined) return synchronously(how, attempt, args)
    const start = () => {
      const pending = how.before?.(...(args as never[]))
      if (!pending) return attempt(args)
      return pending.then(
        () => attempt(args),
        (error: unknown) => {
          throw failure(how, error, args)
        },
      )
    }
    if (request === kUsePromises) return promised(start)
    const to = request as AsyncWrap
    settle(
      start,
      (value) => to.callBack('oncomplete', null, value),
      (error) => to.callBack('oncomplete', error),
    )
    return undefined
  }
}

function failure({ syscall, paths = [] }: Call, error: unknown, args: unknown[]): unknown {
  if (!(error instanceof SystemError)) return error
  const [path, dest] = paths.map((index) => pathOf(args[index] as Path))
  return uvException(error.code, syscall, path, dest, error.detail)
}

function synchronously(
  { syscall, request }: Call,
  attempt: (args: unknown[]) => unknown,
  args: unknown[],
): unknown {
  try {
    return attempt(args)
  } catch (error) {
    // Some callers want the error in an object instead.
    const context = args[request + 1]
    if (typeof context !== 'object' || context === null) throw error
    const { errno, code } = error as { errno: number; code: string }
    return void Object.assign(context, { errno, code, syscall })
  }
}

/** Runs at once, reports in a later turn, and keeps the process alive in between. */
function settle(work: () => unknown, done: (value: unknown) => void, failed: (error: unknown) => void): void {
  hold()
  const report = (tell: () => void) => {
    nextTurn(() => {
      letGo()
      tell()
    })
  }
  try {
    const result = work()
    if (!(result instanceof Promise)) return report(() => done(result))
    result.then(
      (value) => report(() => done(value)),
      (error: unknown) => report(() => failed(error)),
    )
  } catch (error) {
    report(() => failed(error))
  }
}

export const promised = (work: () => unknown): Promise<unknown> =>
  new Promise((resolve, reject) => settle(work, resolve, reject))
