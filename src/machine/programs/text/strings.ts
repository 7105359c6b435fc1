import { chunksOf, eachInput } from '../inputs.ts'
import { Failure, program } from '../program.ts'

const spec = {
  short: 'afn:ot:0123456789',
  long: { all: 'a', bytes: 'n:', radix: 't:', 'print-file-name': 'f' },
  usage: '[option(s)] [file(s)]',
}

export const strings = program('strings', spec, async (invocation) => {
  const digits = invocation.options
    .filter(({ name }) => /^\d$/.test(name))
    .map(({ name }) => name)
    .join('')
  const least = Number(invocation.value('n') ?? (digits || '4'))
  if (!Number.isInteger(least) || least < 1)
    throw new Failure(`invalid minimum string length ${invocation.value('n')}`)
  const radix = invocation.has('o') ? 'o' : invocation.value('t')
  const base = { o: 8, d: 10, x: 16 }[radix ?? ''] ?? undefined
  if (radix !== undefined && base === undefined) throw new Failure(`invalid radix ${radix}`)
  await eachInput(
    invocation,
    invocation.operands,
    async (fd, name) => {
      let run = ''
      let at = 0
      let start = 0
      const flush = (): string => {
        const text =
          run.length >= least
            ? `${invocation.has('f') ? `${name}: ` : ''}${base === undefined ? '' : `${start.toString(base).padStart(7)} `}${run}\n`
            : ''
        run = ''
        return text
      }
      for await (const chunk of chunksOf(invocation, fd)) {
        let out = ''
        for (const byte of chunk) {
          if ((byte >= 32 && byte < 127) || byte === 9) {
            if (run === '') start = at
            run += String.fromCharCode(byte)
          } else if (run !== '') out += flush()
          at++
        }
        if (out !== '') await invocation.write(out)
      }
      await invocation.write(flush())
    },
    (name, message) => `'${name}': ${message === 'No such file or directory' ? 'No such file' : message}`,
  )
  return invocation.status
})
