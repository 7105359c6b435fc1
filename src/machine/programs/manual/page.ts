import { filePages } from './files.ts'
import { systemPages } from './system.ts'
import { textPages } from './text.ts'

/** One manual page, as data. */
export interface Page {
  name: string
  section: string
  summary: string
  synopsis: string
  words: string[]
  options: { flag: string; text: string }[]
  examples: { command: string; text: string }[]
}

/**
 * Pages are written as text, with an empty line between them: `name section summary`, the synopsis, then lines
 * that begin with a dash (an option, two blanks, what it does), with `$` (an example, likewise) or neither.
 */
const parsePage = (text: string): Page => {
  const [head = '', ...lines] = text.split('\n')
  const [name = '', section = '', ...summary] = head.split(' ')
  const hasSynopsis = lines[0] !== undefined && !/^[-$]|[^.]\.$/.test(lines[0])
  const page: Page = {
    name,
    section,
    summary: summary.join(' '),
    synopsis: hasSynopsis ? lines.shift()! : '',
    words: [],
    options: [],
    examples: [],
  }
  for (const line of lines) {
    const [first = '', rest = ''] = line.split(/ {2,}/)
    if (line.startsWith('$')) page.examples.push({ command: first.slice(2), text: rest })
    else if (rest !== '') page.options.push({ flag: first, text: rest })
    else page.words.push(line)
  }
  return page
}

let pages: ReadonlyMap<string, Page> | undefined

export const manual = (): ReadonlyMap<string, Page> => {
  pages ??= new Map(
    [filePages, systemPages, textPages].flatMap((all) =>
      all
        .trim()
        .split('\n\n')
        .map(parsePage)
        .map((page): [string, Page] => [page.name, page]),
    ),
  )
  return pages
}

const wrapped = (text: string, width: number, indent: string): string[] => {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(indent + line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  if (line !== '') lines.push(indent + line)
  return lines
}

const sections: Readonly<Record<string, string>> = { '1': 'User Commands', '8': 'System Administration' }

/** A page as it is read, on lines of a width. */
export const renderPage = (page: Page, width: number): string => {
  const title = `${page.name.toUpperCase()}(${page.section})`
  const middle = sections[page.section] ?? ''
  const gap = Math.max(1, Math.floor((width - middle.length) / 2) - title.length)
  const head = `${title}${' '.repeat(gap)}${middle}`
  const body = '       '
  const lines = [
    head.padEnd(Math.max(head.length + 1, width - title.length)) + title,
    '',
    'NAME',
    `${body}${page.name} - ${page.summary}`,
    '',
    'SYNOPSIS',
    ...page.synopsis.split(' | ').flatMap((form) => wrapped(`${page.name} ${form}`.trim(), width, body)),
  ]
  if (page.words.length > 0) {
    lines.push('', 'DESCRIPTION')
    page.words.forEach((text, i) => {
      if (i > 0) lines.push('')
      lines.push(...wrapped(text, width, body))
    })
  }
  if (page.options.length > 0) {
    lines.push('', 'OPTIONS')
    for (const { flag, text } of page.options) {
      const lead = `${body}${flag}`
      if (flag.length <= 6) {
        const [first = '', ...more] = wrapped(text, width, `${body}       `)
        lines.push(`${lead.padEnd(14)}${first.trimStart()}`, ...more)
      } else lines.push(lead, ...wrapped(text, width, `${body}       `))
    }
  }
  if (page.examples.length > 0) {
    lines.push('', 'EXAMPLES')
    for (const { command, text } of page.examples) {
      lines.push(`${body}${command}`)
      if (text !== '') lines.push(...wrapped(text, width, `${body}       `))
    }
  }
  lines.push(
    '',
    'SANDCLOUD',
    ...wrapped("This page is Sandcloud's own, and tells what the program here can do in short.", width, body),
    '',
  )
  return lines.join('\n')
}
