import { isErrno } from '../../errno.ts'
import type { Pager } from './pager.ts'

/** `:e`: looks at another file, which comes behind the one that is shown. */
export const openNamed = async (pager: Pager, name: string): Promise<void> => {
  if (name === '') return
  try {
    if ((await pager.proc.stat(name)).type === 'directory') return pager.say(`${name} is a directory`)
    const text = new TextDecoder().decode(await pager.proc.readFile(name))
    pager.texts.splice(pager.file + 1, 0, { name, text })
    pager.open(pager.file + 1)
  } catch (error) {
    if (!isErrno(error)) throw error
    pager.say(`${name}: ${error.message}`)
  }
}

/** Runs a program on the plain screen. */
const runPlainly = async ({ proc, screen }: Pager, path: string, argv: string[]): Promise<void> => {
  await screen.close()
  try {
    const descriptors = new Map([[0, screen.fd], [1, 1], [2, 2]]) // prettier-ignore
    await proc.wait(await proc.spawn(path, argv, { descriptors }))
  } catch (error) {
    if (!isErrno(error)) throw error
    await proc.stderr.write(`${path}: ${error.message}\n`)
  }
}

/** `!`: a command in a shell; Return leads back. */
export const runOnScreen = async (pager: Pager, command: string): Promise<void> => {
  const { proc, screen } = pager
  const shell = proc.env.get('SHELL') || '/bin/sh'
  try {
    await runPlainly(pager, shell, command === '' ? [shell] : [shell, '-c', command])
    await proc.stdout.write('!done  (press RETURN)')
    await proc.read(screen.fd, 1)
  } finally {
    await screen.open()
    screen.redraw()
  }
}

/** `v`: the file in one's editor, at the line in the middle of the screen. */
export const editFile = async (pager: Pager): Promise<void> => {
  const { proc, screen, file, texts } = pager
  const { name, title } = texts[file]!
  if (name === '-') return pager.say('Cannot edit standard input')
  if (title !== undefined) return pager.say('Cannot edit this file')
  const { firstLine, lastLine } = pager.position()
  const editor = proc.env.get('VISUAL') || proc.env.get('EDITOR') || 'vi'
  const line = Math.max(1, Math.floor((firstLine + lastLine) / 2))
  try {
    // As less does: the shell takes the editor's own options apart.
    await runPlainly(pager, '/bin/sh', ['sh', '-c', `${editor} +${line} "$1"`, 'sh', name])
    texts[file]!.text = new TextDecoder().decode(await proc.readFile(name))
    pager.setText(texts[file]!.text)
  } catch (error) {
    if (!isErrno(error)) throw error
    pager.say(`${name}: ${error.message}`)
  } finally {
    await screen.open()
    screen.redraw()
  }
}
