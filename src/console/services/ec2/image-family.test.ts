import type { Image } from '@aws-sdk/client-ec2'
import { expect, test } from 'vitest'
import { familyOf, imageTitle, quickStart } from './image-family.ts'

const image = (
  Name: string,
  CreationDate: string,
  Architecture: Image['Architecture'] = 'x86_64',
): Image => ({
  Name,
  CreationDate,
  Architecture,
})

const jammy = image('ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20251212', '2025-12-12')
const noble = image('ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20251212', '2025-12-12')
const older = image('ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20251022', '2025-10-22')
const arm = image('ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-arm64-server-20251212', '2025-12-12', 'arm64')

test('the quick start has the newest image of each release and architecture, the latest release first', () => {
  expect(quickStart([jammy, older, noble, arm, image('debian-12-amd64-1', '2025')], 'ubuntu')).toEqual([
    noble,
    arm,
    jammy,
  ])
  expect(imageTitle(jammy)).toBe('Ubuntu Server 22.04 LTS (HVM), SSD Volume Type')
})

test('an image says which user it is made with; one of the account’s own does not', () => {
  expect(familyOf(image('debian-12-arm64-20251112-2294', ''))!.user).toBe('admin')
  expect(familyOf(image('al2023-ami-2023.12', ''))!.user).toBe('ec2-user')
  expect(familyOf(image('web', ''))).toBeUndefined()
})
