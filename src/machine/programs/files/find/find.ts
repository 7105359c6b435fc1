import { isErrno } from '../../../errno.ts'
import { program, shellQuoted, type Invocation } from '../../program.ts'
import { startWords } from '../../start-words.ts'
import { join } from '../paths.ts'
import type { Expression, Found, Plan } from './expression.ts'
import { parseFind } from './parse-expression.ts'

export const find = program(
  'find',
  { short: '', usage: '[-H] [-L] [-P] [path...] [expression]', raw: true },
  async (invocation) => {
    const args = [...invocation.operands]
    let links = '-P'
    while (/^-[HLP]$/.test(args[0] ?? '')) links = args.shift()!
    const first = args.findIndex((arg) => /^-.|^[!(),]$/.test(arg))
    const paths = first < 0 ? args : args.slice(0, first)
    const plan = await parseFind(invocation, first < 0 ? [] : args.slice(first))
    const walker = new Walker(invocation, plan, links)
    for (const path of paths.length > 0 ? paths : ['.']) await walker.walk(path, 0)
    await walker.finish()
    return invocation.status
  },
)

type Exec = Extract<Expression, { kind: 'exec' }>

class Walker {
  #output = ''
  /** Paths for `-exec … {} +`. */
  readonly #batches = new Map<Exec, string[]>()
  #quit = false

  constructor(
    private readonly invocation: Invocation,
    private readonly plan: Plan,
    /** -L follows all symlinks, -H those that were named, -P none. */
    private readonly links: string,
  ) {}

  async walk(path: string, depth: number, device?: number): Promise<void> {
    const { proc } = this.invocation
    if (this.#quit) return
    try {
      const follows = this.links === '-L' || (this.links === '-H' && depth === 0)
      const stat = follows ? await proc.stat(path).catch(() => proc.lstat(path)) : await proc.lstat(path)
      const found: Found = { path, stat, depth, pruned: false }
      const applies = depth >= this.plan.minDepth
      if (applies && !this.plan.depthFirst) await this.#evaluate(this.plan.expression, found)
      const within =
        depth < this.plan.maxDepth &&
        !found.pruned &&
        !(this.plan.oneDevice && device !== undefined && stat.dev !== device)
      if (stat.type === 'directory' && within && !this.#quit) {
        const items = await proc.readdir(path)
        for (const { name } of items)
          if (name !== '.' && name !== '..') await this.walk(join(path, name), depth + 1, device ?? stat.dev)
      }
      if (applies && this.plan.depthFirst && !this.#quit) await this.#evaluate(this.plan.expression, found)
    } catch (error) {
      if (!isErrno(error) || error.code === 'EPIPE') throw error
      await this.invocation.complain(`${quoted(path)}: ${error.message}`)
    }
  }

  async #evaluate(expression: Expression, found: Found): Promise<boolean> {
    switch (expression.kind) {
      case 'and':
        return (await this.#evaluate(expression.left, found)) && this.#evaluate(expression.right, found)
      case 'or':
        return (await this.#evaluate(expression.left, found)) || this.#evaluate(expression.right, found)
      case 'comma':
        await this.#evaluate(expression.left, found)
        return this.#evaluate(expression.right, found)
      case 'not':
        return !(await this.#evaluate(expression.inner, found))
      case 'test':
        return expression.holds(found)
      case 'print':
        return this.#print(expression.format(found))
      case 'prune':
        found.pruned = true
        return true
      case 'quit':
        this.#quit = true
        return true
      case 'delete':
        return this.#delete(found)
      case 'exec':
        return this.#execute(expression, found)
    }
  }

  async #print(text: string): Promise<true> {
    this.#output += text
    if (this.#output.length > 32_768) await this.#flush()
    return true
  }

  async #flush(): Promise<void> {
    const text = this.#output
    this.#output = ''
    if (text !== '') await this.invocation.write(text)
  }

  async #delete({ path, stat }: Found): Promise<boolean> {
    const { proc } = this.invocation
    if (path === '.') return true
    try {
      await (stat.type === 'directory' ? proc.rmdir(path) : proc.unlink(path))
      return true
    } catch (error) {
      if (!isErrno(error)) throw error
      await this.invocation.complain(`cannot delete ${quoted(path)}: ${error.message}`)
      return false
    }
  }

  async #execute(expression: Exec, { path }: Found): Promise<boolean> {
    if (expression.many) {
      const batch = this.#batches.get(expression) ?? []
      batch.push(path)
      this.#batches.set(expression, batch)
      if (batch.length >= 2000) await this.#runBatch(expression)
      return true
    }
    const name = expression.inDirectory ? `./${path.slice(path.lastIndexOf('/') + 1)}` : path
    await this.#flush()
    return (
      (await runWords(
        this.invocation,
        expression.words.map((word) => word.replaceAll('{}', name)),
        expression.inDirectory ? await directoryOf(this.invocation, path) : undefined,
      )) === 0
    )
  }

  async #runBatch(expression: Exec): Promise<void> {
    const batch = this.#batches.get(expression) ?? []
    this.#batches.set(expression, [])
    if (batch.length === 0) return
    await this.#flush()
    const words = expression.words.flatMap((word) => (word === '{}' ? batch : [word]))
    if ((await runWords(this.invocation, words)) !== 0) this.invocation.status = 1
  }

  async finish(): Promise<void> {
    await this.#flush()
    for (const expression of this.#batches.keys()) await this.#runBatch(expression)
  }
}

const quoted = (path: string): string => shellQuoted(path).replace(/^'(.*)'$/, '‘$1’')

/** Where -execdir runs its command. */
const directoryOf = ({ proc }: Invocation, path: string): Promise<string> =>
  proc.realpath(path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '.')

/** Runs a command and waits for it; 127 when there is none of this name. */
const runWords = async (invocation: Invocation, words: readonly string[], cwd?: string): Promise<number> => {
  const pid = await startWords(invocation, words, (command) => `‘${command}’`, cwd)
  if (pid === undefined) return 127
  const status = await invocation.proc.wait(pid)
  return status?.signal ? 128 : (status?.exit ?? 0)
}
