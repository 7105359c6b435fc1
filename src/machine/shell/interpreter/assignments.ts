import type { Assignment } from 'unbash'
import { assign, onAssigned } from '../expansion/parameters.ts'
import { arithmetic } from '../expansion/arithmetic-scope.ts'
import { expandArray, expandText } from '../expansion/word.ts'
import type { Shell } from '../shell.ts'
import { asIndexed, lastIndex } from '../variables.ts'
import { quotedForTrace, trace } from './trace.ts'

export type Elements = { key: string | undefined; text: string; append?: boolean }[]

/** `x=1`, `x+=1`, `a[i]=1`, `a=(…)` as commands of their own. */
export const performAssignment = async (shell: Shell, node: Assignment): Promise<void> => {
  if (node.value.type === 'ArrayValue') {
    if (shell.has('xtrace')) await trace(shell, [node.text.replace(/\s*\n\s*/g, ' ')], true)
    assignElements(shell, node.name, await expandArray(shell, node.value), node.append === true)
    return
  }
  const index = node.index && (await expandText(shell, node.index))
  const text = await expandText(shell, node.value, true)
  if (shell.has('xtrace')) {
    const place = node.index ? `${node.name}[${node.index.text}]` : node.name
    await trace(shell, [`${place}${node.append ? '+' : ''}=${quotedForTrace(text)}`], true)
  }
  assign(shell, node.name, index, text, node.append)
}

export const assignElements = (shell: Shell, name: string, elements: Elements, append: boolean): void => {
  const variable = shell.variables.forWriting(name)
  if (variable.associative) {
    if (!append) variable.associative = new Map()
    let pending: string | undefined
    for (const { key, text } of elements) {
      if (key !== undefined) shell.variables.setElement(name, key, text)
      else if (pending === undefined) pending = text
      else {
        shell.variables.setElement(name, pending, text)
        pending = undefined
      }
    }
    return
  }
  const array = asIndexed(variable)
  if (!append) array.clear()
  let next = append ? lastIndex(variable) + 1 : 0
  for (const { key, text, append: joined } of elements) {
    if (key !== undefined) next = Number(arithmetic(shell, key))
    shell.variables.setElement(name, next, joined ? (array.get(next) ?? '') + text : text)
    next++
  }
  onAssigned(shell, name)
}

/** Assignments before a command: they hold for it alone. Gives the function that ends that. */
export const assignTemporarily = async (
  shell: Shell,
  nodes: readonly Assignment[],
  keep = false,
): Promise<() => void> => {
  if (nodes.length === 0) return () => {}
  if (keep) {
    for (const node of nodes) await performAssignment(shell, node)
    return () => {}
  }
  const values: [string, string][] = []
  for (const node of nodes) {
    if (node.value.type === 'ArrayValue') continue
    const before = node.append ? (shell.variables.get(node.name) ?? '') : ''
    const text = await expandText(shell, node.value, true)
    if (shell.has('xtrace')) await trace(shell, [`${node.name}=${quotedForTrace(text)}`], true)
    if (shell.variables.find(node.name)?.readonly) await shell.complain(`${node.name}: readonly variable`)
    else values.push([node.name, before + text])
  }
  shell.variables.enter()
  for (const [name, value] of values) {
    const variable = shell.variables.local(name)
    variable.value = value
    variable.exported = true
    if (name === 'PATH') shell.commandPaths.clear()
  }
  return () => {
    shell.variables.leave()
    if (values.some(([name]) => name === 'PATH')) shell.commandPaths.clear()
  }
}
