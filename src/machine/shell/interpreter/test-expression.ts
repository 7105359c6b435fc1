import { RE2JS } from 're2js'
import type { TestExpression } from 'unbash'
import { ExpansionFailed } from '../control-flow.ts'
import { expandArithmetic, expandPattern, expandRegularExpression, expandText } from '../expansion/word.ts'
import { compareNames } from '../expansion/glob.ts'
import { compilePattern } from '../expansion/pattern.ts'
import { trace } from './trace.ts'
import type { Shell } from '../shell.ts'
import { compareFiles, integerComparisons, testUnary } from '../builtins/test-operators.ts'
import { posixToRe2 } from '../../programs/text/regular-expression.ts'

/** `[[ … ]]` */
export const evaluateTest = async (shell: Shell, node: TestExpression, negation = ''): Promise<boolean> => {
  switch (node.type) {
    case 'TestGroup':
      return evaluateTest(shell, node.expression)
    case 'TestNot':
      return (
        (await evaluateTest(shell, node.operand, '! '.repeat(node.negations.length))) ===
        (node.negations.length % 2 === 0)
      )
    case 'TestLogical': {
      for (const operand of node.operands) {
        const value = await evaluateTest(shell, operand)
        if (value !== (node.operator === '&&')) return value
      }
      return node.operator === '&&'
    }
    case 'TestUnary':
      return unary(shell, node.operator, await expandText(shell, node.operand), negation)
    case 'TestBinary':
      return binary(shell, node, negation)
  }
}

const unary = async (shell: Shell, operator: string, operand: string, negation: string): Promise<boolean> => {
  if (shell.has('xtrace')) await trace(shell, [`[[ ${negation}${operator} ${shown(operand)} ]]`], true)
  return testUnary(shell, operator, operand)
}

/** An operand as `set -x` shows it. */
const shown = (text: string): string => (text === '' ? "''" : text)

const binary = async (
  shell: Shell,
  node: Extract<TestExpression, { type: 'TestBinary' }>,
  negation: string,
): Promise<boolean> => {
  const { operator } = node
  const left = await expandText(shell, node.left)
  const matches = operator === '=' || operator === '==' || operator === '!='
  const right = matches
    ? await expandPattern(shell, node.right)
    : operator === '=~'
      ? await expandRegularExpression(shell, node.right)
      : await expandText(shell, node.right)
  if (shell.has('xtrace'))
    await trace(shell, [`[[ ${negation}${shown(left)} ${operator} ${shown(right)} ]]`], true)
  if (operator === '=~') return matchRegularExpression(shell, left, right)
  if (matches) {
    const pattern = compilePattern(right, shell.shopt.get('nocasematch'))
    return pattern.matches(left) === (operator !== '!=')
  }
  const compare = integerComparisons[operator]
  if (compare) return compare(await number(shell, left), await number(shell, right))
  if (operator === '<') return compareNames(left, right) < 0
  if (operator === '>') return compareNames(left, right) > 0
  return compareFiles(shell, operator, left, right)
}

const number = async (shell: Shell, text: string): Promise<bigint> => {
  try {
    return await expandArithmetic(shell, text)
  } catch (error) {
    if (!(error instanceof ExpansionFailed) || error.fatal) throw error
    throw new ExpansionFailed(`[[: ${error.message}`)
  }
}

const matchRegularExpression = (shell: Shell, text: string, pattern: string): boolean => {
  const flags = shell.shopt.get('nocasematch') ? RE2JS.CASE_INSENSITIVE : 0
  let expression: RE2JS
  try {
    expression = RE2JS.compile(posixToRe2(pattern, 'extended'), flags | RE2JS.LONGEST_MATCH | RE2JS.DOTALL)
  } catch {
    throw new ExpansionFailed('', false, 2)
  }
  const matcher = expression.matcher(text)
  const found = matcher.find()
  const groups = found
    ? Array.from({ length: matcher.groupCount() + 1 }, (_, i) => matcher.group(i) ?? '')
    : []
  shell.variables.setArray('BASH_REMATCH', groups)
  return found
}
