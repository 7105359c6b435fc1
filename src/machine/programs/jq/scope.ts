import type { Definition, Node } from './syntax.ts'
import type { Json } from './values.ts'

/** What a name means: a filter with the place that it was written in. */
export interface Closure {
  parameters: readonly string[]
  body: Node
  scope: Scope
  /** A parameter's own closure does not see itself. */
  isParameter: boolean
}

type Meaning = Closure | { value: Json } | { label: symbol }

/** Names of functions (`name/arity`), variables (`$name`) and labels (`*name`), one inside the other. */
export class Scope {
  private constructor(
    private readonly parent: Scope | undefined,
    private readonly key: string,
    private readonly content: Meaning | undefined,
  ) {}

  static readonly empty = new Scope(undefined, '', undefined)

  with(key: string, content: Meaning): Scope {
    return new Scope(this, key, content)
  }

  withVariable(name: string, value: Json): Scope {
    return this.with(`$${name}`, { value })
  }

  withDefinition({ name, parameters, body }: Definition): Scope {
    return this.with(`${name}/${parameters.length}`, { parameters, body, scope: this, isParameter: false })
  }

  find(key: string): Meaning | undefined {
    if (this.key === key) return this.content
    for (let scope = this.parent; scope; scope = scope.parent) if (scope.key === key) return scope.content
    return undefined
  }
}
