import { program, type Invocation } from '../program.ts'
import { showTexts } from '../less/less.ts'
import { defaults } from '../less/settings.ts'
import { manual, renderPage, type Page } from './page.ts'

const spec = {
  short: 'fka',
  long: { whatis: 'f', apropos: 'k', all: 'a' },
  usage: '[OPTION...] [SECTION] PAGE...',
}

/** man's status where nothing is found. */
const notFound = 16

const titleLine = ({ name, section, summary }: Page): string =>
  `${`${name} (${section})`.padEnd(20)} - ${summary}\n`

const apropos = async (invocation: Invocation, words: readonly string[]): Promise<number> => {
  let status = 0
  for (const word of words) {
    const wanted = word.toLowerCase()
    const found = [...manual().values()].filter(({ name, summary }) =>
      `${name} ${summary}`.toLowerCase().includes(wanted),
    )
    if (found.length === 0) {
      await invocation.proc.stderr.write(`${word}: nothing appropriate.\n`)
      status = notFound
    }
    for (const page of found.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
      await invocation.write(titleLine(page))
  }
  return status
}

const whatis = async (invocation: Invocation, names: readonly string[]): Promise<number> => {
  let status = 0
  for (const name of names) {
    const page = manual().get(name)
    if (page) await invocation.write(titleLine(page))
    else {
      await invocation.proc.stderr.write(`${name}: nothing appropriate.\n`)
      status = notFound
    }
  }
  return status
}

const show = async (invocation: Invocation, pages: readonly Page[]): Promise<void> => {
  const terminal = invocation.proc.tty(1)
  const width = Math.min(terminal?.columns ?? 80, 100)
  const texts = pages.map((page) => ({
    name: page.name,
    title: `${page.name}(${page.section})`,
    text: renderPage(page, width),
  }))
  if (!terminal) for (const { text } of texts) await invocation.write(text)
  else await showTexts(invocation, texts, { ...defaults, ignoreCase: 'small' })
}

export const man = program('man', spec, async (invocation) => {
  const { operands } = invocation
  if (invocation.has('k')) return apropos(invocation, operands)
  if (invocation.has('f')) return whatis(invocation, operands)
  const [section, ...rest] = operands
  const names = section !== undefined && /^[1-9]$/.test(section) && rest.length > 0 ? rest : operands
  if (names.length === 0) {
    await invocation.proc.stderr.write("What manual page do you want?\nFor example, try 'man man'.\n")
    return 1
  }
  const found: Page[] = []
  let status = 0
  for (const name of names) {
    const page = manual().get(name)
    const isThere = page && (names === operands || page.section === section)
    if (isThere) found.push(page)
    else {
      const where = names === operands ? '' : ` in section ${section}`
      await invocation.proc.stderr.write(`No manual entry for ${name}${where}\n`)
      status = notFound
    }
  }
  if (found.length > 0) await show(invocation, found)
  return status
})

const needsWords = (name: string, look: typeof apropos) =>
  program(name, { short: '', usage: 'KEYWORD...' }, async (invocation) => {
    if (invocation.operands.length > 0) return look(invocation, invocation.operands)
    await invocation.proc.stderr.write(`${name} what?\n`)
    return 1
  })

export const aproposProgram = needsWords('apropos', apropos)
export const whatisProgram = needsWords('whatis', whatis)
