import type { Ino } from '../../fs/file-system.ts'
import type { Mount } from './mount.ts'

/** A file as reached by a path: Linux's dentry. `parent` is how `..` finds back over mounts and symlinks. */
export interface Place {
  readonly mount: Mount
  readonly ino: Ino
  readonly name: string
  /** Undefined for the root of everything. */
  readonly parent: Place | undefined
}

export function pathOf(place: Place): string {
  const names: string[] = []
  for (let at: Place | undefined = place; at?.parent; at = at.parent) names.unshift(at.name)
  return `/${names.join('/')}`
}
