import type { Process, Program } from '../../kernel/process.ts'
import { isErrno } from '../../errno.ts'
import { type Given, type OptionSpec, parseOptions, UsageError } from '../../programs/options.ts'
import { AccountError } from './account-files.ts'

/** One call of a tool of the shadow suite. */
export interface ToolCall {
  proc: Process
  tool: string
  operands: readonly string[]
  has(...names: string[]): boolean
  value(name: string): string | undefined
}

/** A tool of the shadow suite: options, usage with status 2, and errors as `tool: message`. */
export const accountTool =
  (
    tool: string,
    spec: OptionSpec & { usage: string; operands: readonly [least: number, most: number] },
    run: (call: ToolCall) => Promise<number | void>,
  ): Program =>
  async (proc) => {
    const usage = `Usage: ${tool} ${spec.usage}`
    try {
      const given = parse(proc, spec)
      if (given.options.some(({ name }) => name === 'h')) {
        await proc.stdout.line(usage)
        return 0
      }
      const { operands, options } = given
      if (operands.length < spec.operands[0] || operands.length > spec.operands[1]) {
        await proc.stderr.line(usage)
        return 2
      }
      const call: ToolCall = {
        proc,
        tool,
        operands,
        has: (...names) => options.some(({ name }) => names.includes(name)),
        value: (name) => options.findLast((option) => option.name === name)?.value,
      }
      return (await run(call)) ?? 0
    } catch (error) {
      if (error instanceof UsageError) {
        await proc.stderr.line(`${tool}: ${error.message}\n${usage}`)
        return 2
      }
      if (error instanceof AccountError) {
        await proc.stderr.line(`${tool}: ${error.message}`)
        return error.status
      }
      if (!isErrno(error)) throw error
      await proc.stderr.line(`${tool}: ${error.message}`)
      return 1
    }
  }

const parse = (proc: Process, spec: OptionSpec): Given =>
  parseOptions(proc.argv.slice(1), { short: `h${spec.short}`, long: { help: 'h', ...spec.long } })
