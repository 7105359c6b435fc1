import type { Hypervisor, InstanceHardware } from '#engine'
import { type BlockDevice, buildImage } from '#machine'

const imageSize = 8 * 2 ** 30

/**
 * Instances without computers: on or off, and nothing runs. Their disks are real all the same, so that
 * volumes and snapshots hold what they hold in the browser.
 */
export class Switches implements Hypervisor {
  private readonly on = new Set<string>()

  constructor(private readonly now: () => number) {}

  async buildImage(name: string): Promise<ReadonlyMap<number, Uint8Array>> {
    const chunks = new Map<number, Uint8Array>()
    await buildImage(name, scratchDisk(imageSize, chunks), { now: this.now })
    return chunks
  }

  powerOn({ instanceId }: InstanceHardware): void {
    this.on.add(instanceId)
  }

  shutdown(instanceId: string): Promise<void> {
    this.on.delete(instanceId)
    return Promise.resolve()
  }

  powerOff(instanceId: string): void {
    this.on.delete(instanceId)
  }

  isOn(instanceId: string): boolean {
    return this.on.has(instanceId)
  }

  reboot(): void {}
  attach(): void {}
  detach(): void {}

  consoleOutput(): string {
    return ''
  }
}

const scratchDisk = (size: number, chunks: Map<number, Uint8Array>): BlockDevice => ({
  serial: 'scratch',
  size,
  readOnly: false,
  readChunk: (index) => Promise.resolve(chunks.get(index)),
  writeChunks(written) {
    for (const [index, bytes] of written) chunks.set(index, bytes)
    return Promise.resolve()
  },
  onFlush: () => {},
  onResize: () => {},
})
