import type { HereDoc, Redirect, Redirection, WordPart } from 'unbash'
import { isErrno } from '../../errno.ts'
import type { OpenFlags, Process } from '../../kernel/process.ts'
import { assign, parameterValue } from '../expansion/parameters.ts'
import { expandTemplate, expandText, expandWords } from '../expansion/word.ts'
import type { Shell } from '../shell.ts'
import { closeQuietly } from '../subshell.ts'

/** One redirection with its words expanded: what is to be done to a descriptor. */
export type Action =
  | { kind: 'open'; fd: number; path: string; flags: OpenFlags; clobber: boolean }
  | { kind: 'dup'; fd: number; from: number; move: boolean }
  | { kind: 'close'; fd: number }
  | { kind: 'text'; fd: number; text: string }

/** A redirection that cannot be made: the command fails with status 1 and does not run. */
export class RedirectionFailed extends Error {}

const flagsOf: Record<string, OpenFlags> = {
  '<': { read: true },
  '>': { write: true, create: true, truncate: true },
  '>|': { write: true, create: true, truncate: true },
  '&>': { write: true, create: true, truncate: true },
  '>>': { write: true, create: true, append: true },
  '&>>': { write: true, create: true, append: true },
  '<>': { read: true, write: true, create: true },
}

export const expandRedirections = async (
  shell: Shell,
  redirections: readonly Redirection[],
): Promise<Action[]> => {
  const actions: Action[] = []
  for (const redirection of redirections) {
    const fd = descriptorOf(shell, redirection)
    if (redirection.type === 'HereDoc')
      actions.push({ kind: 'text', fd, text: await hereDocument(shell, redirection) })
    else if (redirection.type === 'HereString') {
      const text = redirection.target ? await expandText(shell, redirection.target) : ''
      actions.push({ kind: 'text', fd, text: `${text}\n` })
    } else actions.push(...(await expandRedirect(shell, redirection, fd)))
  }
  return actions
}

const descriptorOf = (shell: Shell, redirection: Redirection): number => {
  const { descriptor } = redirection
  if (descriptor?.type === 'FileDescriptor') return descriptor.value
  if (descriptor?.type === 'FileDescriptorVariable') {
    const closes = redirection.type === 'Redirect' && redirection.target?.text === '-'
    const [, name, index] = /^(\w+)(?:\[(.*)\])?$/.exec(descriptor.name)!
    if (closes) {
      const value = parameterValue(shell, name!, index)
      return Number((value.kind === 'one' && value.text) || -1)
    }
    const fd = freeDescriptor(shell.proc)
    assign(shell, name!, index, String(fd))
    return fd
  }
  return redirection.operator.startsWith('<') ? 0 : 1
}

const hereDocument = async (shell: Shell, document: HereDoc): Promise<string> => {
  const { parts, text } = document.body
  const strips = document.operator === '<<-'
  if (parts) return expandTemplate(shell, strips ? withoutTabs(parts) : parts)
  return strips ? text.replace(/^\t+/gm, '') : text
}

/** <<- takes the tabs at the beginning of lines away, but not those that expansions give. */
const withoutTabs = (parts: readonly WordPart[]): WordPart[] =>
  parts.map((part, i) => {
    if (part.type !== 'Literal') return part
    const value = part.value.replace(/\n\t+/g, '\n')
    return { ...part, value: i === 0 ? value.replace(/^\t+/, '') : value }
  })
//}

const expandRedirect = async (shell: Shell, redirect: Redirect, fd: number): Promise<Action[]> => {
  const { operator, target } = redirect
  if (!target) throw new RedirectionFailed('ambiguous redirect')
  const words = await expandWords(shell, [target])
  if (words.length !== 1) throw new RedirectionFailed(`${target.text}: ambiguous redirect`)
  const path = words[0]!
  if (operator === '>&' || operator === '<&') {
    if (path === '-') return [{ kind: 'close', fd }]
    const number = /^(\d+)(-?)$/.exec(path)
    if (number) return [{ kind: 'dup', fd, from: Number(number[1]), move: number[2] === '-' }]
    if (operator === '<&' || redirect.descriptor) throw new RedirectionFailed(`${path}: ambiguous redirect`)
    return both(path, '&>', shell)
  }
  if (operator === '&>' || operator === '&>>') return both(path, operator, shell)
  const clobber = operator !== '>' || !shell.has('noclobber')
  return [{ kind: 'open', fd, path, flags: flagsOf[operator]!, clobber }]
}

const both = (path: string, operator: string, shell: Shell): Action[] => [
  {
    kind: 'open',
    fd: 1,
    path,
    flags: flagsOf[operator]!,
    clobber: operator !== '&>' || !shell.has('noclobber'),
  },
  { kind: 'dup', fd: 2, from: 1, move: false },
]

/** Does the redirections in a process. */
export const performRedirections = async (proc: Process, actions: readonly Action[]): Promise<void> => {
  for (const action of actions) await perform(proc, action)
}

const perform = async (proc: Process, action: Action): Promise<void> => {
  switch (action.kind) {
    case 'close':
      return closeQuietly(proc, action.fd)
    case 'dup':
      if (action.from === action.fd) return
      try {
        proc.dup(action.from, action.fd)
      } catch (error) {
        if (isErrno(error)) throw new RedirectionFailed(`${action.from}: ${error.message}`)
        throw error
      }
      if (action.move) await closeQuietly(proc, action.from)
      return
    case 'text':
      return place(proc, await textDescriptor(proc, action.text), action.fd)
    case 'open':
      return place(proc, await open(proc, action), action.fd)
  }
}

const open = async (proc: Process, action: Extract<Action, { kind: 'open' }>): Promise<number> => {
  try {
    if (!action.clobber && (await isRegular(proc, action.path))) {
      throw new RedirectionFailed(`${action.path}: cannot overwrite existing file`)
    }
    return (await socketFor(proc, action.path)) ?? (await proc.open(action.path, action.flags, 0o666))
  } catch (error) {
    if (isErrno(error)) throw new RedirectionFailed(`${action.path}: ${error.message}`)
    throw error
  }
}

/** bash's own names for connections: /dev/tcp/HOST/PORT and /dev/udp/HOST/PORT. */
const socketFor = async (proc: Process, path: string): Promise<number | undefined> => {
  const [, protocol, host = '', port] = /^\/dev\/(tcp|udp)\/([^/]+)\/(\d{1,5})$/.exec(path) ?? []
  if (!protocol) return undefined
  const [address] = await proc.resolve(host)
  if (address === undefined) throw new RedirectionFailed(`${host}: Name or service not known`)
  const to = { address, port: Number(port) }
  try {
    return await (protocol === 'tcp' ? proc.connect(to) : proc.openDatagram({}, to))
  } catch (error) {
    if (isErrno(error)) throw new RedirectionFailed(`connect: ${error.message}`)
    throw error
  }
}

const isRegular = async (proc: Process, path: string): Promise<boolean> => {
  try {
    return (await proc.stat(path)).type === 'file'
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return false
    throw error
  }
}

const place = async (proc: Process, from: number, to: number): Promise<void> => {
  if (from === to) return
  try {
    proc.dup(from, to)
  } catch (error) {
    if (isErrno(error)) throw new RedirectionFailed(`${to}: ${error.message}`)
    throw error
  } finally {
    await proc.close(from)
  }
}

/** What a pipe holds without a reader: longer texts get a writer of their own. */
const pipeCapacity = 65_536

const textDescriptor = async (proc: Process, text: string): Promise<number> => {
  const { read, write } = proc.pipe()
  const bytes = new TextEncoder().encode(text)
  if (bytes.length > pipeCapacity) {
    await proc.fork(async (writer) => {
      await writer.close(read)
      await writer.write(write, bytes)
      return 0
    })
  } else if (bytes.length > 0) await proc.write(write, bytes)
  await proc.close(write)
  return read
}

/** The lowest free descriptor from 10 on, where shells keep theirs. */
export const freeDescriptor = (proc: Process): number => {
  const used = new Set(proc.descriptors())
  let fd = 10
  while (used.has(fd)) fd++
  return fd
}

/** Redirections that the shell has done in itself: for one command, or (`exec > file`) to stay. */
export interface Redirected {
  undo(): Promise<void>
  keep(): Promise<void>
}

/** Does the redirections in the shell itself. */
export const redirectTemporarily = async (proc: Process, actions: readonly Action[]): Promise<Redirected> => {
  const saved: { fd: number; copy: number | undefined }[] = []
  const undo = async (): Promise<void> => {
    for (const { fd, copy } of saved.reverse()) {
      if (copy === undefined) await closeQuietly(proc, fd)
      else await place(proc, copy, fd)
    }
  }
  const keep = async (): Promise<void> => {
    for (const { copy } of saved) if (copy !== undefined) await closeQuietly(proc, copy)
  }
  try {
    for (const action of actions) {
      saved.push({ fd: action.fd, copy: save(proc, action.fd) })
      if (action.kind === 'dup' && action.move) saved.push({ fd: action.from, copy: save(proc, action.from) })
      await perform(proc, action)
    }
  } catch (error) {
    await undo()
    throw error
  }
  return { undo, keep }
}

const save = (proc: Process, fd: number): number | undefined => {
  if (!proc.descriptors().includes(fd)) return undefined
  const copy = freeDescriptor(proc)
  proc.dup(fd, copy)
  proc.setCloseOnExec(copy, true)
  return copy
}
