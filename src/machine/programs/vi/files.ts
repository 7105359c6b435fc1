import { isErrno } from '../../errno.ts'
import { statOrNothing } from '../files/paths.ts'
import type { Process } from '../../kernel/process.ts'
import { VimError, type Session } from './session.ts'

/** What is known of the file that is edited, so that it is written as it was read. */
export interface OpenedFile {
  name: string | undefined
  isNew: boolean
  endsWithNewline: boolean
  /** Lines end with CR LF. */
  dos: boolean
  /** It is no UTF-8: bytes are kept as characters. */
  latin: boolean
  readOnly?: boolean
}

export interface LoadedText {
  lines: string[]
  bytes: number
  endsWithNewline: boolean
  dos: boolean
  latin: boolean
}

const fromLatin = (bytes: Uint8Array): string => {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return text
}

export const decodeText = (bytes: Uint8Array): LoadedText => {
  let text: string
  let latin = false
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    text = fromLatin(bytes)
    latin = true
  }
  const endsWithNewline = text === '' || text.endsWith('\n')
  const lines = text.split('\n')
  if (endsWithNewline) lines.pop()
  const dos = lines.length > 0 && endsWithNewline && lines.every((line) => line.endsWith('\r'))
  return {
    lines: dos ? lines.map((line) => line.slice(0, -1)) : lines,
    bytes: bytes.length,
    endsWithNewline,
    dos,
    latin,
  }
}

export const encodeText = (
  lines: readonly string[],
  { dos, latin, endsWithNewline }: OpenedFile,
): Uint8Array => {
  const text = lines.join(dos ? '\r\n' : '\n') + (endsWithNewline ? (dos ? '\r\n' : '\n') : '')
  return latin ? Uint8Array.from(text, (char) => char.charCodeAt(0) & 255) : new TextEncoder().encode(text)
}

/** `3L, 20B`, with what is special about the file in front. */
const facts = (
  loaded: { dos: boolean; latin: boolean; endsWithNewline: boolean },
  more: string[],
  count: number,
  bytes: number,
): string => {
  const notes = [
    ...more,
    ...(loaded.endsWithNewline ? [] : ['[noeol]']),
    ...(loaded.latin ? ['[converted]'] : []),
    ...(loaded.dos ? ['[dos]'] : []),
  ].join('')
  return `${notes}${notes ? ' ' : ''}${count}L, ${bytes}B`
}

/** Opens a file in the editor, and says what it is. */
export const openFile = async (session: Session, name: string | undefined): Promise<void> => {
  const { proc, text } = session
  if (session.file.name !== undefined && session.file.name !== name) session.alternate = session.file.name
  session.cursor = { line: 0, at: 0 }
  session.want = 0
  session.top = 0
  session.marks.clear()
  const readOnlySet = session.settings.is('readonly')
  session.file = { name, isNew: true, endsWithNewline: true, dos: false, latin: false, readOnly: readOnlySet }
  text.load([])
  if (name === undefined) return
  try {
    const stat = await statOrNothing(proc, name)
    if (stat?.type === 'directory') {
      session.message = { text: `"${name}" is a directory` }
      return
    }
    const loaded = decodeText(await proc.readFile(name))
    const { endsWithNewline, dos, latin } = loaded
    text.load(loaded.lines)
    const readOnly = readOnlySet || !(await mayWrite(proc, name))
    session.file = { name, isNew: false, endsWithNewline, dos, latin, readOnly }
    session.say(
      `"${name}" ${facts(loaded, readOnly ? ['[readonly]'] : [], loaded.lines.length, loaded.bytes)}`,
    )
  } catch (error) {
    if (!isErrno(error)) throw error
    if (error.code === 'ENOENT') session.say(`"${name}" [New]`)
    else session.say(`"${name}" ${error.code === 'EACCES' ? '[Permission Denied]' : `[${error.message}]`}`)
    if (error.code === 'EACCES') session.file.readOnly = true
  }
}

const mayWrite = async (proc: Process, name: string): Promise<boolean> => {
  try {
    await proc.access(name, { write: true })
    return true
  } catch (error) {
    if (!isErrno(error)) throw error
    return false
  }
}

export interface Write {
  name: string | undefined
  force: boolean
  append: boolean
  /** Which lines; all when not given. */
  range?: { from: number; to: number }
}

/** :w. Throws VimError in vi's words. */
export const writeFile = async (
  session: Session,
  { name: given, force, append, range }: Write,
): Promise<void> => {
  const { proc, text, file } = session
  const name = given ?? file.name
  if (name === undefined) throw new VimError('E32: No file name')
  const isOwn = given === undefined || given === file.name
  if (isOwn && file.readOnly && !force)
    throw new VimError("E45: 'readonly' option is set (add ! to override)")
  const there = await statOrNothing(proc, name)
  if (there?.type === 'directory') throw new VimError(`E502: "${name}" is a directory`)
  if (!isOwn && there && !force && !append) throw new VimError('E13: File exists (add ! to override)')
  if (isOwn && range && !force && (range.from > 0 || range.to < text.last))
    throw new VimError('E140: Use ! to write partial buffer')
  const lines = range ? text.lines.slice(range.from, range.to + 1) : text.lines
  const isEmpty = text.isEmpty && !range
  // vi ends the last line, whatever it was before.
  file.endsWithNewline = true
  const bytes = isEmpty ? new Uint8Array() : encodeText(lines, file)
  try {
    await store(proc, name, bytes, append, force)
  } catch (error) {
    if (!isErrno(error)) throw error
    throw new VimError(
      error.code === 'ENOSPC' ? 'E514: Write error (file system full?)' : "E212: Can't open file for writing",
    )
  }
  const whole = !range || (range.from === 0 && range.to === text.last)
  const note = append ? [] : there ? [] : ['[New]']
  const done = facts(file, note, isEmpty ? 0 : lines.length, bytes.length)
  session.say(`"${name}" ${done} ${append ? 'appended' : 'written'}`)
  if (session.file.name === undefined) session.file.name = name
  if (isOwn || session.file.name === name) {
    if (whole) text.markSaved()
    session.file.isNew = false
    if (force) session.file.readOnly = false
  }
}

/** A read-only file of one's own is made writable for the moment, as vi does with `!`. */
const store = async (
  proc: Process,
  name: string,
  bytes: Uint8Array,
  append: boolean,
  force: boolean,
): Promise<void> => {
  const write = () => proc.writeFile(name, bytes, { append })
  try {
    await write()
  } catch (error) {
    const stat = isErrno(error, 'EACCES') && force ? await statOrNothing(proc, name) : undefined
    if (!stat || stat.uid !== proc.credentials.uid) throw error
    await proc.chmod(name, stat.mode | 0o200)
    try {
      await write()
    } finally {
      await proc.chmod(name, stat.mode)
    }
  }
}
