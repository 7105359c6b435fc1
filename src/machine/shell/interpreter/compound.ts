import type { ArithmeticFor, Case, CompoundCommand, For, If, Select, While } from 'unbash'
import { ExpansionFailed, LoopJump } from '../control-flow.ts'
import { compilePattern } from '../expansion/pattern.ts'
import {
  arithmeticText,
  expandArithmetic,
  expandPattern,
  expandText,
  expandWords,
} from '../expansion/word.ts'
import { trace } from './trace.ts'
import { readLine } from '../read-line.ts'
import type { Shell } from '../shell.ts'
import { forkShell, waitFor } from '../subshell.ts'
import { statusOf } from '../jobs.ts'
import { waitForeground } from './jobs.ts'
import { sourceText } from './source-text.ts'
import { evaluateTest } from './test-expression.ts'

export const runCompound = async (shell: Shell, node: CompoundCommand): Promise<number> => {
  switch (node.type) {
    case 'BraceGroup':
      return shell.interpreter.list(shell, node.body.commands)
    case 'Subshell':
      return runSubshell(shell, node)
    case 'If':
      return runIf(shell, node)
    case 'While':
      return runWhile(shell, node)
    case 'For':
      return runFor(shell, node)
    case 'ArithmeticFor':
      return runArithmeticFor(shell, node)
    case 'Case':
      return runCase(shell, node)
    case 'Select':
      return runSelect(shell, node)
    case 'TestCommand':
      shell.line = shell.lines(node.pos)
      if (shell.has('xtrace')) await trace(shell, [sourceText(node)], true)
      return testStatus(shell, node)
    case 'ArithmeticCommand':
      shell.line = shell.lines(node.pos)
      return arithmeticStatus(shell, node.body)
  }
}

const runSubshell = async (
  shell: Shell,
  node: Extract<CompoundCommand, { type: 'Subshell' }>,
): Promise<number> => {
  const monitor = shell.has('monitor')
  const body = (child: Shell): Promise<number> => child.interpreter.list(child, node.body.commands)
  const pid = await shell.nested('subshell', () =>
    forkShell(shell, body, { ...(monitor && { group: 'new' as const }), foreground: monitor }),
  )
  if (!monitor) return statusOf(await waitFor(shell, pid))
  return waitForeground(shell, shell.jobs.add(pid, [pid], sourceText(node), false))
}

const testStatus = async (
  shell: Shell,
  node: Extract<CompoundCommand, { type: 'TestCommand' }>,
): Promise<number> => {
  try {
    return (await evaluateTest(shell, node.expression)) ? 0 : 1
  } catch (error) {
    // A malformed regular expression is silent, with status 2.
    if (error instanceof ExpansionFailed && error.message === '') return 2
    throw error
  }
}

const arithmeticStatus = async (shell: Shell, text: string): Promise<number> => {
  try {
    return (await expandArithmetic(shell, text)) === 0n ? 1 : 0
  } catch (error) {
    if (!(error instanceof ExpansionFailed) || error.fatal) throw error
    await shell.complain(`((: ${error.message}`)
    return 1
  }
}

/** A list whose failure decides something: -e does not end the shell in it. */
const condition = async (shell: Shell, list: If['clause']): Promise<boolean> => {
  shell.conditionDepth++
  try {
    return (await shell.interpreter.list(shell, list.commands)) === 0
  } finally {
    shell.conditionDepth--
  }
}

const runIf = async (shell: Shell, node: If): Promise<number> => {
  if (await condition(shell, node.clause)) return shell.interpreter.list(shell, node.then.commands)
  for (const branch of node.elif)
    if (await condition(shell, branch.clause)) return shell.interpreter.list(shell, branch.then.commands)
  return node.else ? shell.interpreter.list(shell, node.else.commands) : 0
}

/** Runs a loop's body once; false when the loop is to be left. */
const runBody = async (shell: Shell, body: () => Promise<void>): Promise<boolean> => {
  await shell.step()
  shell.loopDepth++
  try {
    await body()
    return true
  } catch (error) {
    if (!(error instanceof LoopJump)) throw error
    if (error.levels > 1 && shell.loopDepth > 1) {
      error.levels--
      throw error
    }
    return error.kind === 'continue'
  } finally {
    shell.loopDepth--
  }
}

const runWhile = async (shell: Shell, node: While): Promise<number> => {
  let status = 0
  for (;;) {
    let ended = false
    const goesOn = await runBody(shell, async () => {
      if ((await condition(shell, node.clause)) !== (node.kind === 'while')) {
        ended = true
        return
      }
      status = await shell.interpreter.list(shell, node.body.commands)
    })
    if (ended) return status
    if (!goesOn) return 0
  }
}

const runFor = async (shell: Shell, node: For): Promise<number> => {
  const items = node.wordlist ? await expandWords(shell, node.wordlist) : [...shell.positional]
  let status = 0
  const heading = `for ${node.name.text} in ${(node.wordlist ?? []).map(({ text }) => text).join(' ')}`
  for (const item of items) {
    if (shell.has('xtrace')) await trace(shell, [heading], true)
    shell.variables.set(node.name.text, item)
    const goesOn = await runBody(shell, async () => {
      status = await shell.interpreter.list(shell, node.body.commands)
    })
    if (!goesOn) return 0
  }
  return status
}

const runArithmeticFor = async (shell: Shell, node: ArithmeticFor): Promise<number> => {
  const [initialize, test, update] = [node.initialize, node.test, node.update].map(arithmeticText) as [
    string,
    string,
    string,
  ]
  let status = 0
  await expandArithmetic(shell, initialize)
  for (;;) {
    if (test !== '' && (await expandArithmetic(shell, test)) === 0n) return status
    const goesOn = await runBody(shell, async () => {
      status = await shell.interpreter.list(shell, node.body.commands)
    })
    if (!goesOn) return 0
    await expandArithmetic(shell, update)
  }
}

const runCase = async (shell: Shell, node: Case): Promise<number> => {
  const subject = await expandText(shell, node.word)
  let status = 0
  let falling = false
  for (const item of node.items) {
    if (!falling && !(await matchesAny(shell, subject, item.pattern))) continue
    status = await shell.interpreter.list(shell, item.body.commands)
    if (item.terminator === ';&') falling = true
    else if (item.terminator === ';;&') falling = false
    else return status
  }
  return status
}

const matchesAny = async (
  shell: Shell,
  subject: string,
  patterns: Case['items'][number]['pattern'],
): Promise<boolean> => {
  for (const pattern of patterns) {
    const compiled = compilePattern(await expandPattern(shell, pattern), shell.shopt.get('nocasematch'))
    if (compiled.matches(subject)) return true
  }
  return false
}

const runSelect = async (shell: Shell, node: Select): Promise<number> => {
  const items = node.wordlist ? await expandWords(shell, node.wordlist) : [...shell.positional]
  const width = String(items.length).length
  const menu = items.map((item, i) => `${String(i + 1).padStart(width)}) ${item}\n`).join('')
  let status = 0
  let show = true
  while (items.length > 0) {
    await shell.proc.stderr.write(`${show ? menu : ''}${shell.variables.get('PS3') ?? '#? '}`)
    const line = await readLine(shell, 0)
    if (!line.complete) {
      await shell.proc.stdout.write('\n')
      return 1
    }
    show = line.text.trim() === ''
    if (show) continue
    shell.variables.set('REPLY', line.text)
    shell.variables.set(node.name.text, items[Number(line.text.trim()) - 1] ?? '')
    const goesOn = await runBody(shell, async () => {
      status = await shell.interpreter.list(shell, node.body.commands)
    })
    if (!goesOn) return status
  }
  return status
}
