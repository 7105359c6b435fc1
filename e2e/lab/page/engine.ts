import {
  type AttachedVolume,
  createEngine,
  type Engine,
  type Hypervisor,
  indexedDbStorage,
  type InstanceHardware,
  type VolumeDevice,
  systemTime,
} from '#engine'

export const region = 'us-east-1'

/** Machines that are no more than the disks plugged into them. */
class Disks implements Hypervisor {
  readonly #devices = new Map<string, VolumeDevice>()
  readonly #on = new Set<string>()

  async buildImage() {
    return new Map([[0, new Uint8Array(524_288)]])
  }
  powerOn({ instanceId, volumes }: InstanceHardware) {
    this.#on.add(instanceId)
    for (const volume of volumes) this.attach(instanceId, volume)
  }
  async shutdown(instanceId: string) {
    this.#on.delete(instanceId)
  }
  powerOff(instanceId: string) {
    this.#on.delete(instanceId)
  }
  isOn(instanceId: string) {
    return this.#on.has(instanceId)
  }
  reboot() {}
  attach(_: string, { deviceName, device }: AttachedVolume) {
    this.#devices.set(deviceName, device)
  }
  detach() {}
  consoleOutput() {
    return ''
  }

  /** The device under the name, once it is plugged in. */
  async device(name: string): Promise<VolumeDevice> {
    for (;;) {
      const device = this.#devices.get(name)
      if (device) return device
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
}

export interface Lab {
  engine: Engine
  device(name: string): Promise<VolumeDevice>
  call<T>(operation: string, input?: object): Promise<T>
}

/** The engine on this browser's own database. */
export const openLab = async (): Promise<Lab> => {
  const disks = new Disks()
  const engine = await createEngine({
    storage: await indexedDbStorage('lab'),
    time: systemTime,
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    hypervisor: disks,
  })
  await engine.setPace('instant')
  return {
    engine,
    device: (name) => disks.device(name),
    call: <T>(operation: string, input: object = {}) =>
      engine.call({ service: 'ec2', operation, input, region }) as Promise<T>,
  }
}

interface VolumeState {
  Volumes: { State: string; Attachments?: { State: string }[] }[]
}

/** An instance with a volume more under each name, of the size in GiB. */
export const launch = async (
  { call }: Lab,
  volumes: Record<string, number>,
): Promise<Record<string, string>> => {
  const { Instances } = await call<{ Instances: { InstanceId: string }[] }>('RunInstances', {
    ImageId: 'ami-0fef201115eefe936',
    InstanceType: 't3.micro',
    MinCount: 1,
    MaxCount: 1,
    Placement: { AvailabilityZone: 'us-east-1a' },
  })
  const { InstanceId } = Instances[0]!
  const ids: Record<string, string> = {}
  for (const [Device, Size] of Object.entries(volumes)) {
    const { VolumeId } = await call<{ VolumeId: string }>('CreateVolume', {
      AvailabilityZone: 'us-east-1a',
      Size,
      VolumeType: 'gp3',
    })
    ids[Device] = VolumeId
    await until(async () => {
      const { Volumes } = await call<VolumeState>('DescribeVolumes', { VolumeIds: [VolumeId] })
      return Volumes[0]!.State === 'available'
    })
    await until(() => call('AttachVolume', { VolumeId, InstanceId, Device }).then(Boolean, () => false))
    await until(async () => {
      const { Volumes } = await call<VolumeState>('DescribeVolumes', { VolumeIds: [VolumeId] })
      return Volumes[0]!.Attachments?.[0]?.State === 'attached'
    })
  }
  return ids
}

const until = async (condition: () => Promise<boolean>) => {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5))
}
