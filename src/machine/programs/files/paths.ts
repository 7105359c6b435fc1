import { isErrno } from '../../errno.ts'
import type { FileStat, Process } from '../../kernel/process.ts'
import type { Invocation } from '../program.ts'

export const lstatOrNothing = async (proc: Process, path: string): Promise<FileStat | undefined> => {
  try {
    return await proc.lstat(path)
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) return undefined
    throw error
  }
}

export const statOrNothing = async (proc: Process, path: string): Promise<FileStat | undefined> => {
  try {
    return await proc.stat(path)
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR', 'ELOOP')) return undefined
    throw error
  }
}

export const isDirectory = async (proc: Process, path: string): Promise<boolean> =>
  (await statOrNothing(proc, path))?.type === 'directory'

export const baseName = (path: string): string => {
  const trimmed = path.replace(/\/+$/, '')
  return trimmed === '' ? (path === '' ? '' : '/') : trimmed.slice(trimmed.lastIndexOf('/') + 1)
}

export const directoryName = (path: string): string => {
  const trimmed = path.replace(/\/+$/, '')
  if (trimmed === '') return path.startsWith('/') ? '/' : '.'
  const slash = trimmed.lastIndexOf('/')
  if (slash < 0) return '.'
  return trimmed.slice(0, slash).replace(/\/+$/, '') || '/'
}

export const join = (directory: string, name: string): string => `${directory.replace(/\/+$/, '')}/${name}`

/** A path as seen from a directory, with . and .. taken out by their text. */
export const absolutePath = (from: string, path: string): string => {
  const parts: string[] = []
  for (const part of (path.startsWith('/') ? path : `${from}/${path}`).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}

/** Asks on standard error and takes an answer that begins with y for a yes. */
export const confirm = async ({ proc, name }: Invocation, question: string): Promise<boolean> => {
  await proc.stderr.write(`${name}: ${question}`)
  let answer = ''
  while (!answer.includes('\n')) {
    const bytes = await proc.read(0, 1)
    if (bytes.length === 0) break
    answer += new TextDecoder().decode(bytes)
  }
  return /^\s*[yY]/.test(answer)
}
