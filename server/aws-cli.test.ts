import { execFile, execFileSync } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serve, type Serving } from './serve.ts'

const run = promisify(execFile)

const installed = (() => {
  try {
    execFileSync('aws', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

const key = { accessKeyId: 'AKIATESTTESTTESTTEST', secretAccessKey: 'secret' }

describe.skipIf(!installed)('the real AWS CLI (skipped where it is not installed)', () => {
  let serving: Serving

  beforeAll(async () => {
    serving = await serve({ port: 0, host: '127.0.0.1', pace: 'instant', trust: false }, key)
  })
  afterAll(() => {
    serving.server.close()
    serving.engine.stop()
  })

  async function aws(command: string, secret = key.secretAccessKey): Promise<Record<string, unknown>> {
    const environment = {
      ...process.env,
      AWS_ACCESS_KEY_ID: key.accessKeyId,
      AWS_SECRET_ACCESS_KEY: secret,
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_PAGER: '',
    }
    const flags = ['--endpoint-url', serving.url, '--region', 'us-east-1', '--output', 'json']
    const { stdout } = await run('aws', [...command.split(' '), ...flags], { env: environment })
    return JSON.parse(stdout || '{}') as Record<string, unknown>
  }

  test('says who it is, and is not believed with a wrong secret', async () => {
    expect(await aws('sts get-caller-identity')).toMatchObject({ Account: serving.engine.accountId })
    await expect(aws('sts get-caller-identity', 'wrong')).rejects.toThrow('(SignatureDoesNotMatch)')
    await expect(aws('ec2 describe-instances', 'wrong')).rejects.toThrow('(AuthFailure)')
  }, 60_000)

  test('launches an instance and finds it running', async () => {
    const name = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64'
    const { Parameter } = (await aws(`ssm get-parameter --name ${name}`)) as { Parameter: { Value: string } }
    const launched = await aws(
      `ec2 run-instances --image-id ${Parameter.Value} --instance-type t3.micro --count 1`,
    )
    const [instance] = launched['Instances'] as { InstanceId: string }[]
    await aws(`ec2 wait instance-running --instance-ids ${instance!.InstanceId}`)
    const filter = '--filters Name=instance-state-name,Values=running'
    expect(await aws(`ec2 describe-instances ${filter}`)).toMatchObject({
      Reservations: [
        { Instances: [{ InstanceId: instance!.InstanceId, State: { Code: 16, Name: 'running' } }] },
      ],
    })
  }, 120_000)

  test("shows AWS's own words for what is wrong", async () => {
    await expect(aws('ec2 create-key-pair --key-name=')).rejects.toThrow(
      'An error occurred (MissingParameter) when calling the CreateKeyPair operation: The request must contain the parameter KeyName',
    )
    await expect(aws('ebs list-snapshot-blocks --snapshot-id bad')).rejects.toThrow(
      "Value 'bad' at 'snapshotId' failed to satisfy constraint: Member must satisfy regular expression pattern: ^snap-[0-9a-f]+$",
    )
  }, 60_000)
})
