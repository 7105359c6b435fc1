/** An array by name, or one inside others: `a`, `a[i]` in `for (k in a[i])`. */
export interface ArrayPlace {
  name: string
  path: Expression[][]
}

/** The syntax tree of an awk program. */
export type Expression =
  | { kind: 'number'; value: number }
  | { kind: 'string'; value: string }
  | { kind: 'regex'; source: string }
  | { kind: 'variable'; name: string }
  | { kind: 'field'; index: Expression }
  | { kind: 'element'; array: ArrayPlace; index: Expression[] }
  | { kind: 'assign'; operator: string; target: Expression; value: Expression }
  | { kind: 'unary'; operator: '!' | '-' | '+'; operand: Expression }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression }
  | { kind: 'logical'; operator: '&&' | '||'; left: Expression; right: Expression }
  | { kind: 'match'; negated: boolean; text: Expression; pattern: Expression }
  | { kind: 'in'; index: Expression[]; array: ArrayPlace }
  | { kind: 'ternary'; test: Expression; consequent: Expression; otherwise: Expression }
  | { kind: 'increment'; target: Expression; by: 1 | -1; prefix: boolean }
  | { kind: 'call'; name: string; args: Expression[] }
  | { kind: 'builtin'; name: string; args: Expression[] }
  | { kind: 'getline'; source?: { kind: '<' | '|'; from: Expression }; target?: Expression }

/** What begins at a `case`; the default's has no value. It goes on in the next one unless it breaks. */
export interface SwitchCase {
  value?: Expression
  body: Statement[]
}

export type Statement = { line?: number } & AnyStatement

type AnyStatement =
  | { kind: 'expression'; value: Expression }
  | {
      kind: 'print'
      args: Expression[]
      formatted: boolean
      to?: { kind: '>' | '>>' | '|'; path: Expression }
    }
  | { kind: 'if'; test: Expression; consequent: Statement; otherwise?: Statement }
  | { kind: 'while'; test: Expression; body: Statement; first: boolean }
  | { kind: 'for'; start?: Statement; test?: Expression; step?: Statement; body: Statement }
  | { kind: 'forIn'; variable: string; array: ArrayPlace; body: Statement }
  | { kind: 'block'; statements: Statement[] }
  | { kind: 'break' | 'continue' | 'next' | 'nextfile' }
  | { kind: 'exit' | 'return'; value?: Expression }
  | { kind: 'delete'; array: ArrayPlace; index?: Expression[] }
  | { kind: 'switch'; subject: Expression; cases: SwitchCase[] }

export interface Rule {
  pattern:
    | { kind: 'BEGIN' | 'END' | 'BEGINFILE' | 'ENDFILE' | 'always' }
    | { kind: 'expression'; test: Expression }
    | { kind: 'range'; from: Expression; to: Expression }
  body: Statement | undefined
  line: number
}

export interface AwkFunction {
  name: string
  parameters: string[]
  body: Statement
}

export interface AwkProgram {
  rules: Rule[]
  functions: Map<string, AwkFunction>
}
