import * as ec2 from '@aws-sdk/client-ec2'
import { GetParameterCommand } from '@aws-sdk/client-ssm'
import { expect, test } from 'vitest'
import { amazonLinux, type Fact, factStage } from './testing/fact-stage.ts'
import { refusal } from './testing/index.ts'

// What learners notice about instances, their addresses, checks and keys: one row for each fact.
// Left out, since nothing here can bring them about or since they are seen elsewhere:
// - the other codes of StateReason (InvalidSnapshot.NotFound, VolumeLimitExceeded, InternalError,
//   InsufficientInstanceCapacity, SpotInstanceTermination): launches here do not fail on their way, there is always
//   room, and no Spot;
// - hibernation: it is refused; failing checks (`2/3`): hosts and disks here do not fail;
// - how long changes take: timings.test.ts; eventual consistency: everything is consistent at once;
// - what is charged: nobody is; the console's words: the console's own tests;
// - "Connection refused" before the system is up, and authorized_keys on the disk: machines' tests.

const only = (id: string) => ({ InstanceIds: [id] })
const stop = (id: string) => new ec2.StopInstancesCommand(only(id))
const start = (id: string) => new ec2.StartInstancesCommand(only(id))
const terminate = (id: string) => new ec2.TerminateInstancesCommand(only(id))
const minute = { minutes: 1 }

const states: Fact[] = [
  [
    'the codes of the states are 0, 16, 64, 80, 32 and 48, in the order of a life',
    async ({ ec2: client, launch, describe, skip }) => {
      const id = await launch({}, false)
      const seen = [await describe(id)]
      const look = async (time: object) => {
        await skip(time)
        seen.push(await describe(id))
      }
      await look(minute)
      await client.send(stop(id))
      await look({})
      await look(minute)
      await client.send(start(id))
      await look({})
      await look(minute)
      await client.send(terminate(id))
      await look({})
      await look(minute)
      expect(seen.map(({ State }) => [State!.Code, State!.Name])).toEqual([
        [0, 'pending'],
        [16, 'running'],
        [64, 'stopping'],
        [80, 'stopped'],
        [0, 'pending'],
        [16, 'running'],
        [32, 'shutting-down'],
        [48, 'terminated'],
      ])
    },
  ],
  [
    'a terminated instance stays listed for about an hour',
    async ({ ec2: client, launch, describe, skip }) => {
      const id = await launch()
      await client.send(terminate(id))
      await skip({ minutes: 50 })
      expect((await describe(id)).State!.Name).toBe('terminated')
      await skip({ minutes: 20 })
      expect(await refusal(describe(id))).toBe(
        `InvalidInstanceID.NotFound: The instance ID '${id}' does not exist`,
      )
    },
  ],
  [
    'StateTransitionReason and StateReason say who stopped it, and when',
    async ({ ec2: client, launch, describe, skip }) => {
      const id = await launch()
      await client.send(stop(id))
      await skip(minute)
      const { StateReason, StateTransitionReason } = await describe(id)
      expect(StateTransitionReason).toBe('User initiated (2026-10-01 09:00:15 GMT)')
      expect(StateReason).toEqual({
        Code: 'Client.UserInitiatedShutdown',
        Message: 'Client.UserInitiatedShutdown: User initiated shutdown',
      })
    },
  ],
  [
    'shutdown typed in the guest stops it, with a reason of its own',
    async ({ engine, hypervisor, launch, describe, skip }) => {
      const id = await launch()
      hypervisor.powerOff(id)
      engine.machines.poweredOff(id, 'poweroff')
      await skip(minute)
      const { State, StateReason } = await describe(id)
      expect(State!.Name).toBe('stopped')
      expect(StateReason).toEqual({
        Code: 'Client.InstanceInitiatedShutdown',
        Message: 'Client.InstanceInitiatedShutdown: Instance initiated shutdown',
      })
    },
  ],
  [
    'shutdown typed in the guest terminates it where the launch said so',
    async ({ engine, hypervisor, launch, describe, skip }) => {
      const id = await launch({ InstanceInitiatedShutdownBehavior: 'terminate' })
      hypervisor.powerOff(id)
      engine.machines.poweredOff(id, 'poweroff')
      await skip(minute)
      expect((await describe(id)).State!.Name).toBe('terminated')
    },
  ],
  [
    'a reboot keeps the state, both addresses and the disk',
    async ({ ec2: client, launch, describe, skip }) => {
      const id = await launch()
      const before = await describe(id)
      await client.send(new ec2.RebootInstancesCommand(only(id)))
      expect((await describe(id)).State!.Name).toBe('running')
      await skip(minute)
      const after = await describe(id)
      expect([after.PublicIpAddress, after.PrivateIpAddress]).toEqual([
        before.PublicIpAddress,
        before.PrivateIpAddress,
      ])
      expect(after.BlockDeviceMappings).toEqual(before.BlockDeviceMappings)
    },
  ],
  [
    'rebooting a terminated instance succeeds and does nothing',
    async ({ ec2: client, launch, describe, skip }) => {
      const id = await launch()
      await client.send(terminate(id))
      await skip(minute)
      await client.send(new ec2.RebootInstancesCommand(only(id)))
      expect((await describe(id)).State!.Name).toBe('terminated')
    },
  ],
  [
    'terminating twice is fine, and one bad id in a list spares the others',
    async ({ ec2: client, launch, describe, skip }) => {
      const id = await launch()
      const both = new ec2.TerminateInstancesCommand({ InstanceIds: [id, 'i-0123456789abcdef0'] })
      expect(await refusal(client.send(both))).toMatch(/^InvalidInstanceID\.NotFound: /)
      expect((await describe(id)).State!.Name).toBe('running')
      await client.send(terminate(id))
      await skip(minute)
      const { TerminatingInstances } = await client.send(terminate(id))
      expect(TerminatingInstances![0]).toMatchObject({
        CurrentState: { Code: 48, Name: 'terminated' },
        PreviousState: { Code: 48, Name: 'terminated' },
      })
    },
  ],
  [
    'termination deletes the volumes of the launch, and keeps those that were attached later',
    async ({ ec2: client, launch, describe, create, attach, volume, skip }) => {
      const id = await launch()
      const later = await create()
      await attach(later, id)
      const mappings = (await describe(id)).BlockDeviceMappings!
      expect(mappings.map(({ Ebs }) => Ebs!.DeleteOnTermination)).toEqual([true, false])
      await client.send(terminate(id))
      await skip({ minutes: 2 })
      expect((await volume(later)).State).toBe('available')
      expect(await refusal(volume(mappings[0]!.Ebs!.VolumeId!))).toMatch(/^InvalidVolume\.NotFound: /)
    },
  ],
  [
    'termination protection refuses in its own words',
    async ({ ec2: client, launch }) => {
      const id = await launch({ DisableApiTermination: true })
      expect(await refusal(client.send(terminate(id)))).toBe(
        `OperationNotPermitted: The instance '${id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`,
      )
    },
  ],
]

const addresses: Fact[] = [
  [
    'the public IPv4 address goes at the stop, and another one comes at the start; the private one and the interface stay',
    async ({ ec2: client, launch, describe, skip }) => {
      const id = await launch()
      const before = await describe(id)
      await client.send(stop(id))
      await skip(minute)
      const off = await describe(id)
      expect([off.PublicIpAddress, off.PublicDnsName]).toEqual([undefined, ''])
      await client.send(start(id))
      await skip(minute)
      const after = await describe(id)
      expect(after.PublicIpAddress).toMatch(/^\d+\.\d+\.\d+\.\d+$/)
      expect(after.PublicIpAddress).not.toBe(before.PublicIpAddress)
      for (const instance of [off, after]) {
        expect(instance.PrivateIpAddress).toBe(before.PrivateIpAddress)
        expect(instance.NetworkInterfaces![0]!.NetworkInterfaceId).toBe(
          before.NetworkInterfaces![0]!.NetworkInterfaceId,
        )
      }
    },
  ],
  [
    'an Elastic IP stays over stop and start',
    async ({ ec2: client, launch, describe, skip }) => {
      const InstanceId = await launch()
      const { AllocationId, PublicIp } = await client.send(new ec2.AllocateAddressCommand({}))
      await client.send(new ec2.AssociateAddressCommand({ InstanceId, AllocationId }))
      await client.send(stop(InstanceId))
      await skip(minute)
      await client.send(start(InstanceId))
      await skip(minute)
      expect((await describe(InstanceId)).PublicIpAddress).toBe(PublicIp)
    },
  ],
  [
    'Amazon Linux 2023 is what AWS says it is, and its parameter names it',
    async ({ ec2: client, ssm }) => {
      const { Images } = await client.send(new ec2.DescribeImagesCommand({ ImageIds: [amazonLinux] }))
      expect(Images![0]).toMatchObject({
        Name: 'al2023-ami-2023.12.20260918.0-kernel-6.18-x86_64',
        Description: 'Amazon Linux 2023 AMI 2023.12.20260918.0 x86_64 HVM kernel-6.18',
        OwnerId: '137112412989',
        ImageOwnerAlias: 'amazon',
        RootDeviceName: '/dev/xvda',
        BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 8, VolumeType: 'gp3' } }],
        ImdsSupport: 'v2.0',
        BootMode: 'uefi-preferred',
        FreeTierEligible: true,
      })
      const Name = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64'
      const { Parameter } = await ssm.send(new GetParameterCommand({ Name }))
      expect(Parameter!.Value).toBe(amazonLinux)
    },
  ],
  [
    "us-east-1's zones have the ids of the recorded account",
    async ({ ec2: client }) => {
      const { AvailabilityZones } = await client.send(new ec2.DescribeAvailabilityZonesCommand({}))
      expect(AvailabilityZones!.map(({ ZoneName, ZoneId }) => [ZoneName, ZoneId])).toEqual([
        ['us-east-1a', 'use1-az6'],
        ['us-east-1b', 'use1-az1'],
        ['us-east-1c', 'use1-az2'],
        ['us-east-1d', 'use1-az4'],
        ['us-east-1e', 'use1-az3'],
        ['us-east-1f', 'use1-az5'],
      ])
    },
  ],
  [
    'Amazon Linux asks for version 2 of the metadata service: no answer without a token, whose life has bounds',
    async ({ engine, launch }) => {
      const id = await launch()
      const ask = (method: string, path: string, headers: Record<string, string> = {}) =>
        engine.metadata.handle(id, { method, path, headers }).status
      const token = (ttl: string) =>
        ask('PUT', '/latest/api/token', { 'x-aws-ec2-metadata-token-ttl-seconds': ttl })
      expect(ask('GET', '/latest/meta-data/instance-id')).toBe(401)
      expect(['60', '0', '-1', '21601', 'x'].map(token)).toEqual([200, 200, 400, 400, 400])
      expect(ask('POST', '/latest/meta-data/')).toBe(403)
      expect(ask('DELETE', '/latest/meta-data/')).toBe(403)
    },
  ],
]

const checks: Fact[] = [
  [
    'there are three checks, each with its reachability; the disks are told of once they are well',
    async ({ ec2: client, launch, skip }) => {
      const id = await launch()
      const look = async () =>
        (await client.send(new ec2.DescribeInstanceStatusCommand(only(id)))).InstanceStatuses![0]!
      const initializing = {
        Status: 'initializing',
        Details: [{ Name: 'reachability', Status: 'initializing' }],
      }
      const early = await look()
      expect([early.SystemStatus, early.InstanceStatus]).toEqual([initializing, initializing])
      await skip({ minutes: 4 })
      const passed = { Status: 'ok', Details: [{ Name: 'reachability', Status: 'passed' }] }
      const { SystemStatus, InstanceStatus, AttachedEbsStatus } = await look()
      expect([SystemStatus, InstanceStatus, AttachedEbsStatus]).toEqual([passed, passed, passed])
    },
  ],
  [
    'only running instances have a status, unless all are asked for',
    async ({ ec2: client, launch, skip }) => {
      const id = await launch()
      await client.send(stop(id))
      await skip(minute)
      const status = async (IncludeAllInstances?: boolean) =>
        (await client.send(new ec2.DescribeInstanceStatusCommand({ ...only(id), IncludeAllInstances })))
          .InstanceStatuses!
      expect(await status()).toEqual([])
      expect(await status(true)).toMatchObject([
        {
          InstanceState: { Code: 80, Name: 'stopped' },
          SystemStatus: { Status: 'not-applicable' },
          InstanceStatus: { Status: 'not-applicable' },
        },
      ])
    },
  ],
]

const keys: Fact[] = [
  [
    'an RSA key comes in PEM, an ED25519 key in the format of OpenSSH, and either as PPK',
    async ({ ec2: client }) => {
      const made = async (KeyType: ec2.KeyType, KeyFormat: ec2.KeyFormat) =>
        (
          await client.send(
            new ec2.CreateKeyPairCommand({ KeyName: `${KeyType}-${KeyFormat}`, KeyType, KeyFormat }),
          )
        ).KeyMaterial!.split(/\r?\n/)[0]
      expect(await made('rsa', 'pem')).toBe('-----BEGIN RSA PRIVATE KEY-----')
      expect(await made('ed25519', 'pem')).toBe('-----BEGIN OPENSSH PRIVATE KEY-----')
      expect(await made('rsa', 'ppk')).toMatch(/^PuTTY-User-Key-File-\d: ssh-rsa$/)
      expect(await made('ed25519', 'ppk')).toMatch(/^PuTTY-User-Key-File-\d: ssh-ed25519$/)
    },
  ],
  [
    'fingerprints are SHA-1 of a made RSA key, MD5 of an imported one, and base64 of SHA-256 for ED25519',
    async ({ ec2: client }) => {
      const rsa = await client.send(new ec2.CreateKeyPairCommand({ KeyName: 'rsa' }))
      expect(rsa.KeyFingerprint).toMatch(/^([0-9a-f]{2}:){19}[0-9a-f]{2}$/)
      const { KeyPairs } = await client.send(new ec2.DescribeKeyPairsCommand({ IncludePublicKey: true }))
      const PublicKeyMaterial = new TextEncoder().encode(KeyPairs![0]!.PublicKey)
      const imported = await client.send(
        new ec2.ImportKeyPairCommand({ KeyName: 'imported', PublicKeyMaterial }),
      )
      expect(imported.KeyFingerprint).toMatch(/^([0-9a-f]{2}:){15}[0-9a-f]{2}$/)
      const edwards = await client.send(
        new ec2.CreateKeyPairCommand({ KeyName: 'edwards', KeyType: 'ed25519' }),
      )
      expect(edwards.KeyFingerprint).toMatch(/^[A-Za-z0-9+/]{43}=$/)
    },
  ],
  [
    'the private key is told once',
    async ({ ec2: client }) => {
      await client.send(new ec2.CreateKeyPairCommand({ KeyName: 'once', KeyType: 'ed25519' }))
      const { KeyPairs } = await client.send(new ec2.DescribeKeyPairsCommand({ IncludePublicKey: true }))
      expect(JSON.stringify(KeyPairs)).not.toContain('PRIVATE')
    },
  ],
  [
    'a key pair is in the region where it was made, and nowhere else',
    async ({ ec2: client, ec2In }) => {
      await client.send(new ec2.CreateKeyPairCommand({ KeyName: 'here', KeyType: 'ed25519' }))
      const elsewhere = ec2In('eu-west-1').send(new ec2.DescribeKeyPairsCommand({ KeyNames: ['here'] }))
      expect(await refusal(elsewhere)).toBe("InvalidKeyPair.NotFound: The key pair 'here' does not exist")
    },
  ],
  [
    'an instance keeps the name of a key pair that was deleted, and deleting what is not there succeeds',
    async ({ ec2: client, launch, describe }) => {
      await client.send(new ec2.CreateKeyPairCommand({ KeyName: 'mine', KeyType: 'ed25519' }))
      const id = await launch({ KeyName: 'mine' })
      await client.send(new ec2.DeleteKeyPairCommand({ KeyName: 'mine' }))
      expect((await describe(id)).KeyName).toBe('mine')
      const again = await client.send(new ec2.DeleteKeyPairCommand({ KeyName: 'mine' }))
      expect(again.Return).toBe(true)
    },
  ],
]

test.for([...states, ...addresses, ...checks, ...keys])('%s', async ([, check]) => check(await factStage()))
