import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { findEditor } from './find-editor.ts'
import { sudoersFiles, sudoersProblem } from './sudoers.ts'

/** visudo(8): edits sudoers in a copy, and takes it over when it can be read. */
export async function visudo(proc: Process): Promise<number> {
  const words = proc.argv.slice(1)
  const given = words.findIndex((word) => word === '-f')
  const named = given >= 0 ? words[given + 1] : words.find((word) => word.startsWith('/'))
  const file = named ?? '/etc/sudoers'
  let text: string
  try {
    text = await proc.readText(file)
  } catch (error) {
    if (!isErrno(error)) throw error
    if (error.code !== 'ENOENT' || named === undefined) {
      await proc.stderr.line(`visudo: ${file}: ${error.message}`)
      return 1
    }
    text = ''
  }
  if (words.some((word) => /^-\w*c/.test(word) || word === '--check')) {
    return check(proc, file, given < 0)
  }
  return edit(proc, file, text)
}

/** visudo -c: every file that is read, and whether its modes are as they should be. */
async function check(proc: Process, file: string, strict: boolean): Promise<number> {
  let status = 0
  for (const { path, text } of await sudoersFiles(proc, file)) {
    const problem = sudoersProblem(text)
    const { uid, gid, mode } = await proc.stat(path)
    const wrong =
      problem !== undefined
        ? `${path}:${problem}: syntax error`
        : strict && (uid !== 0 || gid !== 0)
          ? `${path}: wrong owner (uid, gid) should be (0, 0)`
          : strict && (mode & 0o337) !== 0
            ? `${path}: bad permissions, should be mode 0440`
            : undefined
    if (wrong === undefined) await proc.stdout.line(`${path}: parsed OK`)
    else {
      await proc.stderr.line(wrong)
      status = 1
    }
  }
  return status
}

async function edit(proc: Process, file: string, text: string): Promise<number> {
  const copy = `${file}.tmp`
  try {
    await proc.writeFile(copy, text, { mode: 0o600 })
  } catch (error) {
    if (!isErrno(error)) throw error
    await proc.stderr.line(`visudo: ${file}: ${error.message}`)
    return 1
  }
  const editor = await findEditor(proc)
  if (editor === undefined) {
    await proc.unlink(copy)
    await proc.stderr.line('visudo: no editor found (editor path = /usr/bin/editor)')
    return 1
  }
  for (;;) {
    const pid = await proc.spawn(editor, [editor, copy])
    await proc.wait(pid)
    const edited = await proc.readText(copy)
    const problem = sudoersProblem(edited)
    if (problem === undefined) {
      await proc.chmod(copy, 0o440)
      await proc.rename(copy, file)
      return 0
    }
    await proc.stderr.line(`${file}:${problem}: syntax error`)
    await proc.stdout.write('What now? ')
    const answer = new TextDecoder().decode(await proc.read(0)).trim()
    if (answer === 'e') continue
    if (answer === 'Q') {
      await proc.chmod(copy, 0o440)
      await proc.rename(copy, file)
      return 0
    }
    await proc.unlink(copy)
    return 1
  }
}
