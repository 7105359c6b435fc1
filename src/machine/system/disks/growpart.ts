import { isErrno } from '../../errno.ts'
import { growPartition, readGpt } from '../../fs/index.ts'
import type { Process } from '../../kernel/process.ts'
import { withDevice } from './device-of.ts'

const sector = 512

/** growpart(1): lets a partition reach to the end of its disk. */
export async function growpart(proc: Process): Promise<number> {
  const [disk, number] = proc.argv.slice(1).filter((word) => !word.startsWith('-'))
  if (disk === undefined || number === undefined) {
    await proc.stderr.line(
      'growpart disk partition\n   rewrite partition table so that partition takes up all the space it can',
    )
    return 2
  }
  if (proc.credentials.uid !== 0) {
    await proc.stderr.line(`FAILED: ${disk}: Permission denied`)
    return 2
  }
  try {
    return await withDevice(proc, disk, 'write', async (device) => {
      const entry = (await readGpt(device))?.partitions.find((each) => each.number === Number(number))
      if (!entry) {
        await proc.stderr.line(`FAILED: failed to get start and end for ${disk}${number} in ${disk}`)
        return 2
      }
      const { before, after } = await growPartition(device, Number(number))
      if (before === after) {
        await proc.stdout.line(`NOCHANGE: partition ${number} is size ${before / sector}. it cannot be grown`)
        return 1
      }
      const start = entry.start / sector
      await proc.stdout.line(
        `CHANGED: partition=${number} start=${start} old: size=${before / sector} end=${start + before / sector - 1} new: size=${after / sector} end=${start + after / sector - 1}`,
      )
      return 0
    })
  } catch (error) {
    if (!isErrno(error)) throw error
    await proc.stderr.line(`FAILED: ${disk}: ${error.message}`)
    return 2
  }
}
