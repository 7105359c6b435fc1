import type { Instance } from '@aws-sdk/client-ec2'

const letters = (from: string, to: string): string[] =>
  Array.from({ length: to.charCodeAt(0) - from.charCodeAt(0) + 1 }, (_, n) =>
    String.fromCharCode(from.charCodeAt(0) + n),
  )

const forData = letters('f', 'p').map((letter) => `/dev/sd${letter}`)

export interface DeviceNames {
  /** The name that the instance boots from, while nothing is attached there. */
  root: string | undefined
  /** AWS recommends /dev/sd[f-p]; those in use are left out. */
  data: readonly string[]
}

/** The names under which another volume can be attached. */
export const freeDeviceNames = ({ RootDeviceName, BlockDeviceMappings = [] }: Instance): DeviceNames => {
  const taken = new Set(BlockDeviceMappings.map(({ DeviceName }) => DeviceName))
  return {
    root: RootDeviceName && !taken.has(RootDeviceName) ? RootDeviceName : undefined,
    data: forData.filter((name) => !taken.has(name)),
  }
}

/** What to propose: an instance without its root cannot start, so that comes first. */
export const proposedName = (instance: Instance): string => {
  const { root, data } = freeDeviceNames(instance)
  return root ?? data[0] ?? ''
}
