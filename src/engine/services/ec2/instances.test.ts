import { DescribeInstancesCommand, RunInstancesCommand } from '@aws-sdk/client-ec2'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { expect, test } from 'vitest'
import { testEngine } from '../../testing/index.ts'

const launch = {
  ImageId: 'ami-0fef201115eefe936',
  InstanceType: 't3.micro',
  MinCount: 1,
  MaxCount: 1,
} as const

test('a launch is pending, then running, and only then is the machine switched on', async () => {
  const { ec2, sts, skip, hypervisor, faults } = await testEngine()
  expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toBe('arn:aws:iam::123456789012:user/admin')
  const { Instances = [] } = await ec2.send(new RunInstancesCommand(launch))
  const id = Instances[0]!.InstanceId!
  expect(Instances[0]!.State).toEqual({ Code: 0, Name: 'pending' })
  expect(hypervisor.isOn(id)).toBe(false)
  await skip({ seconds: 10 })
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }))
  expect(Reservations![0]!.Instances![0]!.State!.Name).toBe('running')
  expect(hypervisor.calls).toContain(`power on ${id}`)
  expect(faults).toEqual([])
})
