import { expect, test } from 'vitest'
import { hostRoute, routeOf } from './route.ts'
import { bytesOf, type WireRequest } from './wire.ts'

test.each([
  ['ec2.eu-west-1.amazonaws.com', { endpoint: 'ec2', region: 'eu-west-1' }],
  ['EC2.us-gov-west-1.amazonaws.com:443', { endpoint: 'ec2', region: 'us-gov-west-1' }],
  ['ec2.eu-west-1.api.aws', { endpoint: 'ec2', region: 'eu-west-1' }],
  ['sts.amazonaws.com', { endpoint: 'sts' }],
  ['s3.dualstack.eu-west-1.amazonaws.com', { endpoint: 's3', region: 'eu-west-1' }],
  ['streams.dynamodb.eu-west-1.amazonaws.com', { endpoint: 'streams.dynamodb', region: 'eu-west-1' }],
  ['localhost:4566', undefined],
  ['amazonaws.com', undefined],
  ['ec2.eu-west-1.amazonaws.com.example.org', undefined],
])('the host %s', (host, route) => {
  expect(hostRoute(host)).toEqual(route)
})

const request = (headers: Record<string, string>, body = ''): WireRequest => ({
  method: 'POST',
  rawPath: '/',
  query: '',
  headers: { host: 'localhost:4566', ...headers },
  rawBody: bytesOf(body),
})

test('behind another host name, target, signature and version say which service is meant', () => {
  const scope = { accessKeyId: 'a', date: '20260923', region: 'ap-south-1', service: 'ebs' }
  expect(routeOf(request({}), scope)).toMatchObject({ facts: { service: 'ebs' }, region: 'ap-south-1' })
  const json = request({ 'x-amz-target': 'AmazonSSM.GetParameter' })
  expect(routeOf(json, undefined)).toMatchObject({ facts: { service: 'ssm' }, region: 'us-east-1' })
  const form = request({ 'content-type': 'application/x-www-form-urlencoded' }, 'Action=x&Version=2011-06-15')
  expect(routeOf(form, undefined)).toMatchObject({ facts: { service: 'sts' } })
  expect(routeOf(request({}, 'Version=2011-06-15'), undefined).facts).toBeUndefined()
  expect(routeOf(request({}), { ...scope, service: 'constructor' })).toMatchObject({
    facts: undefined,
    asked: 'constructor',
  })
})
