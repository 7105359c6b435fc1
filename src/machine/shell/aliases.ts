import { forEachChild, parse, type SyntaxNode } from 'unbash'

/** A stretch of text that came out of aliases: none of these is expanded in it again. */
interface Expanded {
  start: number
  end: number
  names: ReadonlySet<string>
}

/** So many times what came out of an alias is looked through for aliases. */
const rounds = 16

/** Replaces aliases where commands begin. Works on the text, for what an alias stands for is no whole command. */
export const expandAliases = (source: string, aliases: ReadonlyMap<string, string>): string => {
  if (aliases.size === 0) return source
  let text = source
  let expanded: Expanded[] = []
  for (let round = 0; round < rounds; round++) {
    const found = findAliases(text, aliases, expanded)
    if (found.length === 0) break
    for (const { start, end, name } of found.reverse()) {
      const value = aliases.get(name)!
      const names = new Set([name, ...namesAt(expanded, start)])
      const growth = value.length - (end - start)
      expanded = expanded.map((range) => ({
        start: range.start >= end ? range.start + growth : range.start,
        end: range.end >= end ? range.end + growth : range.end,
        names: range.names,
      }))
      expanded.push({ start, end: start + value.length, names })
      text = text.slice(0, start) + value + text.slice(end)
    }
  }
  return text
}

const namesAt = (expanded: readonly Expanded[], position: number): string[] =>
  expanded.filter(({ start, end }) => start <= position && position < end).flatMap(({ names }) => [...names])

interface Found {
  start: number
  end: number
  name: string
}

const findAliases = (
  text: string,
  aliases: ReadonlyMap<string, string>,
  expanded: readonly Expanded[],
): Found[] => {
  const found: Found[] = []
  const consider = (word: { text: string; pos: number; end: number } | undefined): boolean => {
    if (!word || !aliases.has(word.text) || namesAt(expanded, word.pos).includes(word.text)) return false
    found.push({ start: word.pos, end: word.end, name: word.text })
    // A value that ends in a blank lets the next word be an alias too (alias sudo='sudo ').
    return /\s$/.test(aliases.get(word.text)!)
  }
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Command' && consider(node.name)) {
      const next = node.args[0]
      if (next?.type === 'Word') consider(next)
    }
    if (node.type !== 'Word') forEachChild(node, visit)
  }
  visit(parse(text))
  return found
}
