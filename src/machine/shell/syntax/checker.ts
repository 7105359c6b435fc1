import { isRedirection, Scanner, SyntaxMistake, type Token } from './scanner.ts'

/** Deeper nesting than this is not looked into. */
const depthLimit = 500

/** Words that begin something, or end it; where a command may stand they are no plain words. */
const reserved = new Set(
  'if then elif else fi for while until do done case esac select function { } ! [[ time coproc in'.split(' '),
)
const starters = new Set('if for while until case select function { ! [[ time coproc'.split(' '))

/** Why a text is no program, found as bash finds it: at the first token that cannot stand where it stands. */
export const findMistake = (text: string): SyntaxMistake | undefined => {
  try {
    new Checker(text).program()
    return undefined
  } catch (error) {
    if (error instanceof SyntaxMistake) return error
    throw error
  }
}

class Checker extends Scanner {
  #depth = 0

  program(): void {
    for (;;) {
      const token = this.peek()
      if (token.kind === 'end') return
      if (token.kind === 'newline') this.next()
      else {
        this.#lists()
        const after = this.peek()
        if (after.kind !== 'newline' && after.kind !== 'end') this.#unexpected(after)
      }
    }
  }

  protected override substitution(): void {
    const open = this.at - 1
    this.forgetPeeked()
    this.#nested(() => {
      for (;;) {
        this.#newlines()
        const token = this.peek()
        if (token.text === ')' && token.kind === 'operator') break
        if (token.kind === 'end')
          throw new SyntaxMistake("unexpected EOF while looking for matching `)'", this.text.length, true)
        this.#inSubstitution(open, () => this.#lists())
      }
      this.next()
    })
  }

  /** The end of the text inside a substitution means that its parenthesis is missing. */
  #inSubstitution(open: number, run: () => void): void {
    try {
      run()
    } catch (error) {
      if (!(error instanceof SyntaxMistake) || !error.message.endsWith('end of file')) throw error
      throw new SyntaxMistake(
        "unexpected EOF while looking for matching `)'",
        Math.max(open, this.text.length),
        true,
      )
    }
  }

  /** Commands joined by ; and & on one line. */
  #lists(): void {
    this.#andOr()
    for (;;) {
      const { text, kind } = this.peek()
      if (kind !== 'operator' || (text !== ';' && text !== '&')) return
      this.next()
      const after = this.peek()
      if (after.kind === 'newline' || after.kind === 'end' || this.#ends(after)) return
      this.#andOr()
    }
  }

  #ends(token: Token): boolean {
    if (token.kind === 'operator') return [')', ';;', ';&', ';;&'].includes(token.text)
    return token.kind === 'word' && reserved.has(token.text) && !starters.has(token.text)
  }

  /** Commands up to one of these words, over as many lines as it takes. */
  #body(...closers: string[]): string {
    this.#newlines()
    this.#andOr()
    for (;;) {
      const token = this.peek()
      if (token.kind === 'operator' && (token.text === ';' || token.text === '&')) this.next()
      else if (token.kind !== 'newline') break
      this.#newlines()
      if (closers.includes(this.peek().text)) break
      this.#andOr()
    }
    const closer = this.next()
    if (!closers.includes(closer.text)) this.#unexpected(closer)
    return closer.text
  }

  #andOr(): void {
    this.#pipeline()
    while (['&&', '||'].includes(this.peek().text)) {
      this.next()
      this.#newlines()
      this.#pipeline()
    }
  }

  #pipeline(): void {
    let prefixed = false
    while (['!', 'time'].includes(this.peek().text)) {
      const { text } = this.next()
      if (text === 'time' && this.peek().text === '-p') this.next()
      prefixed = true
    }
    const token = this.peek()
    if (
      prefixed &&
      (token.kind !== 'word' || this.#ends(token)) &&
      token.text !== '(' &&
      !isRedirection(token.text)
    )
      return
    this.#command()
    while (['|', '|&'].includes(this.peek().text)) {
      this.next()
      this.#newlines()
      while (this.peek().text === '!') this.next()
      this.#command()
    }
  }

  #command(): void {
    const token = this.peek()
    if (token.kind === 'operator' && token.text === '(') return this.#subshell(token)
    if (token.kind === 'operator' && isRedirection(token.text)) return this.#simple()
    if (token.kind !== 'word') this.#unexpected(token)
    if (!reserved.has(token.text)) return this.#simple()
    if (!starters.has(token.text)) this.#unexpected(token)
    this.next()
    this.#nested(() => this.#compound(token))
    this.#redirections()
  }

  #compound(token: Token): void {
    switch (token.text) {
      case 'if':
        return this.#if()
      case 'while':
      case 'until':
        this.#body('do')
        return void this.#body('done')
      case 'for':
      case 'select':
        return this.#for()
      case 'case':
        return this.#case()
      case 'function':
        this.#word()
        if (this.peek().text === '(') this.#parentheses()
        return this.#functionBody()
      case '{':
        return void this.#body('}')
      case '[[':
        return this.#test()
      case 'coproc':
        return this.#command()
    }
  }

  #if(): void {
    this.#body('then')
    for (;;) {
      const closer = this.#body('elif', 'else', 'fi')
      if (closer === 'elif') this.#body('then')
      else {
        if (closer === 'else') this.#body('fi')
        return
      }
    }
  }

  #for(): void {
    this.#blanksOnly()
    if (this.text.startsWith('((', this.at) && this.arithmetic()) {
      if (this.peek().text === ';') this.next()
    } else {
      this.#word()
      this.#newlines()
      if (this.peek().text === 'in') {
        this.next()
        while (this.peek().kind === 'word') this.next()
        const end = this.next()
        if (end.kind !== 'newline' && end.text !== ';') this.#unexpected(end)
      } else if (this.peek().text === ';') this.next()
    }
    this.#newlines()
    const opener = this.next()
    if (opener.text === 'do') this.#body('done')
    else if (opener.text === '{') this.#body('}')
    else this.#unexpected(opener)
  }

  #case(): void {
    this.#word()
    this.#newlines()
    const word = this.next()
    if (word.text !== 'in') this.#unexpected(word)
    for (;;) {
      this.#newlines()
      if (this.peek().text === 'esac') break
      if (this.peek().text === '(') this.next()
      this.#word()
      while (this.peek().text === '|') {
        this.next()
        this.#word()
      }
      const close = this.next()
      if (close.text !== ')') this.#unexpected(close)
      this.#newlines()
      while (!/^;;&?$|^;&$|^esac$/.test(this.peek().text)) {
        this.#lists()
        const after = this.peek()
        if (after.kind === 'end' || (after.kind === 'word' && after.text !== 'esac')) this.#unexpected(after)
        this.#newlines()
        if (this.peek().text === ')' || this.peek().kind === 'end') this.#unexpected(this.peek())
      }
      if (this.peek().text === 'esac') break
      this.next()
    }
    this.next()
  }

  #test(): void {
    const first = this.#inTest()
    if (first.text === ']]') return
    for (let count = 1; ; count++) {
      const token = this.#inTest()
      if (token.text === ']]') return
      if (token.kind === 'newline' && count === 1 && !first.text.startsWith('-'))
        throw new SyntaxMistake(
          "unexpected token `newline', conditional binary operator expected",
          token.start,
          true,
        )
      if (token.kind === 'end') this.#unexpected(token)
    }
  }

  #inTest(): Token {
    const token = this.next()
    if (token.kind === 'operator' && [';', '&', '|', ';;'].includes(token.text)) this.#unexpected(token)
    return token
  }

  #subshell(token: Token): void {
    this.forgetPeeked()
    const arithmetic = this.text.startsWith('((', token.start) && this.arithmetic()
    if (!arithmetic) {
      this.next()
      this.#nested(() => void this.#body(')'))
    }
    this.#redirections()
  }

  #simple(): void {
    let words = 0
    let plain = true
    for (;;) {
      const token = this.peek()
      if (token.kind === 'word') {
        this.next()
        if (words === 0 && /^[A-Za-z_]\w*(\[[^\]]*\])?\+?=/.test(token.text)) plain = false
        else words++
      } else if (token.kind === 'operator' && isRedirection(token.text)) {
        this.#redirection()
        plain = false
      } else if (token.text === '(' && words === 1 && plain) {
        this.#parentheses()
        return this.#functionBody()
      } else if (token.text === '(') this.#unexpected(token)
      else return
    }
  }

  #functionBody(): void {
    this.#newlines()
    const token = this.peek()
    const compound =
      token.text === '(' || (starters.has(token.text) && !['!', 'time', 'coproc'].includes(token.text))
    if (!compound) this.#unexpected(token)
    this.#command()
  }

  #parentheses(): void {
    this.next()
    const close = this.next()
    if (close.text !== ')') this.#unexpected(close)
  }

  #redirections(): void {
    for (;;) {
      const token = this.peek()
      if (
        token.kind === 'word' &&
        /^(\d+|\{\w+\})$/.test(token.text) &&
        /[<>]/.test(this.text[this.at] ?? '')
      )
        this.next()
      else if (token.kind !== 'operator' || !isRedirection(token.text)) return
      else this.#redirection()
    }
  }

  #redirection(): void {
    const operator = this.next().text
    const target = this.#word()
    if (operator === '<<' || operator === '<<-') this.expectDocument(target.text, operator === '<<-')
  }

  #word(): Token {
    const token = this.next()
    if (token.kind !== 'word') this.#unexpected(token)
    return token
  }

  #newlines(): void {
    while (this.peek().kind === 'newline') this.next()
  }

  #blanksOnly(): void {
    this.forgetPeeked()
    while (/[ \t]/.test(this.text[this.at] ?? '')) this.at++
  }

  #nested(run: () => void): void {
    if (++this.#depth > depthLimit) throw new SyntaxMistake('syntax error: nested too deeply', this.at)
    run()
    this.#depth--
  }

  #unexpected(token: Token): never {
    if (token.kind === 'end')
      throw new SyntaxMistake('syntax error: unexpected end of file', this.text.length, true)
    const text = token.kind === 'newline' ? 'newline' : token.text
    throw new SyntaxMistake(`syntax error near unexpected token \`${text}'`, token.start)
  }
}
