import type {
  Command,
  CommandNode,
  CompoundList,
  Redirection,
  Statement,
  SyntaxNode,
  TestExpression,
} from 'unbash'
import type { ShellFunction } from '../shell.ts'
import { arithmeticHeading } from './arithmetic-heading.ts'

/** A command as `jobs` and BASH_COMMAND show it: printed from its syntax, as bash does it. */
export const sourceText = (node: SyntaxNode, source?: string): string => {
  const printer = new CommandPrinter(false, source)
  printer.node(node)
  return printer.text
}

/** `name () { … }` over several lines, as `declare -f` and `type` print it. */
export const functionText = (definition: ShellFunction): string => {
  const printer = new CommandPrinter(true, definition.lines.text)
  printer.function(definition.name, definition.body)
  return printer.text
}

/** What BASH_COMMAND says: of loops and cases their first line. */
export const commandText = (node: SyntaxNode): string =>
  node.type === 'For' || node.type === 'Select' || node.type === 'Case' ? headingText(node) : sourceText(node)

/** A loop's or case's first line, as BASH_COMMAND and `set -x` show it. */
export const headingText = (node: SyntaxNode): string => {
  switch (node.type) {
    case 'For':
    case 'Select': {
      const words = node.wordlist ? node.wordlist.map(({ text }) => text).join(' ') : '"$@"'
      return `${node.type === 'For' ? 'for' : 'select'} ${node.name.text} in ${words}`
    }
    case 'Case':
      return `case ${node.word.text} in `
    default:
      return sourceText(node)
  }
}

class CommandPrinter {
  text = ''
  #indent = 0
  /** Here-documents' bodies, to be printed at the end of their line. */
  #documents: string[] = []

  constructor(
    private readonly inFunction: boolean,
    private readonly source: string | undefined,
  ) {}

  node(node: SyntaxNode): void {
    switch (node.type) {
      case 'AndOr':
        for (const [i, command] of node.commands.entries()) {
          if (i > 0) this.text += ` ${node.operators[i - 1]} `
          this.node(command)
        }
        return
      case 'Pipeline':
        for (const prefix of node.prefixes)
          this.text += prefix.type === 'Negation' ? '! ' : prefix.posix ? 'time -p ' : 'time '
        for (const [i, command] of node.commands.entries()) {
          if (i > 0) this.text += node.operators[i - 1] === '|&' ? ' 2>&1 | ' : ' | '
          this.node(command)
        }
        return
      default:
        return this.#command(node as CommandNode)
    }
  }

  function(name: string, body: ShellFunction['body']): void {
    const command = body.type === 'Redirected' ? body.command : body
    this.text += `${name} () `
    this.#newline()
    this.text += '{ '
    const statements =
      command.type === 'BraceGroup'
        ? command.body.commands
        : command.type === 'CompoundList'
          ? command.commands
          : [statementOf(command)]
    this.#block(statements)
    this.text += '}'
    if (body.type === 'Redirected') this.#redirections(body.redirects)
  }

  #command(node: CommandNode): void {
    switch (node.type) {
      case 'Command':
        return this.#simple(node)
      case 'Redirected':
        this.#command(node.command)
        return this.#redirections(node.redirects)
      case 'Function':
        this.text += 'function '
        return this.function(node.name.value, node.body)
      case 'Coproc':
        this.text += `coproc ${node.name?.text ?? 'COPROC'} `
        return this.node(node.body)
      case 'BraceGroup':
        if (!this.inFunction) return this.#inline('{ ', node.body, '; }')
        this.text += '{ '
        this.#block(node.body.commands)
        this.text += '}'
        return
      case 'Subshell':
        return this.#inline('( ', node.body, ' )')
      case 'If':
        return this.#if(node.clause, node.then, node.elif, node.else)
      case 'While':
        this.#inline(`${node.kind} `, node.clause, '')
        this.#separator()
        this.text += 'do'
        return this.#loopBody(node.body)
      case 'For':
      case 'Select':
        this.text += `${headingText(node)};`
        this.#newline()
        this.text += 'do'
        return this.#loopBody(node.body)
      case 'ArithmeticFor': {
        const [first, second, third] = arithmeticHeading(node, this.source)
        this.text += `for ((${first}; ${second}; ${third}))`
        this.#newline()
        this.text += 'do'
        return this.#loopBody(node.body)
      }
      case 'Case': {
        this.text += `case ${node.word.text} in `
        this.#indent++
        for (const item of node.items) {
          this.#newline()
          this.text += `${item.pattern.map(({ text }) => text).join(' | ')})`
          this.#indent++
          this.#newline()
          this.#list(item.body.commands)
          this.#indent--
          this.#newline()
          this.text += item.terminator ?? ';;'
        }
        this.#indent--
        this.#newline()
        this.text += 'esac'
        return
      }
      case 'TestCommand':
        this.text += `[[ ${testText(node.expression)} ]]`
        return
      case 'ArithmeticCommand':
        this.text += `((${node.body}))`
    }
  }

  #if(
    clause: CompoundList,
    body: CompoundList,
    elif: readonly { clause: CompoundList; then: CompoundList }[],
    otherwise: CompoundList | undefined,
  ): void {
    this.#inline('if ', clause, '')
    this.#separator()
    this.text += 'then'
    this.#block(body.commands, true)
    const [next, ...rest] = elif
    if (next || otherwise) {
      this.text += 'else'
      if (next) {
        this.#indent++
        this.#newline()
        this.#if(next.clause, next.then, rest, otherwise)
        this.text += ';'
        this.#indent--
        this.#newline()
      } else this.#block(otherwise!.commands, true)
    }
    this.text += 'fi'
  }

  #loopBody(body: CompoundList): void {
    this.#block(body.commands, true)
    this.text += 'done'
  }

  /** Commands on lines of their own, one step further in. */
  #block(statements: readonly Statement[], closed = false): void {
    this.#indent++
    this.#newline()
    this.#list(statements)
    if (closed && !this.text.endsWith('&')) this.text += ';'
    this.#indent--
    this.#newline()
  }

  #inline(opener: string, list: CompoundList, closer: string): void {
    this.text += opener
    this.#list(list.commands)
    this.text += closer.startsWith(';') && this.text.endsWith('&') ? closer.slice(1) : closer
  }

  #list(statements: readonly Statement[]): void {
    for (const [i, statement] of statements.entries()) {
      this.node(statement.command)
      const last = i === statements.length - 1
      if (statement.background) this.text += last ? ' &' : ' & '
      else if (!last && this.#documents.length > 0) this.#newline()
      else if (!last) {
        this.text += this.inFunction ? ';' : '; '
        if (this.inFunction) this.#newline()
      }
    }
  }

  #separator(): void {
    this.text += this.text.endsWith('&') ? ' ' : '; '
  }

  #simple(node: Command): void {
    const parts = [...node.prefix, ...(node.name ? [node.name] : []), ...node.suffix]
    const words = parts.filter((part) => part.type === 'Word' || part.type === 'Assignment')
    this.text += words.map(({ text }) => text.replace(/\\\n/g, '')).join(' ')
    this.#redirections(node.redirects, words.length > 0)
  }

  #redirections(redirections: readonly Redirection[], spaced = true): void {
    for (const [i, redirection] of redirections.entries()) {
      if (spaced || i > 0) this.text += ' '
      this.text += this.#redirection(redirection)
    }
  }

  #redirection(redirection: Redirection): string {
    const { descriptor, operator } = redirection
    const fd =
      descriptor?.type === 'FileDescriptor'
        ? String(descriptor.value)
        : descriptor
          ? `{${descriptor.name}}`
          : ''
    if (redirection.type === 'HereDoc') {
      const delimiter = redirection.delimiter
      const body = operator === '<<-' ? redirection.body.text.replace(/^\t+/gm, '') : redirection.body.text
      this.#documents.push(`${body}${delimiter?.value ?? ''}\n`)
      return `${fd}${operator}${delimiter?.text ?? ''}`
    }
    const target = redirection.target?.text ?? ''
    if (operator === '>&' || operator === '<&') {
      const both = operator === '>&' && !/^(\d+-?|-|\$.*)$/.test(target)
      if (both) return `&> ${target}`
      const implied = operator === '<&' ? '0' : '1'
      return `${fd || implied}${target === '-' ? '>&' : operator}${target}`
    }
    return `${fd}${operator} ${target}`
  }

  #newline(): void {
    const documents = this.#documents.splice(0)
    this.text += `\n${documents.join('')}${documents.length > 0 ? '\n' : ''}${'    '.repeat(this.#indent)}`
  }
}

const statementOf = (command: SyntaxNode): Statement => ({
  type: 'Statement',
  pos: command.pos,
  end: command.end,
  command: command as Statement['command'],
  background: undefined,
})

/** `[[ … ]]`'s inside, with the -n that a lone word implies. */
const testText = (node: TestExpression): string => {
  switch (node.type) {
    case 'TestGroup':
      return `( ${testText(node.expression)} )`
    case 'TestNot':
      return `${'! '.repeat(node.negations.length)}${testText(node.operand)}`
    case 'TestLogical':
      return node.operands.map(testText).join(` ${node.operator} `)
    case 'TestUnary':
      return `${node.operator} ${node.operand.text}`
    case 'TestBinary':
      return `${node.left.text} ${node.operator} ${node.right.text}`
  }
}
