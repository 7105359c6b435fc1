/** The syntax tree of an awk program. */
export type Expression =
  | { kind: 'number'; value: number }
  | { kind: 'string'; value: string }
  | { kind: 'regex'; source: string }
  | { kind: 'variable'; name: string }
  | { kind: 'field'; index: Expression }
  | { kind: 'element'; name: string; index: Expression[] }
  | { kind: 'assign'; operator: string; target: Expression; value: Expression }
  | { kind: 'unary'; operator: '!' | '-' | '+'; operand: Expression }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression }
  | { kind: 'logical'; operator: '&&' | '||'; left: Expression; right: Expression }
  | { kind: 'match'; negated: boolean; text: Expression; pattern: Expression }
  | { kind: 'in'; index: Expression[]; name: string }
  | { kind: 'ternary'; test: Expression; consequent: Expression; otherwise: Expression }
  | { kind: 'increment'; target: Expression; by: 1 | -1; prefix: boolean }
  | { kind: 'call'; name: string; args: Expression[] }
  | { kind: 'builtin'; name: string; args: Expression[] }
  | { kind: 'getline'; source?: { kind: '<' | '|'; from: Expression }; target?: Expression }

export type Statement =
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
  | { kind: 'forIn'; variable: string; name: string; body: Statement }
  | { kind: 'block'; statements: Statement[] }
  | { kind: 'break' | 'continue' | 'next' | 'nextfile' }
  | { kind: 'exit' | 'return'; value?: Expression }
  | { kind: 'delete'; name: string; index?: Expression[] }

export interface Rule {
  pattern:
    | { kind: 'BEGIN' | 'END' | 'always' }
    | { kind: 'expression'; test: Expression }
    | { kind: 'range'; from: Expression; to: Expression }
  body: Statement | undefined
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
