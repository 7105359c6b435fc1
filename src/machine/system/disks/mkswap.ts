import { encodeSwap, randomUuid, swapPage } from '../../fs/index.ts'
import { isErrno } from '../../errno.ts'
import { Failure, program } from '../../programs/program.ts'

const leastPages = 10

/** mkswap(8): writes the header of a swap area into a device or a file. */
export const mkswap = program(
  'mkswap',
  {
    short: 'fL:U:cp:v:',
    long: { force: 'f', label: 'L:', uuid: 'U:', check: 'c', pagesize: 'p:', swapversion: 'v:' },
    lacking: { c: '-c (--check)', p: '-p (--pagesize)', v: '-v (--swapversion)' },
    usage: '[options] device [size]',
    least: 1,
  },
  async (run) => {
    const { proc } = run
    const [path = ''] = run.operands
    const real = await proc.realpath(path).catch(() => path)
    const isReal = (used: string): boolean => used === real
    if (
      proc.system.mounts().some(({ source }) => isReal(source)) ||
      proc.system.swaps.list().some((area) => isReal(area.path))
    )
      throw new Failure(`error: ${path} is mounted; will not make swapspace`)
    let fd: number
    try {
      fd = await proc.open(path, { read: true, write: true })
    } catch (error) {
      if (!isErrno(error)) throw error
      throw new Failure(`cannot open ${path}: ${error.message}`)
    }
    try {
      const { type, mode, uid } = await proc.fstat(fd)
      const pages = Math.floor((await proc.seek(fd, 0, 'end')) / swapPage)
      if (pages < leastPages) throw new Failure(`error: swap area needs to be at least ${leastPages * 4} KiB`)
      if (type === 'file' && (mode & 0o077) !== 0) {
        const shown = (mode & 0o777).toString(8).padStart(4, '0')
        await proc.stderr.line(`mkswap: ${path}: insecure permissions ${shown}, fix with: chmod 0600 ${path}`)
      }
      if (type === 'file' && uid !== 0)
        await proc.stderr.line(`mkswap: ${path}: insecure file owner ${uid}, fix with: chown 0:0 ${path}`)
      const label = run.value('L') ?? ''
      const uuid = run.value('U') ?? randomUuid(proc.system.randomBytes(16))
      await proc.seek(fd, 0, 'set')
      await proc.write(fd, encodeSwap({ uuid, label, pages }))
      const bytes = (pages - 1) * swapPage
      await run.write(`Setting up swapspace version 1, size = ${inBinary(bytes)} (${bytes} bytes)\n`)
      await run.write(`${label === '' ? 'no label' : `LABEL=${label}`}, UUID=${uuid}\n`)
      return 0
    } finally {
      await proc.close(fd)
    }
  },
)

/** `1024 MiB`: one decimal, which is left out when it is zero. */
function inBinary(bytes: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB']
  // 1 GiB less a page is still shown in MiB.
  const unit = Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  return `${(bytes / 1024 ** unit).toFixed(1).replace(/\.0$/, '')} ${units[unit]}`
}
