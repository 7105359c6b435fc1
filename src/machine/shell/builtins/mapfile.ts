import { readLine } from '../read-line.ts'
import { backslashed } from '../quoting.ts'
import { isName } from '../variables.ts'
import { complainOf, invalidOption, type Builtin } from './builtin.ts'

const usage = 'mapfile [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [array]'

/** Options that take numbers, and what is said of other values. */
const counts: Readonly<Record<string, string>> = {
  n: 'invalid line count',
  s: 'invalid line count',
  O: 'invalid array origin',
  c: 'invalid callback quantum',
  u: 'invalid file descriptor specification',
}

/** Bytes that an array may take, and what a line costs besides its text. */
const memoryLimit = 128 * 1024 * 1024
const lineCost = 64

export const mapfile: Builtin = async (shell, args) => {
  let trim = false
  let [delimiter, count, origin, skip, fd, quantum] = [10, Infinity, 0, 0, 0, 5000]
  let callback: string | undefined
  let i = 0
  for (; /^-./.test(args[i] ?? ''); i++) {
    const letter = args[i]![1]!
    if (letter === 't') {
      trim = true
      continue
    }
    const value = args[i]!.slice(2) || (args[++i] ?? '')
    const wrong = counts[letter]
    if (wrong && !/^\d+$/.test(value)) return complainOf(shell, 'mapfile', `${value}: ${wrong}`)
    if (letter === 'd') delimiter = value === '' ? 0 : value.charCodeAt(0)
    else if (letter === 'n') count = Number(value) || Infinity
    else if (letter === 'O') origin = Number(value)
    else if (letter === 's') skip = Number(value)
    else if (letter === 'u') fd = Number(value)
    else if (letter === 'C') callback = value
    else if (letter === 'c') quantum = Number(value) || quantum
    else return invalidOption(shell, 'mapfile', `-${letter}`, usage)
  }
  const name = args[i] ?? 'MAPFILE'
  if (!isName(name)) return complainOf(shell, 'mapfile', `\`${name}': not a valid identifier`)
  if (!shell.proc.descriptors().includes(fd))
    return complainOf(shell, 'mapfile', `${fd}: invalid file descriptor: Bad file descriptor`)
  const lines: string[] = []
  let size = 0
  while (lines.length < count + skip) {
    const line = await readLine(shell, fd, { delimiter })
    if (!line.complete && line.text === '') break
    size += line.text.length + lineCost
    if (size > memoryLimit) throw new RangeError(`xrealloc: cannot allocate ${size} bytes`)
    lines.push(trim || !line.complete ? line.text : line.text + String.fromCharCode(delimiter))
    if (!line.complete) break
  }
  if (origin === 0) shell.variables.setArray(name, [])
  for (const [n, line] of lines.slice(skip).entries()) {
    if (callback !== undefined && (n + 1) % quantum === 0)
      await shell.interpreter.text(shell, `${callback} ${origin + n} ${backslashed(line)}`)
    shell.variables.setElement(name, origin + n, line)
  }
  return 0
}
