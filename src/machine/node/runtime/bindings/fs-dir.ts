import { AsyncWrap } from '../async-wrap.ts'
import { call, type Path, pathOf } from './fs-call.ts'
import { listDirectory } from './fs-listing.ts'

/** fs.opendir: the names as they were when it was opened. */
class DirHandle extends AsyncWrap {
  #at = 0
  constructor(
    private readonly names: unknown[],
    private readonly types: number[],
  ) {
    super('DIRHANDLE')
  }

  /** Names and types by turns, or null at the end. */
  read = call({ syscall: 'scandir', request: 2 }, (_encoding: string, count: number) => {
    if (this.#at >= this.names.length) return null
    const from = this.#at
    this.#at = Math.min(this.names.length, from + count)
    return this.names.slice(from, this.#at).flatMap((name, index) => [name, this.types[from + index]])
  })

  close = call({ syscall: 'closedir', request: 0 }, () => undefined)
}

const open = (path: Path, encoding: string): DirHandle => {
  const { names, types } = listDirectory(pathOf(path), encoding)
  return new DirHandle(names, types)
}

export const binding = {
  opendir: call({ syscall: 'opendir', request: 2, paths: [0] }, open),
  opendirSync: call({ syscall: 'opendir', request: 9, paths: [0] }, (path: Path) => open(path, 'utf8')),
  DirHandle,
}
