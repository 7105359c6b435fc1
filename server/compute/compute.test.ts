import {
  AuthorizeSecurityGroupIngressCommand,
  DescribeInstancesCommand,
  EC2Client,
  GetConsoleOutputCommand,
  RunInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2'
import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve, type Serving } from '../serve.ts'

const key = { accessKeyId: 'AKIATESTTESTTESTTEST', secretAccessKey: 'secret' }
let serving: Serving
let ec2: EC2Client

beforeAll(async () => {
  process.env['SECRET_OF_THIS_COMPUTER'] = 'swordfish'
  serving = await serve({ port: 0, host: '127.0.0.1', pace: 'instant', trust: false, compute: true }, key)
  ec2 = new EC2Client({ region: 'us-east-1', endpoint: serving.url, credentials: key, maxAttempts: 1 })
})
afterAll(() => serving.stop())

const program = `
const http = require('http'), fs = require('fs'), os = require('os')
const tried = (what) => { try { return String(what()) } catch (error) { return error.code ?? error.name } }
http.createServer((req, res) => {
  let body = ''
  req.on('data', (chunk) => body += chunk).on('end', () => {
    res.setHeader('content-type', 'application/json')
    res.end(JSON.stringify({
      method: req.method, url: req.url, host: req.headers.host, body,
      hostname: os.hostname(),
      secret: process.env.SECRET_OF_THIS_COMPUTER ?? 'none',
      own: tried(() => fs.readFileSync('/etc/os-release', 'utf8').split('\\n')[0]),
      theirs: tried(() => fs.readFileSync(req.headers['x-path'])),
      names: [typeof port1, typeof port2, typeof listeners, typeof text, typeof runtime].join(),
    }))
  })
}).listen(3000, () => console.log('listening'))
`

const userData = `#!/bin/bash
dnf install -y nodejs > /dev/null
cat > /opt/app.js <<'END'
${program}
END
echo "made by user data"
cd /opt && nohup node app.js > /opt/app.log 2>&1 &
`

const until = async <T>(look: () => Promise<T | undefined>): Promise<T> => {
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    await new Promise((done) => setTimeout(done, 100))
  }
}

/** As `curl -x` does it. */
const throughProxy = (url: string, options: { method?: string; body?: string } = {}) =>
  new Promise<{ status: number; text: string }>((answered, failed) => {
    const { hostname, port } = new URL(serving.url)
    const headers = { host: new URL(url).host, 'x-path': import.meta.filename ?? '/etc/hostname' }
    const sent = request(
      { hostname, port, path: url, method: options.method ?? 'GET', headers },
      (response) => {
        let text = ''
        response.on('data', (chunk) => (text += String(chunk)))
        response.on('end', () => answered({ status: response.statusCode!, text }))
      },
    )
    sent.on('error', failed).end(options.body)
  })

test('an instance boots, runs its user data, and serves whom its security group lets in', async () => {
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: 'ami-0fef201115eefe936',
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
      UserData: Buffer.from(userData).toString('base64'),
    }),
  )
  const { InstanceId = '', SecurityGroups } = Instances![0]!
  const address = await until(async () => {
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [InstanceId] }))
    return Reservations![0]!.Instances![0]!.PublicIpAddress
  })
  const url = `http://${address}:3000/a/../b?c=d`
  // The default group lets nobody in from outside.
  expect(await throughProxy(url)).toMatchObject({ status: 504, text: expect.stringContaining('timed out') })

  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: SecurityGroups![0]!.GroupId!,
      IpPermissions: [
        { IpProtocol: 'tcp', FromPort: 3000, ToPort: 3001, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
      ],
    }),
  )
  expect((await throughProxy(`http://${address}:3001/`)).text).toContain('refused')
  const answer = await until(async () => {
    const { status, text } = await throughProxy(url, { method: 'POST', body: 'hello' })
    return status === 200 ? (JSON.parse(text) as object) : undefined
  })
  expect(answer).toEqual({
    method: 'POST',
    url: '/a/../b?c=d',
    host: `${address}:3000`,
    body: 'hello',
    hostname: expect.stringMatching(/^ip-172-31-/),
    secret: 'none',
    own: 'NAME="Amazon Linux"',
    theirs: 'ENOENT',
    names: 'undefined,undefined,undefined,undefined,undefined',
  })

  const { Output = '' } = await ec2.send(new GetConsoleOutputCommand({ InstanceId }))
  expect(Buffer.from(Output, 'base64').toString()).toContain('made by user data')

  await ec2.send(new TerminateInstancesCommand({ InstanceIds: [InstanceId] }))
  await until(async () => ((await throughProxy(url)).status === 504 ? true : undefined))
}, 60_000)
