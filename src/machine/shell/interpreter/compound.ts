import type { ArithmeticFor, Case, CompoundCommand, For, If, Select, While } from 'unbash'
import { ExpansionFailed, LoopJump } from '../control-flow.ts'
import { compilePattern } from '../expansion/pattern.ts'
import { expandArithmetic, expandPattern, expandText, expandWords } from '../expansion/word.ts'
import { trace } from './trace.ts'
import { isName } from '../variables.ts'
import { readLine } from '../read-line.ts'
import type { Shell } from '../shell.ts'
import { forkShell } from '../subshell.ts'
import { waitForeground } from './jobs.ts'
import { arithmeticHeading } from './arithmetic-heading.ts'
import { selectMenu } from './select-menu.ts'
import { runDebugTrap } from './simple-command.ts'
import { headingText, sourceText } from './source-text.ts'
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
      await atCommand(shell, node)
      return testStatus(shell, node)
    case 'ArithmeticCommand':
      await atCommand(shell, node)
      if (shell.has('xtrace')) await trace(shell, [`(( ${node.body} ))`], true)
      return arithmeticStatus(shell, node.body)
  }
}

/** The line and the command that LINENO, BASH_COMMAND and a DEBUG trap tell of. */
const atCommand = async (shell: Shell, node: CompoundCommand): Promise<void> => {
  shell.line = shell.lines(node.pos)
  shell.command = node
  if (shell.traps.actions.has('DEBUG')) await runDebugTrap(shell)
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
  return waitForeground(
    shell,
    shell.jobs.add(monitor ? pid : shell.proc.pgid, [pid], sourceText(node), false),
  )
}

const testStatus = async (
  shell: Shell,
  node: Extract<CompoundCommand, { type: 'TestCommand' }>,
): Promise<number> => {
  try {
    return (await evaluateTest(shell, node.expression)) ? 0 : 1
  } catch (error) {
    if (!(error instanceof ExpansionFailed) || error.fatal) throw error
    // A malformed regular expression is silent, with status 2.
    if (error.message === '') return 2
    if (!error.message.startsWith('[[: ')) throw error
    await shell.complain(error.message)
    return 1
  }
}

const arithmeticStatus = async (shell: Shell, text: string): Promise<number> => {
  try {
    return (await expandArithmetic(shell, text)) === 0n ? 1 : 0
  } catch (error) {
    return complainOfArithmetic(shell, error)
  }
}

const complainOfArithmetic = async (shell: Shell, error: unknown): Promise<number> => {
  if (!(error instanceof ExpansionFailed) || error.fatal) throw error
  await shell.complain(error.message.endsWith(': readonly variable') ? error.message : `((: ${error.message}`)
  return 1
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

/** Runs a loop's body once; a number when the loop is to be left: its status. */
const runBody = async (shell: Shell, body: () => Promise<void>): Promise<true | number> => {
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
    return error.kind === 'continue' ? true : error.status
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
    if (goesOn !== true) return goesOn
  }
}

const runFor = async (shell: Shell, node: For): Promise<number> => {
  const items = node.wordlist ? await expandWords(shell, node.wordlist) : [...shell.positional]
  let status = 0
  const name = node.name.text
  shell.line = shell.lines(node.pos)
  if (!isName(name)) {
    await shell.complain(`\`${name}': not a valid identifier`)
    return 1
  }
  for (const item of items) {
    if (shell.has('xtrace')) await trace(shell, [headingText(node)], true)
    await atCommand(shell, node)
    if (!assignLoopVariable(shell, name, item)) {
      await shell.complain(`${name}: readonly variable`)
      return 1
    }
    const goesOn = await runBody(shell, async () => {
      status = await shell.interpreter.list(shell, node.body.commands)
    })
    if (goesOn !== true) return goesOn
  }
  return status
}

/** In a loop over names, a nameref refers to each in turn. */
const assignLoopVariable = (shell: Shell, name: string, item: string): boolean => {
  const variable = shell.variables.declare(name)
  if (variable.readonly) return false
  if (variable.reference) variable.value = item
  else shell.variables.set(name, item)
  return true
}

const runArithmeticFor = async (shell: Shell, node: ArithmeticFor): Promise<number> => {
  await atCommand(shell, node)
  const [initialize, test, update] = arithmeticHeading(node, shell.lines.text)
  const compute = async (text: string): Promise<bigint> => {
    if (shell.has('xtrace')) await trace(shell, [`(( ${text} ))`], true)
    return expandArithmetic(shell, text)
  }
  let status = 0
  try {
    await compute(initialize)
    for (;;) {
      if (test !== '' && (await compute(test)) === 0n) return status
      const goesOn = await runBody(shell, async () => {
        status = await shell.interpreter.list(shell, node.body.commands)
      })
      if (goesOn !== true) return goesOn
      await compute(update)
    }
  } catch (error) {
    return complainOfArithmetic(shell, error)
  }
}

const runCase = async (shell: Shell, node: Case): Promise<number> => {
  await atCommand(shell, node)
  if (shell.has('xtrace')) await trace(shell, [headingText(node).trimEnd()], true)
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
  const menu = selectMenu(items, Number(shell.variables.get('COLUMNS')) || shell.proc.tty(2)?.columns || 80)
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
    if (!assignLoopVariable(shell, node.name.text, items[Number(line.text.trim()) - 1] ?? '')) {
      await shell.complain(`${node.name.text}: readonly variable`)
      return 1
    }
    const goesOn = await runBody(shell, async () => {
      status = await shell.interpreter.list(shell, node.body.commands)
    })
    if (goesOn !== true) return goesOn
  }
  return status
}
