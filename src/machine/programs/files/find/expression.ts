import type { FileStat } from '../../../kernel/process.ts'

/** A file that the walk has come to. */
export interface Found {
  path: string
  stat: FileStat
  depth: number
  pruned: boolean
}

export type Expression =
  | { kind: 'and' | 'or' | 'comma'; left: Expression; right: Expression }
  | { kind: 'not'; inner: Expression }
  | { kind: 'test'; holds(found: Found): boolean | Promise<boolean> }
  | { kind: 'print'; format(found: Found): string }
  | { kind: 'prune' | 'quit' | 'delete' }
  | { kind: 'exec'; words: string[]; many: boolean; inDirectory: boolean }

/** An expression, and how the whole walk goes. */
export interface Plan {
  expression: Expression
  minDepth: number
  maxDepth: number
  depthFirst: boolean
  oneDevice: boolean
}
