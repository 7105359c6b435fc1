import type { Devices } from '../../../blocks/index.ts'
import { instanceTypeNamed } from '../../../catalog/index.ts'
import type { AttachedVolume, Hypervisor, InstanceHardware } from '../../../hypervisor.ts'
import type { Kernel, RecordChange, Scope } from '../../../kernel/index.ts'
import { attachmentTo, volumesOf } from '../volumes/find-volume.ts'
import type { VolumeRecord } from '../volumes/records.ts'
import { beginOff, settleOff } from './life.ts'
import type { InstanceRecord } from './records.ts'

interface MachinesOptions {
  kernel: Kernel
  hypervisor: Hypervisor
  devices: Devices
  onFault(error: unknown): void
}

const gibibyte = 2 ** 30

/** Keeps the hypervisor in step with what was committed: records decide, machines follow. */
export class Machines {
  readonly #goingDown = new Set<Promise<void>>()
  readonly #ignore: () => void

  constructor(private readonly options: MachinesOptions) {
    this.#ignore = options.kernel.onCommit((changes) => {
      for (const change of changes) this.#follow(change)
    })
  }

  /** After a reload: what was running is switched on again, what was on its way down is down. */
  resume() {
    for (const { scope, record } of this.options.kernel.records.everywhere('ec2.instance')) {
      if (record.state === 'running') this.#powerOn(scope, record)
      else if (record.state === 'stopping' || record.state === 'shutting-down') this.#settle(scope, record)
    }
  }

  /** How many instances are running. */
  running(): number {
    let count = 0
    for (const { record } of this.options.kernel.records.everywhere('ec2.instance'))
      if (record.state === 'running') count++
    return count
  }

  /** The guest switched itself off, or starts again by itself. */
  poweredOff(instanceId: string, event: 'poweroff' | 'reboot') {
    const found = this.#find(instanceId)
    // A machine that starts again keeps its disks.
    if (!found || event === 'reboot') return
    this.#closeDevices(found.scope, instanceId)
    this.#run(
      this.options.kernel.decide(found.scope, (context) => {
        const instance = context.tx.get('ec2.instance', instanceId)
        if (instance?.state !== 'running') return settleOff(instanceId, context)
        const stops = instance.InstanceInitiatedShutdownBehavior === 'stop'
        beginOff(context, instance, stops ? 'stopped' : 'terminated', 'guest')
      }),
    )
  }

  /** Resolves when no machine is on its way down. */
  async quiet() {
    while (this.#goingDown.size > 0) await Promise.all(this.#goingDown)
  }

  stop() {
    this.#ignore()
    this.pullPlugs()
  }

  pullPlugs() {
    for (const { id } of this.options.kernel.records.everywhere('ec2.instance'))
      if (this.options.hypervisor.isOn(id)) this.options.hypervisor.powerOff(id)
    this.options.devices.closeAll()
  }

  #follow(change: RecordChange) {
    if (change.kind === 'ec2.instance') this.#followInstance(change as RecordChange<'ec2.instance'>)
    if (change.kind === 'ec2.volume') this.#followVolume(change as RecordChange<'ec2.volume'>)
  }

  #followInstance({ before, after, ...scope }: RecordChange<'ec2.instance'>) {
    if (!after) return
    if (after.state === 'running' && before?.state !== 'running') return this.#powerOn(scope, after)
    if (after.state === 'running' && before && after.reboots > before.reboots)
      return this.options.hypervisor.reboot(after.InstanceId)
    const goesDown = after.state === 'stopping' || after.state === 'shutting-down'
    if (goesDown && before?.state !== after.state) this.#shutDown(scope, after)
  }

  /** Disks that come and go while the machine runs. */
  #followVolume({ before, after, id, ...scope }: RecordChange<'ec2.volume'>) {
    const { hypervisor, devices } = this.options
    if (before && after && before.Size !== after.Size) devices.resize(id, after.Size * gibibyte)
    for (const { InstanceId, State } of before?.Attachments ?? []) {
      const now = after?.Attachments.find((each) => each.InstanceId === InstanceId)
      if (State === 'detaching' || (now && now.State !== 'detaching')) continue
      if (hypervisor.isOn(InstanceId)) hypervisor.detach(InstanceId, id)
      devices.close(id)
    }
    for (const { InstanceId, State } of after?.Attachments ?? []) {
      const had = before?.Attachments.some((each) => each.InstanceId === InstanceId)
      if (had || State === 'detaching' || !hypervisor.isOn(InstanceId)) continue
      hypervisor.attach(InstanceId, this.#attached(scope, after!, InstanceId))
    }
  }

  #powerOn(scope: Scope, instance: InstanceRecord) {
    // After a reload an alarm may have been quicker than `resume`.
    if (this.options.hypervisor.isOn(instance.InstanceId)) return
    this.options.hypervisor.powerOn(this.#hardwareOf(scope, instance))
  }

  #shutDown(scope: Scope, { InstanceId }: InstanceRecord) {
    const off = this.options.hypervisor.shutdown(InstanceId).then(async () => {
      this.#closeDevices(scope, InstanceId)
      await this.options.kernel.decide(scope, (context) => settleOff(InstanceId, context))
    })
    this.#run(off)
  }

  #settle(scope: Scope, { InstanceId }: InstanceRecord) {
    this.#run(this.options.kernel.decide(scope, (context) => settleOff(InstanceId, context)))
  }

  #run(work: Promise<void>) {
    const tracked = work
      .catch((error) => this.options.onFault(error))
      .finally(() => this.#goingDown.delete(tracked))
    this.#goingDown.add(tracked)
  }

  #hardwareOf(scope: Scope, instance: InstanceRecord): InstanceHardware {
    const tx = this.options.kernel.read(scope)
    const type = instanceTypeNamed(instance.InstanceType)!
    return {
      region: scope.region,
      instanceId: instance.InstanceId,
      instanceType: instance.InstanceType,
      privateIpAddress: tx.get('ec2.network-interface', instance.NetworkInterfaceId)!.PrivateIpAddress,
      rootDeviceName: instance.RootDeviceName,
      volumes: volumesOf(tx, instance.InstanceId)
        .filter((volume) => attachmentTo(volume, instance.InstanceId)!.State !== 'detaching')
        .map((volume) => this.#attached(scope, volume, instance.InstanceId)),
      memory: type.memory,
      processors: type.processors,
    }
  }

  #attached(scope: Scope, volume: VolumeRecord, instanceId: string): AttachedVolume {
    return {
      volumeId: volume.VolumeId,
      deviceName: attachmentTo(volume, instanceId)!.Device,
      device: this.options.devices.open(scope, volume.VolumeId, volume.Size * gibibyte),
    }
  }

  #closeDevices(scope: Scope, instanceId: string) {
    for (const { VolumeId } of volumesOf(this.options.kernel.read(scope), instanceId))
      this.options.devices.close(VolumeId)
  }

  #find(instanceId: string): { scope: Scope; record: InstanceRecord } | undefined {
    for (const { scope, id, record } of this.options.kernel.records.everywhere('ec2.instance'))
      if (id === instanceId) return { scope, record }
    return undefined
  }
}
