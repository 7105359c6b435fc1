import { afterAll, beforeAll, expect, test } from 'vitest'
import { Learner } from './testing/learner.ts'
import { testCloud, type TestCloud } from './testing/test-cloud.ts'

let cloud: TestCloud
let learner: Learner
let instanceId: string
let groupId: string
let subnetId: string
let publicAddress: string

beforeAll(async () => {
  cloud = await testCloud()
  learner = await Learner.at(cloud)
  await learner.createKeyPair('key')
  await learner.run('chmod 400 ~/Downloads/key.pem')
  ;({ instanceId, groupId } = await learner.launch('key'))
  const instance = await learner.running(instanceId)
  subnetId = instance.SubnetId
  publicAddress = instance.PublicIpAddress
}, 90_000)
afterAll(() => cloud.engine.stop())

const secondCard = 'ip -4 -br addr show ens6'

test('a second interface is one of the machine, which is reached by its Elastic IP', async () => {
  const { NetworkInterface } = await learner.ec2<{
    NetworkInterface: { NetworkInterfaceId: string; PrivateIpAddress: string; MacAddress: string }
  }>('CreateNetworkInterface', { SubnetId: subnetId, Groups: [groupId] })
  const { NetworkInterfaceId, PrivateIpAddress, MacAddress } = NetworkInterface
  const { AllocationId, PublicIp } = await learner.ec2<{ AllocationId: string; PublicIp: string }>(
    'AllocateAddress',
  )
  await learner.ec2('AssociateAddress', { AllocationId, NetworkInterfaceId })
  const { AttachmentId } = await learner.ec2<{ AttachmentId: string }>('AttachNetworkInterface', {
    NetworkInterfaceId,
    InstanceId: instanceId,
    DeviceIndex: 1,
  })
  await learner.until(
    async () => cloud.engine.network.cardsOf(instanceId).length,
    (count) => count === 2,
  )
  await learner.ssh('key', publicAddress)
  const another = await learner.another()
  await another.ssh('key', PublicIp)
  expect(await another.run('echo $SSH_CONNECTION')).toMatch(new RegExp(` ${PrivateIpAddress} 22$`))
  expect(await learner.run(secondCard)).toContain(`${PrivateIpAddress}/20 metric 522`)
  expect(await learner.run('ip -o link show ens6')).toContain(MacAddress)
  const token = `$(curl -s -X PUT 169.254.169.254/latest/api/token -H 'X-aws-ec2-metadata-token-ttl-seconds: 60')`
  const its = `169.254.169.254/latest/meta-data/network/interfaces/macs/${MacAddress}/public-ipv4s`
  expect(await learner.run(`curl -s -H "X-aws-ec2-metadata-token: ${token}" ${its}; echo`)).toBe(PublicIp)
  await learner.ec2('DetachNetworkInterface', { AttachmentId })
  await learner.until(
    async () => cloud.engine.network.cardsOf(instanceId).length,
    (count) => count === 1,
  )
  expect(await learner.run(secondCard)).toBe('Device "ens6" does not exist.')
}, 60_000)
