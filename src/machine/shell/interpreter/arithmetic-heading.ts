import type { ArithmeticFor } from 'unbash'
import { arithmeticText } from '../expansion/word.ts'

/** The three expressions of `for ((…; …; …))` as they were typed. */
export const arithmeticHeading = (
  node: ArithmeticFor,
  source: string | undefined,
): [first: string, second: string, third: string] => {
  const typed = source?.slice(node.pos, node.body.pos)
  const open = typed?.startsWith('for') ? typed.indexOf('((') : -1
  const close = typed?.lastIndexOf('))') ?? -1
  const parts = open > 0 && close > open ? splitAtSemicolons(typed!.slice(open + 2, close)) : []
  if (parts.length === 3) return parts.map((part) => part.trim()) as [string, string, string]
  return [arithmeticText(node.initialize), arithmeticText(node.test), arithmeticText(node.update)]
}

const splitAtSemicolons = (text: string): string[] => {
  const parts = ['']
  let depth = 0
  for (const char of text) {
    if (char === '(' || char === '{') depth++
    if (char === ')' || char === '}') depth--
    if (char === ';' && depth === 0) parts.push('')
    else parts[parts.length - 1] += char
  }
  return parts
}
