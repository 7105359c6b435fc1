import { expect, test } from 'vitest'
import { AwsError } from '../../kernel/aws-error.ts'
import type { GeneratedModel } from '../../model/generated-model.ts'
import { linkModel } from '../../model/link.ts'
import { bytesOf, textOf, type WireRequest } from '../wire.ts'
import { restJson1, restXml } from './rest-codec.ts'

const facts = {
  apiVersion: '1',
  signingName: 's3',
  endpointPrefix: 's3',
  namespace: 'n',
  unserved: [],
  enums: {},
}

/** A small part of S3, in the form that the build script gives. */
const s3 = linkModel({
  ...facts,
  service: 's3',
  serviceId: 'S3',
  protocol: 'restXml',
  xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/',
  operations: {
    PutObject: { http: ['PUT', '/{Bucket}/{Key+}?x-id=PutObject', 200], input: 'Put', output: 'PutResult' },
    UploadPart: { http: ['PUT', '/{Bucket}/{Key+}?x-id=UploadPart', 200], input: 'Part' },
    CopyObject: { http: ['PUT', '/{Bucket}/{Key+}?x-id=CopyObject', 200], input: 'Copy' },
    PutTags: { http: ['PUT', '/{Bucket}/{Key+}?tagging', 200], input: 'PutTags' },
    ListObjects: { http: ['GET', '/{Bucket}?list-type=2', 200], input: 'List', output: 'ListResult' },
    HeadObject: { http: ['HEAD', '/{Bucket}/{Key+}', 200], input: 'List', output: 'HeadResult' },
  },
  shapes: {
    Put: {
      type: 'structure',
      members: {
        Bucket: ['string', { httpLabel: 1 }],
        Key: ['string', { httpLabel: 1 }],
        Body: ['blob', { httpPayload: 1, streaming: 1 }],
        Expires: ['timestamp', { httpHeader: 'Expires' }],
        Metadata: ['map:string', { httpPrefixHeaders: 'x-amz-meta-' }],
      },
      required: 2,
    },
    PutResult: { type: 'structure', members: { ETag: ['string', { httpHeader: 'ETag' }] } },
    Part: {
      type: 'structure',
      members: {
        Bucket: ['string', { httpLabel: 1 }],
        Key: ['string', { httpLabel: 1 }],
        PartNumber: ['number', { httpQuery: 'partNumber' }],
      },
      required: 3,
    },
    Copy: {
      type: 'structure',
      members: {
        Bucket: ['string', { httpLabel: 1 }],
        Key: ['string', { httpLabel: 1 }],
        CopySource: ['string', { httpHeader: 'x-amz-copy-source' }],
      },
      required: 3,
    },
    PutTags: {
      type: 'structure',
      members: {
        Bucket: ['string', { httpLabel: 1 }],
        Key: ['string', { httpLabel: 1 }],
        Tagging: ['Tagging', { httpPayload: 1, xmlName: 'Tagging' }],
      },
      required: 2,
    },
    Tagging: { type: 'structure', members: { TagSet: 'TagSet' } },
    TagSet: { type: 'list', member: ['Tag', { xmlName: 'Tag' }] },
    Tag: { type: 'structure', members: { Key: 'string', Value: 'string' } },
    List: {
      type: 'structure',
      members: { Bucket: ['string', { httpLabel: 1 }], Prefix: ['string', { httpQuery: 'prefix' }] },
    },
    ListResult: {
      type: 'structure',
      traits: { xmlName: 'ListBucketResult' },
      members: { Contents: ['Objects', { xmlFlattened: 1 }], IsTruncated: 'boolean' },
    },
    Objects: { type: 'list', member: 'Object' },
    Object: { type: 'structure', members: { Key: 'string', LastModified: 'timestamp', Owner: 'Owner' } },
    Owner: {
      type: 'structure',
      members: { Type: ['string', { xmlAttribute: 1, xmlName: 'xsi:type' }], ID: 'string' },
    },
    HeadResult: {
      type: 'structure',
      members: {
        LastModified: ['timestamp', { httpHeader: 'Last-Modified' }],
        Metadata: ['map:string', { httpPrefixHeaders: 'x-amz-meta-' }],
      },
    },
  },
} satisfies GeneratedModel)

const wire = (method: string, rawPath: string, parts: Partial<WireRequest> = {}): WireRequest => ({
  method,
  rawPath,
  query: '',
  headers: {},
  rawBody: new Uint8Array(),
  ...parts,
})

test('a key keeps its slashes, dots and escapes; a body is bytes; headers have their types', () => {
  const request = wire('PUT', '/bucket/a/../b%20c/%2F', {
    rawBody: Uint8Array.of(0, 255),
    headers: { expires: 'Wed, 23 Sep 2026 10:15:00 GMT', 'x-amz-meta-colour': 'red' },
  })
  const { operation, input } = restXml.decode(s3, request)
  expect(operation.name).toBe('PutObject')
  expect(input).toEqual({
    Bucket: 'bucket',
    Key: 'a/../b c//',
    Body: Uint8Array.of(0, 255),
    Expires: new Date('2026-09-23T10:15:00Z'),
    Metadata: { colour: 'red' },
  })
})

test('operations of one path are told apart by their query and by what they require', () => {
  const nameOf = (request: WireRequest) => restXml.decode(s3, request).operation.name
  expect(nameOf(wire('PUT', '/b/k', { query: 'partNumber=1&uploadId=u' }))).toBe('UploadPart')
  expect(nameOf(wire('PUT', '/b/k', { headers: { 'x-amz-copy-source': '/a/b' } }))).toBe('CopyObject')
  expect(nameOf(wire('PUT', '/b/k', { query: 'tagging' }))).toBe('PutTags')
  expect(nameOf(wire('PUT', '/b/k'))).toBe('PutObject')
  expect(nameOf(wire('GET', '/b/', { query: 'list-type=2' }))).toBe('ListObjects')
  expect(() => nameOf(wire('GET', '/b'))).toThrow(AwsError)
  expect(() => nameOf(wire('PUT', '/b/'))).toThrow(AwsError)
})

const tagging = (xml: string) =>
  restXml.decode(s3, wire('PUT', '/b/k', { query: 'tagging', rawBody: bytesOf(xml) })).input['Tagging']

test('XML is read by its shapes: prefixes, comments, CDATA, references', () => {
  const xml =
    '<?xml version="1.0"?><!-- tags --><s:Tagging xmlns:s="http://s3.amazonaws.com/doc/2006-03-01/"><s:TagSet>' +
    '<s:Tag><s:Key>a&amp;&#x62;&#99;</s:Key><s:Value><![CDATA[<x>]]></s:Value></s:Tag><s:Tag><s:Key>d</s:Key></s:Tag>' +
    '</s:TagSet><Colour>red</Colour></s:Tagging>\n'
  expect(tagging(xml)).toEqual({ TagSet: [{ Key: 'a&bc', Value: '<x>' }, { Key: 'd' }] })
})

test.each([
  ['no element', 'text'],
  ['an open element', '<Tagging><TagSet>'],
  ['crossed elements', '<Tagging><TagSet></Tagging></TagSet>'],
  ['two roots', '<Tagging/><Tagging/>'],
  ['an entity of its own', '<!DOCTYPE a [<!ENTITY b "c">]><Tagging>&b;</Tagging>'],
  ['an unknown entity', '<Tagging>&b;</Tagging>'],
  ['a bad reference', '<Tagging>&#x110000;</Tagging>'],
  ['a hundred thousand levels', '<a>'.repeat(100_000)],
  ['a hundred thousand attributes without values', `<Tagging ${'a '.repeat(100_000)}>`],
  ['an endless comment', `<Tagging><!--${'-'.repeat(100_000)}`],
])(
  'XML with %s is malformed',
  (_, xml) => {
    expect(() => tagging(xml)).toThrow(/not well-formed/)
  },
  500,
)

test('XML answers have the root, flattened lists, attributes and dates of S3', () => {
  const operation = s3.operations.get('ListObjects')!
  const LastModified = new Date('2026-09-23T10:15:00Z')
  const output = {
    IsTruncated: false,
    Contents: [{ Key: 'a<b', LastModified, Owner: { Type: 'User', ID: '1' } }, { Key: '' }],
  }
  expect(textOf(restXml.encode(s3, operation, output, 'id').body)).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
      '<Contents><Key>a&lt;b</Key><LastModified>2026-09-23T10:15:00.000Z</LastModified>' +
      '<Owner xsi:type="User"><ID>1</ID></Owner></Contents><Contents><Key/></Contents>' +
      '<IsTruncated>false</IsTruncated></ListBucketResult>',
  )
  const head = restXml.encode(
    s3,
    s3.operations.get('HeadObject')!,
    { LastModified, Metadata: { Colour: 'red' } },
    'id',
  )
  expect(head.headers).toMatchObject({
    'last-modified': 'Wed, 23 Sep 2026 10:15:00 GMT',
    'x-amz-meta-colour': 'red',
  })
  expect(head.body).toHaveLength(0)
})

test("S3's errors carry further elements", () => {
  const error = new AwsError('NoSuchKey', 'The specified key does not exist.', {
    status: 404,
    extra: { Key: 'a&b' },
  })
  const { status, body } = restXml.encodeError(s3, { error, requestId: 'id', atDoor: false })
  expect(status).toBe(404)
  expect(textOf(body)).toContain(
    '<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><Key>a&amp;b</Key><RequestId>id</RequestId><HostId>aWQ=</HostId></Error>',
  )
})

test('restJson1: payloads, status members, JSON names, documents', () => {
  const lambda = linkModel({
    ...facts,
    service: 'lambda',
    serviceId: 'Lambda',
    protocol: 'restJson1',
    operations: {
      Invoke: {
        http: ['POST', '/2015-03-31/functions/{FunctionName}/invocations', 200],
        input: 'In',
        output: 'Out',
      },
      Tag: { http: ['POST', '/tags/{Arn}', 204], input: 'Tags' },
    },
    shapes: {
      In: {
        type: 'structure',
        members: { FunctionName: ['string', { httpLabel: 1 }], Payload: ['blob', { httpPayload: 1 }] },
      },
      Out: {
        type: 'structure',
        members: { StatusCode: ['number', { httpResponseCode: 1 }], Payload: ['blob', { httpPayload: 1 }] },
      },
      Tags: {
        type: 'structure',
        members: {
          Arn: ['string', { httpLabel: 1 }],
          Tags: ['map:string', { jsonName: 'tags' }],
          Any: 'document',
          Keys: ['list:string', { httpQuery: 'keys' }],
        },
      },
    },
  } satisfies GeneratedModel)
  const path = '/2015-03-31/functions/arn%3Aaws%3Alambda/invocations'
  const called = restJson1.decode(lambda, wire('POST', path, { rawBody: bytesOf('{"a":1}') }))
  expect(called.input).toEqual({ FunctionName: 'arn:aws:lambda', Payload: bytesOf('{"a":1}') })
  const answer = restJson1.encode(lambda, called.operation, { StatusCode: 202, Payload: bytesOf('x') }, 'id')
  expect(answer).toMatchObject({ status: 202, body: bytesOf('x') })

  const body = bytesOf('{"tags": {"__proto__": "x", "a": "b", "c": null}, "Any": [1, {"d": null}]}')
  const { input } = restJson1.decode(
    lambda,
    wire('POST', '/tags/x', { query: 'keys=a&keys=b', rawBody: body }),
  )
  expect(input).toEqual({
    Arn: 'x',
    Keys: ['a', 'b'],
    Tags: Object.fromEntries([
      ['__proto__', 'x'],
      ['a', 'b'],
    ]),
    Any: [1, { d: null }],
  })
})
