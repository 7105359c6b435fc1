import { packTar } from 'modern-tar'
import { binaryFor } from '../../kernel/binary-format.ts'
import type { Package, PackagedFile } from '../../packages/index.ts'
import { programMode } from '../../packages/index.ts'
import { utf8 } from '../bytes.ts'
import { gzip } from '../gzip.ts'

/** A package as a mirror has it, whatever it is called there: a gzipped tar of files with absolute paths. */
export async function archiveFile({ files }: Package): Promise<Uint8Array> {
  const tar = await packTar(
    files.map((file) => {
      const body = bodyOf(file)
      const header = { name: file.path.slice(1), mtime: new Date(0), uid: 0, gid: 0 }
      if ('link' in file) return { header: { ...header, type: 'symlink', size: 0, linkname: file.link } }
      const mode = 'program' in file ? programMode(file.program) : 0o644
      return { header: { ...header, size: body.length, mode }, body }
    }),
  )
  return gzip(tar)
}

/** In bytes. */
export const installedSize = ({ files }: Package): number =>
  files.reduce((sum, file) => sum + bodyOf(file).length, 0)

function bodyOf(file: PackagedFile): Uint8Array {
  if ('program' in file) return binaryFor(file.program)
  return utf8('text' in file ? file.text : '')
}
