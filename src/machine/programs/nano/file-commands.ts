import { leadsSomewhere } from '../../kernel/exists.ts'
import { isErrno } from '../../errno.ts'
import type { Session } from './session.ts'

/** Reads the file that the session is named after. */
export async function load(session: Session): Promise<void> {
  try {
    if ((await session.proc.stat(session.name)).type === 'directory') {
      session.message = `${session.name} is a directory`
      session.name = ''
      return
    }
    const text = new TextDecoder().decode(await session.proc.readFile(session.name))
    const dos = text.includes('\r\n') && !/[^\r]\n/.test(text)
    const count = session.buffer.load(dos ? text.replaceAll('\r\n', '\n') : text)
    session.message = `Read ${count} line${count === 1 ? '' : 's'}${dos ? ' (Converted from DOS format)' : ''}`
    await session.proc.access(session.name, { write: true }).catch((error: unknown) => {
      if (!isErrno(error)) throw error
      session.message = `File '${session.name}' is unwritable`
    })
  } catch (error) {
    if (!isErrno(error)) throw error
    session.message = error.code === 'ENOENT' ? 'New File' : `Error reading ${session.name}: ${error.message}`
    if (error.code !== 'ENOENT') session.name = ''
  }
}

/** ^O. @returns whether it was written. */
export async function writeOut(session: Session): Promise<boolean> {
  const answer = await session.ask('File Name to Write: ', session.name)
  if (answer === undefined || answer === '') {
    session.message = 'Cancelled'
    return false
  }
  if (answer !== session.name && (await leadsSomewhere(session.proc, answer))) {
    const overwrite = await session.confirm(`File "${answer}" exists; OVERWRITE?`)
    if (overwrite !== 'yes') {
      session.message = 'Cancelled'
      return false
    }
  }
  return save(session, answer)
}

export async function save(session: Session, path: string): Promise<boolean> {
  const { text } = session.buffer
  try {
    await session.proc.writeFile(path, text, { mode: 0o666 & ~session.proc.umask() })
  } catch (error) {
    if (!isErrno(error)) throw error
    session.message = `Error writing ${path}: ${error.message}`
    return false
  }
  session.name = path
  session.buffer.modified = false
  const count = text === '' ? 0 : text.split('\n').length - 1
  session.message = `Wrote ${count} line${count === 1 ? '' : 's'}`
  return true
}

/** ^R */
export async function insertFile(session: Session): Promise<void> {
  const path = await session.ask('File to insert [from ./]: ')
  if (path === undefined || path === '') {
    session.message = 'Cancelled'
    return
  }
  try {
    const text = await session.proc.readText(path)
    session.buffer.change('', () => session.buffer.insert(text))
    const count = text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
    session.message = `Inserted ${count} line${count === 1 ? '' : 's'}`
  } catch (error) {
    if (!isErrno(error)) throw error
    session.message =
      error.code === 'ENOENT' ? `File "${path}" not found` : `Error reading ${path}: ${error.message}`
  }
}
