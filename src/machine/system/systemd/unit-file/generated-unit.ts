import type { Assignment } from './parse.ts'
import type { UnitSource } from './unit.ts'

/** A unit that stands in no file of the administrator's: what a generator or systemd-run writes. */
export const generatedUnit = (
  name: string,
  fragment: string,
  assignments: readonly Assignment[],
): UnitSource => ({
  name,
  load: 'loaded',
  fragment,
  dropIns: [],
  problems: [],
  wants: [],
  requires: [],
  aliases: [],
  modified: 0,
  assignments,
})
