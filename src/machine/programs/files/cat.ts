import { chunksOf, eachInput, linesOf } from '../inputs.ts'
import { program, type Invocation } from '../program.ts'

const spec = {
  short: 'AbeEnstTuv',
  long: {
    'show-all': 'A',
    number: 'n',
    'number-nonblank': 'b',
    'show-ends': 'E',
    'show-tabs': 'T',
    'show-nonprinting': 'v',
    'squeeze-blank': 's',
  },
  usage: '[OPTION]... [FILE]...',
}

export const cat = program('cat', spec, async (invocation) => {
  const plain = invocation.options.every(({ name }) => name === 'u')
  const state = { number: 0, blank: false, atStart: true }
  await eachInput(invocation, invocation.operands, async (fd) => {
    if (plain) for await (const chunk of chunksOf(invocation, fd)) await invocation.write(chunk)
    else await format(invocation, fd, state)
  })
})

const format = async (
  invocation: Invocation,
  fd: number,
  state: { number: number; blank: boolean; atStart: boolean },
): Promise<void> => {
  const ends = invocation.has('A', 'E', 'e')
  const tabs = invocation.has('A', 'T', 't')
  const marks = invocation.has('A', 'v', 'e', 't')
  for await (const { lines, unterminated } of linesOf(invocation, fd)) {
    let text = ''
    for (const [i, line] of lines.entries()) {
      const terminated = !(unterminated && i === lines.length - 1)
      const blank = line === '' && terminated
      if (blank && state.blank && invocation.has('s')) continue
      state.blank = blank
      const numbered = state.atStart && (invocation.has('b') ? !blank : invocation.has('n'))
      if (numbered) text += `${String(++state.number).padStart(6)}\t`
      let shown = marks ? visible(line) : line
      if (tabs) shown = shown.replaceAll('\t', '^I')
      text += shown + (terminated ? `${ends ? '$' : ''}\n` : '')
      state.atStart = terminated
    }
    await invocation.write(text)
  }
}

/** ^X and M-x notation for all but tabs. */
const visible = (line: string): string => {
  let text = ''
  for (const byte of new TextEncoder().encode(line)) {
    const low = byte & 127
    const meta = byte > 127 ? 'M-' : ''
    text +=
      byte === 9
        ? '\t'
        : low === 127
          ? `${meta}^?`
          : low < 32
            ? `${meta}^${String.fromCharCode(low + 64)}`
            : meta + String.fromCharCode(low)
  }
  return text
}
