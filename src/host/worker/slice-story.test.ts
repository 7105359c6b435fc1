import { afterAll, beforeAll, expect, test } from 'vitest'
import { Learner } from './testing/learner.ts'
import { testCloud, type TestCloud } from './testing/test-cloud.ts'

let cloud: TestCloud
let learner: Learner

beforeAll(async () => {
  cloud = await testCloud()
  learner = await Learner.at(cloud)
})
afterAll(() => cloud.engine.stop())

const run = (command: string) => learner.run(command)

const snapshotOf = async (VolumeId: string): Promise<string> => {
  const { SnapshotId } = await learner.ec2<{ SnapshotId: string }>('CreateSnapshot', { VolumeId })
  await learner.until(
    async () => {
      const SnapshotIds = [SnapshotId]
      const { Snapshots } = await learner.ec2<{ Snapshots: { State: string }[] }>('DescribeSnapshots', {
        SnapshotIds,
      })
      return Snapshots[0]!.State
    },
    (state) => state === 'completed',
  )
  return SnapshotId
}

/** The e2e test's story, on the machines alone: what the pages add is seen there. */
test('a server is launched, visited, broken, and restored from a snapshot', async () => {
  await learner.createKeyPair('lesson')
  const { instanceId, groupId, zone } = await learner.launch('lesson')
  const { PublicIpAddress: address } = await learner.running(instanceId)

  const open = 'ssh -o StrictHostKeyChecking=no -i ~/Downloads/lesson.pem'
  await learner.until(
    () => run(`${open} ec2-user@${address}`),
    (shown) => !shown.includes('Connection refused'),
  )
  expect(learner.terminal.text).toContain('WARNING: UNPROTECTED PRIVATE KEY FILE!')
  await run('chmod 400 ~/Downloads/lesson.pem')
  expect(await run(`${open} ubuntu@${address}`)).toContain(
    'Permission denied (publickey,gssapi-keyex,gssapi-with-mic).',
  )
  await learner.ssh('lesson', address)

  expect(await run('node --version')).toBe('-bash: node: command not found')
  expect(await run('sudo dnf install -y nodejs git')).toMatch(/Complete!$/)
  await run('git clone https://git.sandcloud.test/learn/hello-express.git')
  await run('cd hello-express')
  expect(await run('npm install')).toMatch(/added \d+ packages/)
  await run('npm start > log 2>&1 &')
  await learner.until(
    () => run('cat log'),
    (log) => log.includes('listening on port 3000'),
  )

  const second = await learner.another()
  const visit = (place: string) => second.run(`curl -sS -m 5 http://${place}:3000/ | head -c 300`)
  expect(await visit(address)).toContain('curl: (28)')
  await learner.openPort(groupId, 3000)
  expect(await visit(address)).toMatch(/<title>Hello from/)

  const { BlockDeviceMappings } = await learner.instance(instanceId)
  const root = BlockDeviceMappings[0]!.Ebs.VolumeId
  const backup = await snapshotOf(root)
  await run('kill %1; echo "throw new Error(1)" > server.js')
  expect(await visit(address)).toContain('curl: (7)')

  await learner.stop(instanceId)
  await learner.ec2('DetachVolume', { VolumeId: root })
  const { VolumeId } = await learner.ec2<{ VolumeId: string }>('CreateVolume', {
    AvailabilityZone: zone,
    SnapshotId: backup,
  })
  await learner.until(
    () =>
      learner
        .ec2('AttachVolume', { VolumeId, InstanceId: instanceId, Device: '/dev/xvda' })
        .then(() => true)
        .catch(() => false),
    (attached) => attached,
  )
  const renewed = await learner.start(instanceId)
  expect(renewed).not.toBe(address)
  await learner.ssh('lesson', renewed)
  await run('cd hello-express; npm start > log 2>&1 &')
  await learner.until(
    () => visit(renewed),
    (page) => /<title>Hello from/.test(page),
  )
}, 90_000)
