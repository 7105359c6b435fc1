import type { ServiceFacts, Traits } from './shapes.ts'

/** A member is its shape's name, with its traits beside it if it has any. Scalars are named by kind. */
export type GeneratedMember = string | readonly [shape: string, traits: Traits & { readonly enum?: string }]

export interface GeneratedShape {
  readonly type: 'structure' | 'union' | 'list' | 'map'
  readonly traits?: Traits
  readonly members?: Readonly<Record<string, GeneratedMember>>
  /** The first so many members are required. */
  readonly required?: number
  readonly member?: GeneratedMember
  readonly key?: GeneratedMember
  readonly value?: GeneratedMember
}

export interface GeneratedOperation {
  readonly http?: readonly [method: string, uri: string, status: number]
  readonly input?: string
  readonly output?: string
  readonly errors?: readonly string[]
}

/** generated/<service>.json, as scripts/build-models.mjs writes it. */
export interface GeneratedModel extends ServiceFacts {
  readonly namespace: string
  readonly xmlNamespace?: string
  readonly operations: Readonly<Record<string, GeneratedOperation>>
  readonly shapes: Readonly<Record<string, GeneratedShape>>
  readonly enums: Readonly<Record<string, readonly string[]>>
  /** Names; in the REST protocols with method, URI, and what else tells them from others. */
  readonly unserved:
    | readonly string[]
    | Readonly<Record<string, readonly [method: string, uri: string, ...required: readonly string[]]>>
}
