import { facts } from './facts.ts'
import { withWholeTrace } from './stack-traces.ts'

const byName = new Map(facts.uvErrors.map(([number, name]) => [name, number]))
const byNumber = new Map(facts.uvErrors.map(([number, name, text]) => [number, { name, text }]))

/** libuv's number (-2) for an error's name (ENOENT). */
export const uvNumber = (code: string): number => byName.get(code) ?? byName.get('UNKNOWN') ?? -4094

export const uvName = (number: number): string =>
  byNumber.get(number)?.name ?? `Unknown system error ${number}`

export const uvText = (number: number): string =>
  byNumber.get(number)?.text ?? `Unknown system error ${number}`

/** A failed system call inside the runtime; bindings turn it into what lib expects. */
export class SystemError extends Error {
  constructor(
    readonly code: string,
    readonly detail?: string,
  ) {
    super(code)
  }
}

export interface UvException extends Error {
  errno: number
  code: string
  syscall: string
  path?: string
  dest?: string
}

/** The error that a synchronous fs call throws: `ENOENT: no such file or directory, open '/x'`. */
export function uvException(
  code: string,
  syscall: string,
  path?: string,
  dest?: string,
  detail?: string,
): UvException {
  const number = uvNumber(code)
  let message = `${code}: ${detail ?? uvText(number)}, ${syscall}`
  if (path !== undefined) message += ` '${path}'`
  if (dest !== undefined) message += ` -> '${dest}'`
  const error = withWholeTrace(() => new Error(message)) as UvException
  error.errno = number
  error.code = code
  error.syscall = syscall
  if (path !== undefined) error.path = path
  if (dest !== undefined) error.dest = dest
  return error
}
