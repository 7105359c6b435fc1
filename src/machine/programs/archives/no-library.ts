import type { Program } from '../../kernel/process.ts'

/** Compressors that Sandcloud does not have: said at once, before anything is touched. */
const lacking =
  (name: string): Program =>
  async (proc) => {
    await proc.stderr.write(`${name}: Sandcloud has no ${name} compression; gzip and zip are there\n`)
    return 1
  }

export const bzip2 = lacking('bzip2')
export const xz = lacking('xz')
export const zstd = lacking('zstd')
