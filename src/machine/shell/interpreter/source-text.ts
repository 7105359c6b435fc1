import type { Command, SyntaxNode } from 'unbash'
import { print } from 'unbash/printer'

/** A command as `jobs` and `declare -f` show it: printed from its syntax, as bash does it. */
export const sourceText = (node: SyntaxNode): string => {
  if (node.type === 'Command') return commandText(node)
  if (node.type === 'Pipeline') {
    const prefixes = node.prefixes.map((prefix) => (prefix.type === 'Negation' ? '! ' : 'time ')).join('')
    return (
      prefixes +
      node.commands
        .map((command, i) => (i > 0 ? ` ${node.operators[i - 1]} ` : '') + sourceText(command))
        .join('')
    )
  }
  if (node.type === 'AndOr')
    return node.commands
      .map((command, i) => (i > 0 ? ` ${node.operators[i - 1]} ` : '') + sourceText(command))
      .join('')
  return printed(node)
    .replace(/\n\s*/g, '; ')
    .replace(/(\bdo|\bthen|\belse|\{);/g, '$1')
}

const commandText = (node: Command): string => {
  const parts = [...node.prefix, ...(node.name ? [node.name] : []), ...node.suffix]
  const text = (part: (typeof parts)[number]): string => {
    if (part.type === 'Word' || part.type === 'Assignment') return part.text
    const fd = part.descriptor?.type === 'FileDescriptor' ? String(part.descriptor.value) : ''
    if (part.type === 'HereDoc') return `${fd}${part.operator}${part.delimiter?.text ?? ''}`
    const space = part.operator.endsWith('&') ? '' : ' '
    return `${fd}${part.operator}${space}${part.target?.text ?? ''}`
  }
  return parts.map(text).join(' ')
}

/** Several lines, indented, for `declare -f`. */
export const printed = (node: SyntaxNode): string => {
  const statement = { type: 'Statement', pos: node.pos, end: node.end, command: node, background: undefined }
  const script = {
    type: 'Script',
    pos: 0,
    end: 0,
    shebang: undefined,
    commands: [statement as never],
  } as const
  // bash indents by four, and leaves a blank behind the first brace.
  return print(script)
    .trimEnd()
    .replace(/^(?: {2})+/gm, '$&$&')
    .replace(/^\{$/m, '{ ')
}
