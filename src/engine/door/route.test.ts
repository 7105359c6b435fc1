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

test.each([
  ['my-bucket.s3.eu-west-1.amazonaws.com', { bucket: 'my-bucket', region: 'eu-west-1' }],
  ['my.dotted.s3.amazonaws.com', { bucket: 'my.dotted', region: 'us-east-1' }],
  ['b.s3.dualstack.eu-west-1.amazonaws.com', { bucket: 'b', region: 'eu-west-1' }],
  ['b.s3-eu-west-1.amazonaws.com', { bucket: 'b', region: 'eu-west-1' }],
  ['s3.eu-west-1.amazonaws.com', { bucket: undefined, region: 'eu-west-1' }],
  ['b.localhost:4566', { bucket: 'b' }],
  ['b.s3.localhost', { bucket: 'b' }],
  ['127.0.0.1:4566', { bucket: undefined }],
])('the bucket in %s', (host, route) => {
  const link = { ...request({ host }), method: 'GET', rawPath: '/key' }
  expect(routeOf(link, undefined)).toMatchObject({ facts: { service: 's3' }, ...route })
})

test('a website of a bucket is no place for the API', () => {
  const host = 'b.s3-website.eu-central-1.amazonaws.com'
  expect(routeOf(request({ host }), undefined)).toMatchObject({ facts: undefined, asked: 'b.s3-website' })
})

test('the two API Gateways share a host, and have paths of their own', () => {
  const host = 'apigateway.eu-west-1.amazonaws.com'
  const at = (rawPath: string) => routeOf({ ...request({ host }), rawPath }, undefined).facts?.service
  expect([at('/v2/apis'), at('/restapis'), at('/v2x')]).toEqual(['apigatewayv2', 'apigateway', 'apigateway'])
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
