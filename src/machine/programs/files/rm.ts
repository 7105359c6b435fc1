import { program, shellQuoted } from '../program.ts'
import { misused } from './cp.ts'
import { absolutePath, baseName, confirm } from './paths.ts'
import { removeTree } from './remove.ts'

const spec = {
  short: 'dfiIrRv',
  long: {
    force: 'f',
    recursive: 'r',
    interactive: 'interactive::',
    verbose: 'v',
    dir: 'd',
    'one-file-system': 'one-file-system',
    'no-preserve-root': 'no-preserve-root',
    'preserve-root': 'preserve-root::',
  },
  usage: '[OPTION]... [FILE]...',
}

export const rm = program('rm', spec, async (invocation) => {
  const { operands } = invocation
  const last = invocation.last('f', 'i', 'I')
  if (operands.length === 0) return last === 'f' ? 0 : misused(invocation, 'missing operand')
  const recursive = invocation.has('r', 'R')
  const options = {
    recursive,
    force: last === 'f',
    interactive: last === 'i',
    emptyDirectories: invocation.has('d'),
    verbose: invocation.has('v'),
  }
  if (last === 'I' && (operands.length > 3 || recursive)) {
    const count = `${operands.length} argument${operands.length === 1 ? '' : 's'}`
    if (!(await confirm(invocation, `remove ${count}${recursive ? ' recursively' : ''}? `))) return 0
  }
  for (const path of operands) {
    const name = baseName(path)
    if (recursive && (name === '.' || name === '..')) {
      await invocation.complain(`refusing to remove '.' or '..' directory: skipping ${shellQuoted(path)}`)
    } else if (
      recursive &&
      !invocation.has('no-preserve-root') &&
      absolutePath(invocation.proc.cwd, path) === '/'
    ) {
      await invocation.complain("it is dangerous to operate recursively on '/'")
      await invocation.complain('use --no-preserve-root to override this failsafe')
    } else await removeTree(invocation, path, options)
  }
  return invocation.status
})
