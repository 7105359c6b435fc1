import * as ec2 from '@aws-sdk/client-ec2'
import { expect, test } from 'vitest'
import { type Fact, factStage } from './testing/fact-stage.ts'
import { refusal } from './testing/index.ts'

// What learners notice about volumes: one row for each fact.
// Left out, since nothing here can bring them about or since they are seen elsewhere:
// - volumes in `error`, modifications that fail: disks here do not fail;
// - Multi-Attach and Outposts: refused in the open;
// - a detachment that hangs at `busy`: the engine pulls a disk out of a machine whatever is mounted there, and the
//   machine's tests see what that does;
// - more attachments than a type takes: facts.test.ts; CopyVolumes, the clone of 2025: not served.

const minutes = (count: number) => ({ minutes: count })

const volumes: Fact[] = [
  [
    'a volume is creating, then available; attached it is in use, detached available again, deleted gone',
    async ({ ec2: client, launch, create, volume, skip }) => {
      const InstanceId = await launch()
      const made = await client.send(
        new ec2.CreateVolumeCommand({ AvailabilityZone: 'us-east-1a', Size: 1, VolumeType: 'gp3' }),
      )
      const VolumeId = made.VolumeId!
      const states = [made.State]
      await skip({ seconds: 5 })
      states.push((await volume(VolumeId)).State)
      const attached = await client.send(
        new ec2.AttachVolumeCommand({ VolumeId, InstanceId, Device: '/dev/sdf' }),
      )
      const attachments = [attached.State]
      const look = async () => {
        const { State, Attachments } = await volume(VolumeId)
        states.push(State)
        attachments.push(Attachments![0]?.State)
        await skip({ seconds: 5 })
      }
      await look()
      await look()
      await client.send(new ec2.DetachVolumeCommand({ VolumeId }))
      await look()
      await look()
      expect(states).toEqual(['creating', 'available', 'in-use', 'in-use', 'in-use', 'available'])
      expect(attachments).toEqual(['attaching', 'attaching', 'attached', 'detaching', undefined])
      await client.send(new ec2.DeleteVolumeCommand({ VolumeId }))
      await skip({ seconds: 30 })
      expect(await refusal(volume(VolumeId))).toMatch(/^InvalidVolume\.NotFound: /)
      expect(await create()).not.toBe(VolumeId)
    },
  ],
  [
    'a modification is modifying, optimizing and completed, and its progress climbs to 100',
    async ({ ec2: client, create, volume, skip }) => {
      const VolumeId = await create({ Size: 100 })
      await client.send(new ec2.ModifyVolumeCommand({ VolumeId, Size: 200 }))
      const seen: [string, number][] = []
      while (seen.at(-1)?.[0] !== 'completed') {
        const { VolumesModifications } = await client.send(
          new ec2.DescribeVolumesModificationsCommand({ VolumeIds: [VolumeId] }),
        )
        const { ModificationState, Progress } = VolumesModifications![0]!
        seen.push([ModificationState!, Progress!])
        await skip({ seconds: 1 })
      }
      expect([...new Set(seen.map(([state]) => state))]).toEqual(['modifying', 'optimizing', 'completed'])
      const progress = seen.map(([, each]) => each)
      expect(progress).toEqual(progress.toSorted((a, b) => a - b))
      expect([progress[0], progress.at(-1)]).toEqual([0, 100])
      expect((await volume(VolumeId)).Size).toBe(200)
    },
  ],
  ...(
    [
      ['gp3', 1, 65_536, {}],
      ['gp2', 1, 16_384, {}],
      ['io1', 4, 16_384, { Iops: 100 }],
      ['io2', 4, 65_536, { Iops: 100 }],
      ['st1', 125, 16_384, {}],
      ['sc1', 125, 16_384, {}],
      ['standard', 1, 1024, {}],
    ] as const
  ).map(([VolumeType, least, most, more]): Fact => [
    `${VolumeType} is from ${least} to ${most} GiB`,
    async ({ create }) => {
      const sized = (Size: number) => create({ VolumeType, Size, ...more })
      await sized(least)
      await sized(most)
      expect(await refusal(sized(least - 1))).toMatch(/must be at least/)
      expect(await refusal(sized(most + 1))).toMatch(/must not exceed/)
    },
  ]),
  ...(
    [
      ['gp3', 3000, 80_000, 1000],
      ['io1', 100, 64_000, 2000],
      ['io2', 100, 256_000, 1000],
    ] as const
  ).map(([VolumeType, least, most, Size]): Fact => [
    `${VolumeType} has from ${least} to ${most} IOPS`,
    async ({ create, volume }) => {
      const having = (Iops: number) => create({ VolumeType, Size, Iops })
      expect((await volume(await having(least))).Iops).toBe(least)
      expect((await volume(await having(most))).Iops).toBe(most)
      expect(await refusal(having(least - 1))).toBe(
        `InvalidParameterValue: Volume iops of ${least - 1} is too low; minimum is ${least}.`,
      )
      expect(await refusal(having(most + 1))).toBe(
        `InvalidParameterValue: Volume iops of ${most + 1} is too high; maximum is ${most}.`,
      )
    },
  ]),
  [
    'without a type a volume is gp2, with 100 IOPS at 1 GiB; gp3 has 3000 and 125, standard reports none',
    async ({ create, volume }) => {
      const figures = async (VolumeType?: ec2.VolumeType) => {
        const { VolumeType: type, Iops, Throughput } = await volume(await create({ VolumeType }))
        return [type, Iops, Throughput]
      }
      expect(await figures()).toEqual(['gp2', 100, undefined])
      expect(await figures('gp3')).toEqual(['gp3', 3000, 125])
      expect(await figures('standard')).toEqual(['standard', undefined, undefined])
    },
  ],
  [
    'a throughput below 125 is raised to 125',
    async ({ create, volume }) => {
      expect((await volume(await create({ Throughput: 124 }))).Throughput).toBe(125)
    },
  ],
  [
    'a volume goes into running and stopped instances of its zone, and into no other',
    async ({ ec2: client, launch, create, attach, volume, skip }) => {
      const id = await launch()
      await attach(await create(), id, '/dev/sdf')
      await client.send(new ec2.StopInstancesCommand({ InstanceIds: [id] }))
      await skip(minutes(1))
      const cold = await create()
      await attach(cold, id, '/dev/sdg')
      expect((await volume(cold)).Attachments![0]!.State).toBe('attached')
      const elsewhere = await create({ AvailabilityZone: 'us-east-1b' })
      expect(await refusal(attach(elsewhere, id, '/dev/sdh'))).toMatch(/^InvalidVolume\.ZoneMismatch: /)
    },
  ],
  [
    'the root volume may be detached when the instance is stopped, and put back',
    async ({ ec2: client, launch, describe, attach, volume, skip }) => {
      const id = await launch()
      const { VolumeId } = (await describe(id)).BlockDeviceMappings![0]!.Ebs!
      const detach = () => client.send(new ec2.DetachVolumeCommand({ VolumeId }))
      expect(await refusal(detach())).toMatch(/^OperationNotPermitted: /)
      await client.send(new ec2.StopInstancesCommand({ InstanceIds: [id] }))
      await skip(minutes(1))
      await detach()
      await skip({ seconds: 10 })
      expect((await volume(VolumeId!)).State).toBe('available')
      await attach(VolumeId!, id, '/dev/xvda')
      await client.send(new ec2.StartInstancesCommand({ InstanceIds: [id] }))
      await skip(minutes(1))
      expect((await describe(id)).State!.Name).toBe('running')
    },
  ],
  [
    't3.nano takes 27 attachments, which it shares with network interfaces',
    async ({ ec2: client }) => {
      const { InstanceTypes } = await client.send(
        new ec2.DescribeInstanceTypesCommand({ InstanceTypes: ['t3.nano'] }),
      )
      expect(InstanceTypes![0]!.EbsInfo).toMatchObject({
        MaximumEbsAttachments: 27,
        AttachmentLimitType: 'shared',
      })
    },
  ],
  [
    "the root device is /dev/xvda on Amazon Linux and /dev/sda1 on Ubuntu; /dev/sdf to /dev/sdp are the others'",
    async ({ ec2: client, launch, create, attach }) => {
      const { Images } = await client.send(
        new ec2.DescribeImagesCommand({ Filters: [{ Name: 'architecture', Values: ['x86_64'] }] }),
      )
      const roots = (name: string) => [
        ...new Set(
          Images!.filter((image) => image.Name!.includes(name)).map((image) => image.RootDeviceName),
        ),
      ]
      expect([roots('al2023'), roots('ubuntu')]).toEqual([['/dev/xvda'], ['/dev/sda1']])
      const id = await launch()
      for (const device of ['/dev/sdf', '/dev/sdp']) await attach(await create(), id, device)
    },
  ],
  [
    'a volume only grows',
    async ({ ec2: client, create }) => {
      const VolumeId = await create({ Size: 2 })
      expect(await refusal(client.send(new ec2.ModifyVolumeCommand({ VolumeId, Size: 1 })))).toBe(
        'InvalidParameterValue: New size cannot be smaller than existing size',
      )
    },
  ],
  [
    'four modifications fit into 24 hours, each once the earlier is completed, and those that change nothing count',
    async ({ ec2: client, create, skip }) => {
      const VolumeId = await create()
      const modify = () => client.send(new ec2.ModifyVolumeCommand({ VolumeId, Size: 1 }))
      await modify()
      expect(await refusal(modify())).toMatch(/^IncorrectModificationState: /)
      for (let count = 0; count < 3; count++) {
        await skip(minutes(10))
        await modify()
      }
      await skip(minutes(10))
      expect(await refusal(modify())).toMatch(/^VolumeModificationRateExceeded: /)
      await skip({ hours: 24 })
      await modify()
    },
  ],
  [
    'encryption is off unless the region encrypts by default, and is handed on from snapshot to volume to snapshot',
    async ({ ec2: client, create, take, volume, snapshot }) => {
      expect((await volume(await create())).Encrypted).toBe(false)
      const secret = await create({ Encrypted: true })
      const taken = await take(secret)
      expect((await snapshot(taken)).Encrypted).toBe(true)
      expect((await volume(await create({ SnapshotId: taken }))).Encrypted).toBe(true)
      expect(await refusal(create({ SnapshotId: taken, Encrypted: false }))).toMatch(
        /^InvalidParameterCombination: /,
      )
      await client.send(new ec2.EnableEbsEncryptionByDefaultCommand({}))
      expect((await volume(await create())).Encrypted).toBe(true)
    },
  ],
]

test.for(volumes)('%s', async ([, check]) => check(await factStage()))
