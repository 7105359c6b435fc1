import { makeExt4 } from '../../../src/machine/fs/index.ts'
import { blockWrites, snapshotCosts } from './bench.ts'
import { launch, openLab } from './engine.ts'
import { inspect } from './inspection.ts'
import { type Answered, type Volumes, work } from './workload.ts'

declare global {
  interface Window {
    /** Given by the test: hears of every answer, outside of this browser. */
    answered?: (fact: Answered) => Promise<void>
    lab: typeof lab
  }
}

/** What the tests ask of this page. It is built for them, and part of no release. */
const lab = {
  async begin(): Promise<Volumes> {
    const opened = await openLab()
    const ids = await launch(opened, { '/dev/sdf': 1, '/dev/sdg': 1 })
    const device = await opened.device('/dev/sdf')
    await makeExt4(device, { uuid: '6a1f0c52-3b7e-4d19-8c25-90e4d7b1a3f6', now: () => Date.now() })
    opened.engine.stop()
    return { files: ids['/dev/sdf']!, blocks: ids['/dev/sdg']! }
  },

  /** Never returns: the browser is killed. */
  async work(volumes: Volumes, options: { seed: number; version: number }) {
    await work(await openLab(), volumes, options, (fact) => window.answered!(fact))
  },

  async inspect(volumes: Volumes, facts: readonly Answered[]) {
    const opened = await openLab()
    const wrong = await inspect(opened, volumes, facts)
    opened.engine.stop()
    return wrong
  },

  /** The chunks of a volume, in base64, for e2fsck. */
  async chunks(device: string): Promise<[number, string][]> {
    const opened = await openLab()
    const disk = await opened.device(device)
    const found: [number, string][] = []
    for (let index = 0; index * 524_288 < disk.size; index++) {
      const bytes = await disk.readChunk(index)
      if (bytes) found.push([index, await base64(bytes)])
    }
    opened.engine.stop()
    return found
  },

  blockWrites,
  snapshotCosts,
}

const base64 = async (bytes: Uint8Array): Promise<string> => {
  const reader = new FileReader()
  const read = new Promise((resolve) => reader.addEventListener('load', resolve))
  reader.readAsDataURL(new Blob([bytes.slice()]))
  await read
  return String(reader.result).split(',')[1]!
}

window.lab = lab
