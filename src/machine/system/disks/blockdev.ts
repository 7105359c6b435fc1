import { isErrno } from '../../errno.ts'
import { Failure, program } from '../../programs/program.ts'

/** blockdev(8): a device's figures. */
export const blockdev = program(
  'blockdev',
  { short: '', raw: true, usage: '<command> <device>' },
  async (invocation) => {
    const { proc, operands } = invocation
    const [command = '', path] = operands
    if (path === undefined) throw new Failure('Usage:\n blockdev [options] <command> <device>')
    try {
      const real = await proc.realpath(path)
      const device = proc.system.blockDevices().find(({ name }) => `/dev/${name}` === real)
      if (!device) throw new Failure(`ioctl error on ${command}: Inappropriate ioctl for device`)
      await proc.close(await proc.open(real, { read: true }))
      const figures: Readonly<Record<string, number>> = {
        '--getsize64': device.size,
        '--getsz': device.size / 512,
        '--getss': 512,
        '--getpbsz': 4096,
        '--getbsz': 4096,
        '--getro': device.readOnly ? 1 : 0,
      }
      const figure = figures[command] ?? (await flushed(command))
      if (figure === undefined) throw new Failure(`Unknown command: ${command}`)
      if (figure >= 0) await proc.stdout.line(String(figure))
      return 0
    } catch (error) {
      if (!isErrno(error)) throw error
      throw new Failure(`cannot open ${path}: ${error.message}`)
    }

    /** Nothing to show: -1. */
    async function flushed(name: string): Promise<number | undefined> {
      if (name === '--flushbufs') await proc.sync()
      return name === '--flushbufs' || name === '--rereadpt' ? -1 : undefined
    }
  },
)
