import { program } from '../program.ts'
import { FullScreen } from '../terminal/full-screen.ts'
import { Editor } from './editor.ts'

// -w is nano's default since version 4: long lines are not broken. It may be said.
const spec = {
  short: 'vw',
  long: {
    view: 'v',
    nowrap: 'w',
  },
  usage: '[OPTIONS] [[+LINE[,COLUMN]] FILE]...',
  prepare: (args: string[]) => args.map((arg) => (arg === '-h' ? '--help' : arg)),
  hint: () => "Type 'nano -h' for a list of available options.",
}

export const nano = program('nano', spec, async (invocation) => {
  const { proc } = invocation
  if (!proc.tty(0) || !proc.tty(1)) {
    await proc.stderr.write('Standard input is not a terminal\n')
    return 1
  }
  const screen = new FullScreen(proc)
  const files = parseOperands(invocation.operands)
  await screen.open()
  await proc.stdout.write('\x1b[?2004h')
  try {
    for (const { name, line, column } of files) {
      const editor = new Editor(proc, screen, name, invocation.has('v'))
      await editor.open(line, column)
      await editor.run()
    }
  } finally {
    await screen.close()
  }
  return 0
})

const parseOperands = (operands: readonly string[]): { name: string; line: number; column: number }[] => {
  const files: { name: string; line: number; column: number }[] = []
  let [line, column] = [1, 1]
  for (const operand of operands) {
    const place = /^\+(\d+)?(?:,(\d+))?$/.exec(operand)
    if (place) [line, column] = [Number(place[1] ?? 1), Number(place[2] ?? 1)]
    else {
      files.push({ name: operand, line, column })
      ;[line, column] = [1, 1]
    }
  }
  return files.length > 0 ? files : [{ name: '', line: 1, column: 1 }]
}
