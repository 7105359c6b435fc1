import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { serve, type Serving } from './serve.ts'
import { AwsCli, awsCliMissing } from './testing/aws-cli.ts'

const key = { accessKeyId: 'AKIATESTTESTTESTTEST', secretAccessKey: 'secret' }
const image = 'ami-0fef201115eefe936'

/** What people type: shorthand, files, waiters and the flags that only the CLI has. */
const skipped = awsCliMissing ? ` (skipped: ${awsCliMissing})` : ''

describe.skipIf(awsCliMissing)(`Debian's AWS CLI as people use it${skipped}`, { timeout: 120_000 }, () => {
  let serving: Serving
  let cli: AwsCli
  let folder: string

  beforeAll(async () => {
    serving = await serve({ port: 0, host: '127.0.0.1', pace: 'instant', trust: false }, key)
    folder = mkdtempSync(join(tmpdir(), 'aws-cli-'))
    cli = new AwsCli({
      AWS_ACCESS_KEY_ID: key.accessKeyId,
      AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
      AWS_DEFAULT_REGION: 'us-east-1',
    })
  })
  beforeEach(() => serving.engine.reset())
  afterAll(() => {
    cli.close()
    rmSync(folder, { recursive: true })
    serving.server.close()
    serving.engine.stop()
  })

  const run = (command: string, env?: Record<string, string>) =>
    cli.run([...wordsOf(command), '--endpoint-url', serving.url], env)

  /** What it prints, without the newline at the end. */
  const printed = async (command: string): Promise<string> => {
    const { stdout, stderr, status } = await run(command)
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
    return stdout.trimEnd()
  }
  const json = async (command: string) => JSON.parse(await printed(`${command} --output json`)) as never
  const text = (command: string) => printed(`${command} --output text`)
  const refused = async (command: string) => {
    const { stderr, status } = await run(command)
    expect(status).toBe(254)
    return stderr.trim()
  }
  const file = (name: string, content: string | object) => {
    const path = join(folder, name)
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
    return path
  }
  const launch = (more = '') =>
    text(
      `ec2 run-instances --image-id ${image} --instance-type t3.micro --query Instances[].InstanceId ${more}`,
    )

  test('who it is, and not with a wrong secret', async () => {
    expect(await text('sts get-caller-identity --query Account')).toBe(serving.engine.accountId)
    const wrong = { AWS_SECRET_ACCESS_KEY: 'wrong' }
    const { stderr, status } = await run('sts get-caller-identity', wrong)
    expect([status, stderr]).toEqual([254, expect.stringContaining('(SignatureDoesNotMatch)')])
    const ec2 = await run('ec2 describe-instances', wrong)
    expect([ec2.status, ec2.stderr]).toEqual([254, expect.stringContaining('(AuthFailure)')])
  })

  test('an image by its parameter, several instances, and waiting for each of their states', async () => {
    const name = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64'
    expect(await text(`ssm get-parameters --names ${name} --query Parameters[0].Value`)).toBe(image)
    const ids = (await launch('--count 2 --associate-public-ip-address')).split(/\s+/)
    expect(ids).toHaveLength(2)
    const all = `--instance-ids ${ids.join(' ')}`
    await printed(`ec2 wait instance-exists ${all}`)
    await printed(`ec2 wait instance-running ${all}`)
    await printed(`ec2 wait instance-status-ok ${all}`)
    await printed(`ec2 wait system-status-ok ${all}`)
    const running = '--filters Name=instance-state-name,Values=running,pending Name=tenancy,Values=default'
    const query = '--query Reservations[*].Instances[*].[InstanceId,State.Name]'
    const lines = (await text(`ec2 describe-instances ${running} ${query}`)).split('\n')
    expect(lines.toSorted()).toEqual(ids.map((id) => `${id}\trunning`).toSorted())
    const addresses = await text(
      `ec2 describe-instances ${all} --query Reservations[].Instances[].PublicIpAddress`,
    )
    expect(addresses).toMatch(/^\d+\.\d+\.\d+\.\d+\s\d+\.\d+\.\d+\.\d+$/)
    await printed(`ec2 stop-instances ${all}`)
    await printed(`ec2 wait instance-stopped ${all}`)
    await printed(`ec2 terminate-instances ${all}`)
    await printed(`ec2 wait instance-terminated ${all}`)
  })

  test('counts as a range, and no public address when none is wanted', async () => {
    const ids = (await launch('--count 1:3 --no-associate-public-ip-address')).split(/\s+/)
    expect(ids).toHaveLength(3)
    expect(await text(`ec2 describe-instances --query Reservations[].Instances[].PublicIpAddress`)).toBe('')
    expect(
      await refused(`ec2 run-instances --image-id ${image} --instance-type t3.micro --count 3:1`),
    ).toContain('An error occurred (InvalidParameterValue) when calling the RunInstances operation: ')
  })

  test('pages of any size, and the next one where the last ended', async () => {
    for (let each = 0; each < 4; each++) await printed(`ec2 create-key-pair --key-name key-${each}`)
    await printed('ec2 create-security-group --group-name a --description a')
    const first = (await json('ec2 describe-subnets --max-items 2')) as {
      Subnets: object[]
      NextToken: string
    }
    expect(first.Subnets).toHaveLength(2)
    const rest = await json(`ec2 describe-subnets --starting-token ${first.NextToken}`)
    expect((rest as { Subnets: object[] }).Subnets).toHaveLength(4)
    expect(await text('ec2 describe-subnets --page-size 5 --query length(Subnets)')).toBe('5\n1')
    expect(await text('ec2 describe-subnets --no-paginate --max-results 5 --query length(Subnets)')).toBe('5')
    const policies = (await json('iam list-policies --scope AWS --max-items 1')) as { Policies: object[] }
    expect(policies.Policies).toHaveLength(1)
  })

  test('files for user data, keys, policies and whole requests', async () => {
    const script = file('user-data.sh', '#!/bin/bash\nyum -y update\n')
    const id = await launch(`--user-data file://${script}`)
    const data = await text(
      `ec2 describe-instance-attribute --instance-id ${id} --attribute userData --query UserData.Value`,
    )
    expect(atob(data)).toBe('#!/bin/bash\nyum -y update\n')
    const pair = file(
      'id.pub',
      `ssh-ed25519 ${btoa('\0\0\0\x0bssh-ed25519\0\0\0\x20'.padEnd(51, 'k'))} ana@laptop`,
    )
    expect(
      await text(`ec2 import-key-pair --key-name ana --public-key-material fileb://${pair} --query KeyName`),
    ).toBe('ana')
    const trust = file('trust.json', {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    })
    expect(
      await text(
        `iam create-role --role-name web --assume-role-policy-document file://${trust} --query Role.RoleName`,
      ),
    ).toBe('web')
    const disks = file('disks.json', [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 12 } }])
    const big = await launch(`--block-device-mappings file://${disks}`)
    const volumes = `ec2 describe-volumes --filters Name=attachment.instance-id,Values=${big} --query Volumes[].Size`
    expect(await text(volumes)).toBe('12')
    const request = file('request.json', { GroupName: 'json', Description: 'from a file', DryRun: false })
    expect(
      await text(`ec2 create-security-group --cli-input-json file://${request} --query GroupId`),
    ).toMatch(/^sg-/)
  })

  test('shorthand for tags, disks, rules and credits', async () => {
    const id = await launch(
      "--tag-specifications 'ResourceType=instance,Tags=[{Key=Name,Value=web},{Key=env,Value=test}]' 'ResourceType=volume,Tags=[{Key=Name,Value=disk}]' " +
        "--block-device-mappings 'DeviceName=/dev/sdb,Ebs={VolumeSize=4,VolumeType=gp3,DeleteOnTermination=false}' " +
        '--credit-specification CpuCredits=standard --monitoring Enabled=true --placement AvailabilityZone=us-east-1b ' +
        '--metadata-options HttpTokens=required,HttpPutResponseHopLimit=2',
    )
    const found = 'ec2 describe-instances --filters Name=tag:env,Values=test --query'
    expect(await text(`${found} Reservations[0].Instances[0].[InstanceId,Placement.AvailabilityZone]`)).toBe(
      `${id}\tus-east-1b`,
    )
    expect(await text('ec2 describe-tags --filters Name=key,Values=Name --query Tags[].Value')).toBe(
      'web\tdisk\tdisk',
    )
    const group = await text('ec2 create-security-group --group-name web --description web --query GroupId')
    await printed(
      `ec2 authorize-security-group-ingress --group-id ${group} --protocol tcp --port 8000-8080 --cidr 10.0.0.0/8`,
    )
    await printed(
      `ec2 authorize-security-group-ingress --group-name web --protocol tcp --port 22 --source-group ${group}`,
    )
    await printed(
      `ec2 authorize-security-group-ingress --group-id ${group} --protocol icmp --port -1 --cidr 0.0.0.0/0`,
    )
    await printed(
      `ec2 authorize-security-group-ingress --group-id ${group} --ip-permissions IpProtocol=tcp,FromPort=443,ToPort=443,IpRanges=[{CidrIp=0.0.0.0/0,Description=web}]`,
    )
    expect(
      await text(
        `ec2 describe-security-groups --group-ids ${group} --query SecurityGroups[].IpPermissions[].FromPort`,
      ),
    ).toBe('8000\t22\t-1\t443')
    await printed(
      `ec2 revoke-security-group-ingress --group-id ${group} --protocol tcp --port 8000-8080 --cidr 10.0.0.0/8`,
    )
    await printed(`ec2 modify-instance-attribute --instance-id ${id} --groups ${group}`)
    await printed(`ec2 modify-instance-attribute --instance-id ${id} --no-source-dest-check`)
    await printed(`ec2 modify-instance-attribute --instance-id ${id} --disable-api-termination`)
    expect(await refused(`ec2 terminate-instances --instance-ids ${id}`)).toContain('(OperationNotPermitted)')
    await printed(
      `ec2 modify-instance-attribute --instance-id ${id} --attribute disableApiTermination --value false`,
    )
    await printed(`ec2 terminate-instances --instance-ids ${id}`)
  })

  test('waiters of volumes, snapshots, images and networks', async () => {
    const volume = await text(
      'ec2 create-volume --availability-zone us-east-1a --size 1 --volume-type gp3 --query VolumeId',
    )
    await printed(`ec2 wait volume-available --volume-ids ${volume}`)
    const id = await launch('--placement AvailabilityZone=us-east-1a')
    await printed(`ec2 wait instance-running --instance-ids ${id}`)
    await printed(`ec2 attach-volume --volume-id ${volume} --instance-id ${id} --device /dev/sdf`)
    await printed(`ec2 wait volume-in-use --volume-ids ${volume}`)
    const snapshot = await text(`ec2 create-snapshot --volume-id ${volume} --query SnapshotId`)
    await printed(`ec2 wait snapshot-completed --snapshot-ids ${snapshot}`)
    await printed(`ec2 detach-volume --volume-id ${volume}`)
    await printed(`ec2 wait volume-available --volume-ids ${volume}`)
    await printed(`ec2 delete-volume --volume-id ${volume}`)
    await printed(`ec2 wait volume-deleted --volume-ids ${volume}`)
    const golden = await text(
      `ec2 create-image --instance-id ${id} --name golden --no-reboot --query ImageId`,
    )
    await printed(`ec2 wait image-exists --image-ids ${golden}`)
    await printed(`ec2 wait image-available --image-ids ${golden}`)
    await printed('ec2 create-key-pair --key-name one')
    await printed('ec2 wait key-pair-exists --key-names one')
    const vpc = await text('ec2 create-vpc --cidr-block 10.9.0.0/16 --query Vpc.VpcId')
    await printed(`ec2 wait vpc-exists --vpc-ids ${vpc}`)
    await printed(`ec2 wait vpc-available --vpc-ids ${vpc}`)
    const subnet = await text(
      `ec2 create-subnet --vpc-id ${vpc} --cidr-block 10.9.1.0/24 --query Subnet.SubnetId`,
    )
    await printed(`ec2 wait subnet-available --subnet-ids ${subnet}`)
    await printed('iam create-user --user-name ann')
    await printed('iam wait user-exists --user-name ann')
  })

  test('tables and texts of every list, without a crash', async () => {
    await launch('--tag-specifications ResourceType=instance,Tags=[{Key=Name,Value=web}]')
    const lists = [
      'ec2 describe-instances',
      'ec2 describe-instance-status --include-all-instances',
      'ec2 describe-volumes',
      'ec2 describe-security-groups',
      'ec2 describe-network-interfaces',
      'ec2 describe-subnets',
      'ec2 describe-images --owners amazon',
      'ec2 describe-instance-types --instance-types t3.micro',
      'ec2 describe-route-tables',
      'iam list-users',
      'iam get-account-summary',
      'sts get-caller-identity',
    ]
    for (const list of lists) {
      expect(await printed(`${list} --output table`)).toMatch(/^[-|+\s\w]/)
      expect(await text(list)).not.toBe('')
      expect(await printed(`${list} --output yaml`)).toContain(': ')
    }
  })

  test("AWS's own words, and the CLI's own status for each way to fail", async () => {
    expect(await refused('ec2 create-key-pair --key-name=')).toBe(
      'An error occurred (MissingParameter) when calling the CreateKeyPair operation: The request must contain the parameter KeyName',
    )
    expect(await refused(`ec2 run-instances --image-id ${image} --instance-type t3.micro --dry-run`)).toBe(
      'An error occurred (DryRunOperation) when calling the RunInstances operation: Request would have succeeded, but DryRun flag is set.',
    )
    expect(await refused('ebs list-snapshot-blocks --snapshot-id bad')).toContain(
      "Value 'bad' at 'snapshotId' failed to satisfy constraint: Member must satisfy regular expression pattern: ^snap-[0-9a-f]+$",
    )
    expect(await refused('ec2 describe-instances --filters Name=colour,Values=red')).toBe(
      "An error occurred (InvalidParameterValue) when calling the DescribeInstances operation: The filter 'colour' is invalid",
    )
    expect(await refused('ec2 describe-spot-fleet-requests')).toBe(
      'An error occurred (NotImplemented) when calling the DescribeSpotFleetRequests operation: Sandcloud does not offer ec2:DescribeSpotFleetRequests yet.',
    )
    const mistyped = await run('ec2 describe-instances --foo')
    expect([mistyped.status, mistyped.stderr]).toEqual([
      252,
      expect.stringContaining('Unknown options: --foo'),
    ])
    const incomplete = await run('ec2 create-volume --size 1')
    expect([incomplete.status, incomplete.stderr]).toEqual([
      252,
      expect.stringContaining('the following arguments are required: --availability-zone'),
    ])
    const nobody = await run('ec2 describe-vpcs', { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' })
    expect([nobody.status, nobody.stderr.trim()]).toEqual([
      253,
      'Unable to locate credentials. You can configure credentials by running "aws configure".',
    ])
    const nowhere = await cli.run(['ec2', 'describe-vpcs', '--endpoint-url', 'http://127.0.0.1:1'], {
      AWS_MAX_ATTEMPTS: '1',
    })
    expect([nowhere.status, nowhere.stderr.trim()]).toEqual([
      255,
      'Could not connect to the endpoint URL: "http://127.0.0.1:1/"',
    ])
  })

  test('settings and secrets of scripts in parameters of their own', async () => {
    await printed('ssm put-parameter --name /app/colour --value red --type String')
    await printed('ssm put-parameter --name /app/password --value xyzzy --type SecureString')
    const value = '--query Parameter.Value'
    expect(await text(`ssm get-parameter --name /app/password --with-decryption ${value}`)).toBe('xyzzy')
    expect(await text(`ssm get-parameter --name /app/password ${value}`)).not.toContain('xyzzy')
    expect(await text('ssm get-parameters-by-path --path /app --query Parameters[].Name')).toBe(
      '/app/colour\t/app/password',
    )
    expect(await refused('ssm put-parameter --name /app/colour --value blue --type String')).toContain(
      '(ParameterAlreadyExists)',
    )
    await printed('ssm put-parameter --name /app/colour --value blue --overwrite')
    expect(await text('ssm get-parameter-history --name /app/colour --query Parameters[].Value')).toBe(
      'red\tblue',
    )
    expect(await refused('ssm get-parameter --name /app/nothing')).toBe(
      'An error occurred (ParameterNotFound) when calling the GetParameter operation:',
    )
  })
})

/** The command's words as a shell splits them: by blanks, but not within single quotes. */
const wordsOf = (command: string): string[] =>
  [...command.matchAll(/(?:'[^']*'|[^\s'])+/g)].map(([word]) => word.replaceAll("'", ''))
