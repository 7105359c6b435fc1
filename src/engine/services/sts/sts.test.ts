import { GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts'
import { expect, test } from 'vitest'
import { refusal, testEngine } from '../../testing/index.ts'

test('the admin is who the keys say, also with temporary ones until they run out', async () => {
  const { sts, skip, clientOptions } = await testEngine()
  const admin = await sts.send(new GetCallerIdentityCommand({}))
  expect(admin).toMatchObject({ Account: '123456789012', Arn: 'arn:aws:iam::123456789012:user/admin' })
  expect(admin.UserId).toMatch(/^AIDA[A-Z2-7]{17}$/)
  const { Credentials } = await sts.send(new GetSessionTokenCommand({ DurationSeconds: 900 }))
  const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials!
  const whoAmI = async (sessionToken?: string) => {
    const credentials = { accessKeyId: AccessKeyId!, secretAccessKey: SecretAccessKey!, sessionToken }
    const client = new STSClient({ ...clientOptions(), credentials })
    return (await client.send(new GetCallerIdentityCommand({}))).Arn
  }
  expect(await whoAmI(SessionToken)).toBe(admin.Arn)
  expect(await refusal(whoAmI())).toMatch(/^InvalidClientTokenId: /)
  await skip({ minutes: 16 })
  expect(await refusal(whoAmI(SessionToken))).toMatch(/^ExpiredToken: /)
})
