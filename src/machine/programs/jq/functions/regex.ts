import { RE2JS } from 're2js'
import type { Interpreter, Plain } from '../interpreter.ts'
import { fail, isObject, typeOf, type Json } from '../values.ts'

interface Found {
  offset: number
  string: string | null
  captures: { offset: number; string: string | null; name: string | null }[]
  from: number
  to: number
}

/** Group names in the order of their parentheses; null for those without. */
const groupNames = (source: string): (string | null)[] => {
  const names: (string | null)[] = []
  for (let i = 0; i < source.length; i++) {
    if (source[i] === '\\') i++
    else if (source[i] === '[') {
      for (i++; i < source.length && source[i] !== ']'; i++) if (source[i] === '\\') i++
    } else if (source[i] === '(') {
      const named = /^\(\?P?<([A-Za-z_]\w*)>/.exec(source.slice(i))
      if (named) names.push(named[1]!)
      else if (source[i + 1] !== '?') names.push(null)
    }
  }
  return names
}

const points = (text: string): number => Array.from(text).length

/** All matches of a pattern, or the first. Flags are jq's: g, i, x, s, n, l. */
const findAll = (input: Json, pattern: Json, flags: Json, interpreter: Interpreter): Found[] => {
  if (typeof input !== 'string')
    return fail(
      `${typeOf(input)} (${JSON.stringify(isObject(input) ? {} : input)}) cannot be matched, as it is not a string`,
    )
  let [source, letters] = [pattern, flags]
  // match(["re", "g"]) says both in one array.
  if (Array.isArray(pattern)) [source = null, letters = flags] = pattern as [Json, Json?]
  if (typeof source !== 'string')
    return fail(`${typeOf(source)} (${JSON.stringify(source)}) cannot be matched, as it is not a string`)
  const chosen =
    letters === null
      ? ''
      : typeof letters === 'string'
        ? letters
        : fail(`${JSON.stringify(letters)} is not a string`)
  const unknown = /[^gixsnlp]/.exec(chosen)
  if (unknown) return fail(`${chosen} is not a valid modifier string`)
  let text = source
    .replaceAll('(?<', '(?P<')
    .replaceAll('(?P<=', '(?<=')
    .replaceAll('(?P<!', '(?<!')
    .replaceAll('\\h', '[0-9a-fA-F]')
    .replaceAll('\\Z', '\\z')
  if (chosen.includes('x')) text = text.replace(/\\.|#.*|\s+/g, (part) => (part.startsWith('\\') ? part : ''))
  const mode =
    (chosen.includes('i') ? RE2JS.CASE_INSENSITIVE : 0) |
    (/[sp]/.test(chosen) ? RE2JS.DOTALL : 0) |
    (chosen.includes('l') ? RE2JS.LONGEST_MATCH : 0)
  // ^ and $ mean lines, as in Oniguruma's Ruby syntax.
  const compiled = interpreter.pattern(text, mode | RE2JS.MULTILINE)
  const names = groupNames(text)
  const found: Found[] = []
  const matcher = compiled.matcher(input)
  while (matcher.find()) {
    const [from, to] = [matcher.start(), matcher.end()]
    if (from === to && chosen.includes('n')) continue
    const captures = names.map((name, i) => {
      const string = matcher.group(i + 1)
      return string === null || string === undefined
        ? { offset: -1, string: null, name }
        : { offset: points(input.slice(0, matcher.start(i + 1))), string, name }
    })
    found.push({ offset: points(input.slice(0, from)), string: input.slice(from, to), captures, from, to })
    if (!chosen.includes('g')) break
  }
  return found
}

const asObject = ({ offset, string, captures }: Found): Json =>
  new Map<string, Json>([
    ['offset', offset],
    ['length', points(string ?? '')],
    ['string', string],
    [
      'captures',
      captures.map(
        (capture) =>
          new Map<string, Json>([
            ['offset', capture.offset],
            ['length', points(capture.string ?? '')],
            ['string', capture.string],
            ['name', capture.name],
          ]),
      ),
    ],
  ])

export const regexFunctions: Readonly<Record<string, Plain>> = {
  '_matches/2': (input, [pattern, flags], interpreter) =>
    findAll(input, pattern!, flags!, interpreter).map(asObject),
  'test/2': (input, [pattern, flags], interpreter) =>
    findAll(input, pattern!, flags!, interpreter).length > 0,
  /** The text between matches, and what each match names. */
  '_pieces/2': (input, [pattern, flags], interpreter) => {
    const found = findAll(input, pattern!, flags!, interpreter)
    let at = 0
    const pieces: Json[] = []
    for (const match of found) {
      const named = new Map<string, Json>()
      for (const { name, string } of match.captures) if (name !== null) named.set(name, string)
      pieces.push(
        new Map<string, Json>([
          ['before', (input as string).slice(at, match.from)],
          ['named', named],
        ]),
      )
      at = match.to
    }
    return new Map<string, Json>([
      ['pieces', pieces],
      ['rest', (input as string).slice(at)],
    ])
  },
}
