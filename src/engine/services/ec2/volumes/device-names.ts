import { invalidParameter } from '../errors.ts'

const valid = /^(\/dev\/)?(sd[a-z]([1-9]|1[0-5])?|xvd[a-d]?[a-z])$/

export const checkDeviceName = (name: string) => {
  if (!valid.test(name))
    throw invalidParameter(
      `Value (${name}) for parameter device is invalid. ${name} is not a valid EBS device name.`,
    )
}
