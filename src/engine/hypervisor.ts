/**
 * A volume as the machine that it is attached to sees it; the machine's own `BlockDevice` has the same
 * shape. 512 KiB chunks; one never written is undefined and reads as zeros.
 */
export interface VolumeDevice {
  readonly serial: string
  readonly size: number
  readonly readOnly: boolean
  readChunk(index: number): Promise<Uint8Array | undefined>
  writeChunks(chunks: ReadonlyMap<number, Uint8Array>, durability: 'strict' | 'relaxed'): Promise<void>
  onFlush(collect: (() => DirtyChunks) | undefined): void
  onResize(changed: (() => void) | undefined): void
}

export interface DirtyChunks {
  chunks: ReadonlyMap<number, Uint8Array>
  written(committed: boolean): void
}

export interface AttachedVolume {
  volumeId: string
  /** As in the API: `/dev/xvda`, `/dev/sdf`. */
  deviceName: string
  device: VolumeDevice
}

/** What an instance is made of when it is switched on. */
export interface InstanceHardware {
  region: string
  instanceId: string
  instanceType: string
  privateIpAddress: string
  rootDeviceName: string
  volumes: readonly AttachedVolume[]
  /** In MiB. */
  memory: number
  processors: number
}

/** What runs the machines. The engine tells it what to do after the commit that decided it. */
export interface Hypervisor {
  /** The chunks of a stock image's root volume, e.g. 'al2023': asked once per account. */
  buildImage(name: string): Promise<ReadonlyMap<number, Uint8Array>>
  powerOn(hardware: InstanceHardware): void
  /** Presses the power button: resolves when the guest has synced its disks and is off. */
  shutdown(instanceId: string): Promise<void>
  /** Pulls the plug. */
  powerOff(instanceId: string): void
  isOn(instanceId: string): boolean
  reboot(instanceId: string): void
  attach(instanceId: string, volume: AttachedVolume): void
  detach(instanceId: string, volumeId: string): void
  consoleOutput(instanceId: string): string
}
