/** One `Key=value` line of a unit file. */
export interface Assignment {
  section: string
  key: string
  value: string
  file: string
  line: number
}

export interface ParsedFile {
  assignments: Assignment[]
  /** What systemd says of lines that it cannot use: `file:line: …`. */
  problems: string[]
}

/** Reads the text of a unit file: systemd.syntax(7). */
export function parseUnitFile(text: string, file: string): ParsedFile {
  const assignments: Assignment[] = []
  const problems: string[] = []
  let section = ''
  for (const { text: line, number } of logicalLines(text)) {
    const heading = /^\[([^\]]*)\]$/.exec(line)
    const equals = line.indexOf('=')
    if (heading) section = heading[1]!
    else if (line.startsWith('[')) problems.push(`${file}:${number}: Invalid section header '${line}'`)
    else if (equals < 0) problems.push(`${file}:${number}: Missing '=', ignoring line.`)
    else if (section === '') problems.push(`${file}:${number}: Assignment outside of section. Ignoring.`)
    else {
      const [key, value] = [line.slice(0, equals).trimEnd(), line.slice(equals + 1).trimStart()]
      assignments.push({ section, key, value, file, line: number })
    }
  }
  return { assignments, problems }
}

/** Lines without comments, those that end in a backslash joined with the next. */
function* logicalLines(text: string): Generator<{ text: string; number: number }> {
  let begun = ''
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.replace(/\r$/, '')
    if (/^\s*[#;]/.test(line)) continue
    if (line.endsWith('\\')) {
      begun += `${line.slice(0, -1)} `
      continue
    }
    const whole = (begun + line).trim()
    begun = ''
    if (whole !== '') yield { text: whole, number: index + 1 }
  }
  if (begun.trim() !== '') yield { text: begun.trim(), number: text.split('\n').length }
}
