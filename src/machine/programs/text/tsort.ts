import { allLines } from '../inputs.ts'
import { Failure, program, quoted } from '../program.ts'

export const tsort = program('tsort', { short: '', usage: '[OPTION] [FILE]' }, async (invocation) => {
  const { operands } = invocation
  if (operands.length > 1) throw new Failure(`extra operand ${quoted(operands[1]!)}`)
  const lines = await allLines(invocation, operands)
  if (invocation.status !== 0) return invocation.status
  const words = lines.flatMap((line) => line.split(/\s+/).filter(Boolean))
  const name = operands[0] ?? '-'
  if (words.length % 2 !== 0) throw new Failure(`${name}: input contains an odd number of tokens`)
  const after = new Map<string, string[]>()
  const waiting = new Map<string, number>()
  for (const word of words) {
    if (!after.has(word)) after.set(word, [])
    if (!waiting.has(word)) waiting.set(word, 0)
  }
  for (let i = 0; i < words.length; i += 2) {
    const [before, next] = [words[i]!, words[i + 1]!]
    if (before === next) continue
    after.get(before)!.push(next)
    waiting.set(next, waiting.get(next)! + 1)
  }
  let ready = [...waiting]
    .filter(([, count]) => count === 0)
    .map(([word]) => word)
    .toSorted()
  const left = new Set(after.keys())
  while (left.size > 0) {
    if (ready.length === 0) {
      const loop = findLoop(after, left)
      await invocation.complain(`${name}: input contains a loop:`)
      for (const word of loop) await invocation.proc.stderr.write(`tsort: ${word}\n`)
      const [first] = loop
      waiting.set(first!, 0)
      ready = [first!]
    }
    const word = ready.shift()!
    if (!left.delete(word)) continue
    await invocation.write(`${word}\n`)
    for (const next of after.get(word)!) {
      waiting.set(next, waiting.get(next)! - 1)
      if (waiting.get(next) === 0 && left.has(next)) ready.push(next)
    }
  }
  return invocation.status
})

const findLoop = (after: ReadonlyMap<string, string[]>, left: ReadonlySet<string>): string[] => {
  const path: string[] = []
  let word = [...left].toSorted()[0]!
  while (!path.includes(word)) {
    path.push(word)
    const current: string = word
    word =
      after.get(current)!.find((next) => left.has(next)) ??
      [...left].find((other) => after.get(other)!.includes(current))!
  }
  return path.slice(path.indexOf(word))
}
