import type { TestTerminal } from '#machine/testing'
import type { TestCloud } from './test-cloud.ts'

/** Someone with a console and a laptop: what the console's buttons do is called by its operation's name. */
export class Learner {
  private constructor(
    private readonly cloud: TestCloud,
    readonly terminal: TestTerminal,
  ) {}

  static async at(cloud: TestCloud): Promise<Learner> {
    return new Learner(cloud, await cloud.terminal())
  }

  /** Another terminal of the same laptop. */
  another(): Promise<Learner> {
    return Learner.at(this.cloud)
  }

  async ec2<T = never>(operation: string, input: object = {}): Promise<T> {
    return (await this.cloud.engine.call({ service: 'ec2', operation, input, region: 'us-east-1' })) as T
  }

  /** A new key pair, whose private key lands in ~/Downloads as a browser's download does. */
  async createKeyPair(KeyName: string): Promise<void> {
    const { KeyMaterial } = await this.ec2<{ KeyMaterial: string }>('CreateKeyPair', { KeyName })
    const { machine } = await (await this.cloud.machines).laptop()
    await machine.writeFile(`/home/learner/Downloads/${KeyName}.pem`, new TextEncoder().encode(KeyMaterial), {
      mode: 0o644,
      owner: 'learner',
    })
  }

  /** A t3.micro with Amazon Linux, port 22 open to everybody; resolves when it runs. */
  async launch(KeyName: string): Promise<{ instanceId: string; groupId: string; zone: string }> {
    const { Images } = await this.ec2<{ Images: { ImageId: string }[] }>('DescribeImages', {
      Owners: ['amazon'],
      Filters: [{ Name: 'name', Values: ['al2023-ami-*-x86_64'] }],
    })
    const { GroupId } = await this.ec2<{ GroupId: string }>('CreateSecurityGroup', {
      GroupName: 'launch-wizard-1',
      Description: 'launch-wizard-1',
    })
    await this.openPort(GroupId, 22)
    const { Instances } = await this.ec2<{
      Instances: { InstanceId: string; Placement: { AvailabilityZone: string } }[]
    }>('RunInstances', {
      ImageId: Images[0]!.ImageId,
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
      KeyName,
      SecurityGroupIds: [GroupId],
    })
    const [instance] = Instances
    return {
      instanceId: instance!.InstanceId,
      groupId: GroupId,
      zone: instance!.Placement.AvailabilityZone,
    }
  }

  async openPort(GroupId: string, port: number): Promise<void> {
    const rule = { IpProtocol: 'tcp', FromPort: port, ToPort: port, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }
    await this.ec2('AuthorizeSecurityGroupIngress', { GroupId, IpPermissions: [rule] })
  }

  async instance(instanceId: string): Promise<{
    State: { Name: string }
    PublicIpAddress: string
    SubnetId: string
    BlockDeviceMappings: { DeviceName: string; Ebs: { VolumeId: string } }[]
  }> {
    const { Reservations } = await this.ec2<{ Reservations: { Instances: never[] }[] }>('DescribeInstances', {
      InstanceIds: [instanceId],
    })
    return Reservations[0]!.Instances[0]!
  }

  /** Waits until a description says what it should: states change by themselves. */
  async until<T>(look: () => Promise<T>, isSo: (seen: T) => boolean): Promise<T> {
    for (let tries = 0; ; tries++) {
      const seen = await look()
      if (isSo(seen)) return seen
      if (tries > 200) throw new Error(`it stayed ${JSON.stringify(seen)}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  running(instanceId: string) {
    return this.until(
      () => this.instance(instanceId),
      ({ State }) => State.Name === 'running',
    )
  }

  async stop(instanceId: string): Promise<void> {
    await this.ec2('StopInstances', { InstanceIds: [instanceId] })
    await this.until(
      () => this.instance(instanceId),
      ({ State }) => State.Name === 'stopped',
    )
  }

  async start(instanceId: string): Promise<string> {
    await this.ec2('StartInstances', { InstanceIds: [instanceId] })
    return (await this.running(instanceId)).PublicIpAddress
  }

  /** Logs in; an instance that is still booting refuses, as a real one does, and is tried again. */
  async ssh(KeyName: string, address: string): Promise<void> {
    const command = `ssh -o StrictHostKeyChecking=no -i ~/Downloads/${KeyName}.pem ec2-user@${address}`
    for (let tries = 0; tries < 100; tries++) {
      const before = this.terminal.text.length
      this.terminal.type(`${command}\r`)
      const shown = await this.terminal.see((text) => /[$#]$/.test(text) && text.slice(before).includes('\n'))
      if (/\[ec2-user@[^\]]*\]\$$/.test(shown)) return
      if (!shown.slice(before).includes('Connection refused')) throw new Error(shown.slice(before))
    }
    throw new Error(`${address} never let anybody in`)
  }

  run(command: string): Promise<string> {
    return this.terminal.run(command)
  }
}
