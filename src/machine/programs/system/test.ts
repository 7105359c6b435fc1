import type { Program } from '../../kernel/process.ts'
import { evaluate, TestSyntaxError } from '../../shell/builtins/test.ts'

/** test and [ as files, for those who call them without a shell. */
export const test: Program = async (proc) => {
  const name = (proc.argv[0] ?? 'test').replace(/^.*\//, '')
  let args = proc.argv.slice(1)
  if (name === '[') {
    if (args.at(-1) !== ']') {
      await proc.stderr.write(`${proc.argv[0]}: missing ‘]’\n`)
      return 2
    }
    args = args.slice(0, -1)
  }
  try {
    return (await evaluate({ proc }, args)) ? 0 : 1
  } catch (error) {
    if (!(error instanceof TestSyntaxError)) throw error
    await proc.stderr.write(`${name}: ${error.message}\n`)
    return 2
  }
}
