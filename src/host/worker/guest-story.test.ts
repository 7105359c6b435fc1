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

/** What a guest asks of itself with curl, and how it goes down. */
const script = `#!/bin/bash
token=$(curl -s -X PUT http://169.254.169.254/latest/api/token -H 'X-aws-ec2-metadata-token-ttl-seconds: 60')
get() { curl -s -H "X-aws-ec2-metadata-token: $token" "http://169.254.169.254/latest/$1"; echo; }
echo "v1 answers $(curl -s -o /dev/null -w '%{http_code}' http://169.254.169.254/latest/meta-data/)"
echo "id $(get meta-data/instance-id)"
echo "data $(get user-data | head -1)"
echo "role $(get meta-data/iam/security-credentials/)"
echo "key $(get meta-data/iam/security-credentials/web | grep -c AccessKeyId)"
shutdown -h now
`

test('a guest reads about itself and its role with curl, and its own shutdown terminates it when so set', async () => {
  const iam = (operation: string, input: object) =>
    cloud.engine.call({ service: 'iam', operation, input, region: 'us-east-1' })
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] } // prettier-ignore
  await iam('CreateRole', { RoleName: 'web', AssumeRolePolicyDocument: JSON.stringify(trust) })
  await iam('CreateInstanceProfile', { InstanceProfileName: 'web' })
  await iam('AddRoleToInstanceProfile', { InstanceProfileName: 'web', RoleName: 'web' })
  const { Images } = await learner.ec2<{ Images: { ImageId: string }[] }>('DescribeImages', {
    Owners: ['amazon'],
    Filters: [{ Name: 'name', Values: ['al2023-ami-*-x86_64'] }],
  })
  const { Instances } = await learner.ec2<{ Instances: { InstanceId: string }[] }>('RunInstances', {
    ImageId: Images[0]!.ImageId,
    InstanceType: 't3.micro',
    MinCount: 1,
    MaxCount: 1,
    UserData: btoa(script),
    IamInstanceProfile: { Name: 'web' },
    InstanceInitiatedShutdownBehavior: 'terminate',
  })
  const [{ InstanceId }] = Instances as [{ InstanceId: string }]
  await learner.until(
    async () => (await learner.instance(InstanceId)).State.Name,
    (state) => state === 'terminated',
  )
  const { Output } = await learner.ec2<{ Output: string }>('GetConsoleOutput', { InstanceId })
  // oxlint-disable-next-line no-control-regex
  const shown = atob(Output).replace(/\x1b\[[\d;]*m/g, '')
  expect(shown).toMatch(/\] cloud-init\[\d+\]: v1 answers 401\r/)
  expect(shown).toContain(`: id ${InstanceId}\r`)
  expect(shown).toContain(': data #!/bin/bash\r')
  expect(shown).toContain(': role web\r')
  expect(shown).toContain(': key 1\r')
  expect(shown).toContain('[  OK  ] Reached target multi-user.target - Multi-User System.')
  expect(shown).toContain('systemd-shutdown[1]: All filesystems unmounted.')
})
