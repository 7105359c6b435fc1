import { Failure, program } from '../program.ts'
import { parseSize } from '../sizes.ts'

const piece = 1024 * 1024

/** fallocate(1): takes a file's blocks on the disk before they are needed. What is in the file stays. */
export const fallocate = program(
  'fallocate',
  {
    short: 'l:o:nv',
    long: { length: 'l:', offset: 'o:', 'keep-size': 'n', verbose: 'v' },
    usage: '[options] <filename>',
  },
  async (invocation) => {
    const { proc, operands } = invocation
    const [path] = operands
    if (path === undefined) throw new Failure('no filename specified')
    if (invocation.has('n')) throw new Failure("Sandcloud's fallocate always extends the file: leave out -n.")
    const length = sizeOf(invocation.value('l'), 'length')
    if (length === undefined) throw new Failure('no length argument specified')
    const offset = sizeOf(invocation.value('o'), 'offset') ?? 0
    const fd = await invocation.attempt(`cannot open ${path}`, () =>
      proc.open(path, { read: true, write: true, create: true }, 0o666),
    )
    if (fd === undefined) return 1
    await invocation.attempt('fallocate failed', async () => {
      // Zeros written where nothing was are blocks taken, and nothing more.
      for (let done = 0; done < length; done += piece) {
        const count = Math.min(piece, length - done)
        await proc.seek(fd, offset + done, 'set')
        const there = await proc.read(fd, count)
        const bytes = new Uint8Array(count)
        bytes.set(there)
        await proc.seek(fd, offset + done, 'set')
        await proc.write(fd, bytes)
      }
    })
    await proc.close(fd)
    return invocation.status
  },
)

function sizeOf(text: string | undefined, what: string): number | undefined {
  if (text === undefined) return undefined
  const size = parseSize(text)
  if (size === undefined || size < 0 || (what === 'length' && size === 0))
    throw new Failure(`invalid ${what} value specified`)
  return size
}
