import type { Assignment } from './parse.ts'

/** The assignments of a unit's files, in order: how later ones add to earlier ones or replace them. */
export class Settings {
  constructor(readonly assignments: readonly Assignment[]) {}

  /** A setting that has one value: the last. Empty is as if it were not there. */
  last(section: string, key: string): string | undefined {
    const found = this.#all(section, key).at(-1)?.value
    return found === '' ? undefined : found
  }

  /** A setting that may be given several times; an empty assignment drops what came before. */
  all(section: string, key: string): Assignment[] {
    const found = this.#all(section, key)
    return found.slice(found.findLastIndex(({ value }) => value === '') + 1)
  }

  /** The same, as words between blanks. */
  words(section: string, key: string): string[] {
    return this.all(section, key).flatMap(({ value }) => value.split(/\s+/).filter((word) => word !== ''))
  }

  #all(section: string, key: string): Assignment[] {
    return this.assignments.filter((one) => one.section === section && one.key === key)
  }
}

export function parseBoolean(value: string | undefined): boolean | undefined {
  if (value === undefined) return undefined
  if (/^(1|yes|y|true|t|on)$/i.test(value)) return true
  return /^(0|no|n|false|f|off)$/i.test(value) ? false : undefined
}
