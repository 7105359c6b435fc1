import { fail } from '../../errno.ts'
import type { BlockDevice } from '../../fs/block-device.ts'
import type { Mounted } from '../../fs/file-system.ts'
import { type Ext4Facts, type Ext4Identity, type Grown, Partition, probe, readGpt } from '../../fs/index.ts'
import type { BlockDeviceInfo } from '../process.ts'
import { BlockFile } from './block-file.ts'
import { BlockNode } from './block-node.ts'
import { DeviceFiles } from './device-files.ts'
import type { DeviceRegistry } from './device-registry.ts'
import { SharedDevice } from './shared-device.ts'

interface Disk {
  shared: SharedDevice
  node: BlockNode
  partitions: BlockNode[]
  /** What `/dev/sdf` and `/dev/xvdf` are links for, as AL2023's udev rules make them. */
  aliases: readonly string[]
}

const partitionsPerDisk = 16
const nvmeMajor = 259
const xenMajor = 202

/** The machine's disks, their partitions, and what /dev shows of them. */
export class Disks {
  readonly #disks = new Map<string, Disk>()
  /** Devices that are being closed and looked at again: whoever mounts or grows waits for what growpart wrote. */
  #settled: Promise<unknown> = Promise.resolve()

  constructor(private readonly machine: { now: () => number; devices: DeviceRegistry; files: DeviceFiles }) {}

  /** @param attachedAs the name it was attached under in the API, `/dev/sdf`. */
  async attach(name: string, device: BlockDevice, attachedAs?: string): Promise<void> {
    const shared = new SharedDevice(device)
    const node = new BlockNode({ name, ...this.#numberOf(name), device: shared.port() })
    const disk: Disk = { shared, node, partitions: [], aliases: aliasesOf(name, attachedAs) }
    this.#disks.set(name, disk)
    this.#show(disk, node)
    for (const alias of disk.aliases) this.machine.files.link(alias, name)
    await this.#scan(disk)
  }

  detach(name: string): void {
    const disk = this.#disks.get(name)
    if (!disk) return
    this.#disks.delete(name)
    for (const node of [disk.node, ...disk.partitions]) {
      node.abandon()
      this.#hide(node)
    }
    for (const alias of disk.aliases) this.machine.files.remove(alias)
    disk.shared.release()
  }

  list(): BlockDeviceInfo[] {
    return this.#nodes().map(({ info, holds }) => ({ ...info, ...(holds && { holds }) }))
  }

  find(name: string): BlockNode | undefined {
    return this.#nodes().find((node) => node.name === name)
  }

  async mount(rdev: number, options: { type?: string; readOnly?: boolean }): Promise<Mounted> {
    await this.#settled
    if (options.type !== undefined && options.type !== 'ext4' && options.type !== 'auto') fail('ENODEV')
    return this.#byNumber(rdev).mount({ now: this.machine.now, readOnly: options.readOnly === true })
  }

  async grow(rdev: number): Promise<Grown> {
    await this.#settled
    return this.#byNumber(rdev).grow(this.machine.now)
  }

  async describeFileSystem(rdev: number): Promise<Ext4Facts> {
    await this.#settled
    return this.#byNumber(rdev).describe(this.machine.now)
  }

  /** Gives a file system another label or UUID: what /dev/disk/by-uuid says follows. */
  async identify(rdev: number, identity: Partial<Ext4Identity>): Promise<void> {
    await this.#settled
    const node = this.#byNumber(rdev)
    if (identity.uuid !== undefined && node.mounted) fail('EBUSY')
    await node.identify(this.machine.now, identity)
    await this.#identify(node)
  }

  async sync(): Promise<void> {
    for (const node of this.#nodes()) await node.sync()
  }

  /** The power goes: what is not written is lost. */
  abandon(): void {
    for (const name of this.#disks.keys()) this.detach(name)
  }

  #nodes(): BlockNode[] {
    return [...this.#disks.values()].flatMap(({ node, partitions }) => [node, ...partitions])
  }

  #byNumber(rdev: number): BlockNode {
    return this.#nodes().find((node) => node.rdev === rdev) ?? fail('ENXIO')
  }

  #numberOf(name: string): { major: number; minor: number } {
    const letter = /^xvd([a-z])$/.exec(name)?.[1]
    if (letter) return { major: xenMajor, minor: (letter.charCodeAt(0) - 97) * partitionsPerDisk }
    const taken = new Set([...this.#disks.values()].map(({ node }) => node.info.minor))
    let minor = 0
    while (taken.has(minor)) minor += partitionsPerDisk
    return { major: nvmeMajor, minor }
  }

  /** Looks for partitions, new ones and those that have grown, and for what lies on them. */
  async #scan(disk: Disk): Promise<void> {
    const gpt = await readGpt(disk.node.device)
    const { name } = disk.node
    for (const entry of gpt?.partitions ?? []) {
      const partitionName = /\d$/.test(name) ? `${name}p${entry.number}` : `${name}${entry.number}`
      const known = disk.partitions.find((node) => node.name === partitionName)
      if (known?.device instanceof Partition) await known.device.reread().catch(() => undefined)
      if (known || entry.number >= partitionsPerDisk) continue
      const { major, minor } = disk.node.info
      const device = new Partition(disk.shared.port(), entry.number, entry)
      const node = new BlockNode({
        name: partitionName,
        major,
        minor: minor + entry.number,
        device,
        parent: name,
      })
      disk.partitions.push(node)
      this.#show(disk, node)
    }
    for (const node of [disk.node, ...disk.partitions]) await this.#identify(node)
  }

  async #identify(node: BlockNode): Promise<void> {
    const found = await probe(node.device).catch(() => undefined)
    node.holds = found
    this.machine.files.identify(node.name, found && found.type !== 'gpt' ? found.uuid : undefined)
  }

  #show(disk: Disk, node: BlockNode): void {
    const { devices, files } = this.machine
    files.addBlock(node.name, node.rdev)
    devices.add('block', node.rdev, (_task, { place, access }) => {
      if (access.write && node.device.readOnly) fail('EROFS')
      return new BlockFile(node, place, access, (closing, rewritten) => {
        const done = closing.then(() => (rewritten ? this.#scan(disk) : undefined))
        // What cannot be written any more (the disk was pulled out) has nobody left to be told.
        this.#settled = Promise.allSettled([this.#settled, done])
      })
    })
  }

  #hide(node: BlockNode): void {
    this.machine.devices.remove('block', node.rdev)
    this.machine.files.identify(node.name, undefined)
    this.machine.files.remove(node.name)
  }
}

/** `/dev/sdf` in the API is /dev/nvme1n1 here; both old names lead there. */
function aliasesOf(name: string, attachedAs: string | undefined): string[] {
  const letters = /^(?:\/dev\/)?(?:sd|xvd)([a-z]+)\d*$/.exec(attachedAs ?? '')?.[1]
  if (letters === undefined) return []
  return [`sd${letters}`, `xvd${letters}`].filter((alias) => alias !== name)
}
