import { expect, test } from 'vitest'
import { freeDeviceNames, proposedName } from './device-names.ts'

const instance = (...attached: string[]) => ({
  RootDeviceName: '/dev/xvda',
  BlockDeviceMappings: attached.map((DeviceName) => ({ DeviceName })),
})

test('the root name is offered only while nothing is attached there', () => {
  expect(freeDeviceNames(instance('/dev/xvda')).root).toBeUndefined()
  expect(freeDeviceNames(instance('/dev/sdf')).root).toBe('/dev/xvda')
})

test('data volumes go to /dev/sdf … /dev/sdp, as far as they are free', () => {
  const { data } = freeDeviceNames(instance('/dev/xvda', '/dev/sdf'))
  expect([data[0], data.at(-1), data.length]).toEqual(['/dev/sdg', '/dev/sdp', 10])
})

test('a missing root is proposed before a data volume', () => {
  expect(proposedName(instance())).toBe('/dev/xvda')
  expect(proposedName(instance('/dev/xvda'))).toBe('/dev/sdf')
})
