import type { ProgramTable } from '../../kernel/program-table.ts'
import { from } from '../lazy.ts'

const gzip = () => import('./gzip.ts')
const noLibrary = () => import('./no-library.ts')
const zip = () => import('./zip/zip.ts')
const unzip = () => import('./zip/unzip.ts')

export const archivePrograms: ProgramTable = {
  bunzip2: from(noLibrary, 'bzip2'),
  bzip2: from(noLibrary, 'bzip2'),
  gunzip: from(gzip, 'gunzip'),
  gzip: from(gzip, 'gzip'),
  tar: from(() => import('./tar/tar.ts'), 'tar'),
  unxz: from(noLibrary, 'xz'),
  unzip: from(unzip, 'unzip'),
  xz: from(noLibrary, 'xz'),
  zcat: from(gzip, 'zcat'),
  zip: from(zip, 'zip'),
  zipinfo: from(unzip, 'zipinfo'),
  zstd: from(noLibrary, 'zstd'),
}
