import { parse, type Word, type WordPart } from 'unbash'

/** A cache of what was parsed, so that loops parse once. */
const cached = <T>(make: (text: string) => T): ((text: string) => T) => {
  const known = new Map<string, T>()
  return (text) => {
    let value = known.get(text)
    if (value === undefined) {
      if (known.size > 1000) known.clear()
      value = make(text)
      known.set(text, value)
    }
    return value
  }
}

/** One word as typed → its syntax. (As an argument, so that no keyword or assignment is seen in it.) */
export const parseWord = cached((text: string): Word => {
  const command = parse(`: ${text}`).commands[0]?.command
  const argument = command?.type === 'Command' ? command.args[0] : undefined
  if (argument?.type === 'Word') return argument
  return { type: 'Word', text, value: text, pos: 0, end: text.length }
})

/** A text's words. */
export const parseWords = (text: string): Word[] => {
  const command = parse(`: ${text.replaceAll('\n', ' ')}`).commands[0]?.command
  if (command?.type !== 'Command') return []
  return command.args.map((argument) => (argument.type === 'Word' ? argument : parseWord(argument.text)))
}

const delimiter = '\u0001end\u0001'

/** The parser names no parts where there is nothing to expand; backslashes may still stand before $, ` and \\. */
const literal = (text: string): WordPart => {
  const value = text.replace(/\\([$`\\])/g, '$1')
  return { type: 'Literal', pos: 0, end: text.length, value, text }
}

/** Text as in a here-document: only $ and ` and \ mean something. For arithmetic, prompts and the like. */
export const parseTemplate = cached((text: string): readonly WordPart[] => {
  if (!/[$`\\]/.test(text)) return [{ type: 'Literal', pos: 0, end: text.length, value: text, text }]
  const command = parse(`: <<${delimiter}\n${text}\n${delimiter}\n`).commands[0]?.command
  const document = command?.type === 'Command' ? command.redirects[0] : undefined
  const parts = document?.type === 'HereDoc' ? (document.body.parts ?? [literal(text)]) : []
  const last = parts.at(-1)
  if (last?.type !== 'Literal') return parts
  return [...parts.slice(0, -1), { ...last, value: last.value.replace(/\n$/, '') }]
})
