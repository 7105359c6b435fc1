import { expect, test } from 'vitest'
import type { GeneratedModel } from '../model/generated-model.ts'
import { linkModel } from '../model/link.ts'
import { validate } from './validate.ts'

const model = linkModel(
  {
    service: 'made-up',
    serviceId: 'Made up',
    protocol: 'awsJson1_1',
    apiVersion: '1',
    signingName: 'made-up',
    endpointPrefix: 'made-up',
    namespace: 'n',
    unserved: [],
    enums: { Colour: ['RED', 'GREEN'] },
    operations: { Paint: { input: 'PaintRequest' } },
    shapes: {
      PaintRequest: {
        type: 'structure',
        members: {
          Name: 'string',
          Colour: ['string', { enum: 'Colour' }],
          Coats: 'number',
          Walls: 'Walls',
          Labels: 'Labels',
        },
        required: 1,
      },
      Walls: { type: 'list', member: 'Wall' },
      Wall: { type: 'structure', members: { Id: 'string' }, required: 1 },
      Labels: { type: 'map', key: 'string', value: 'Wall' },
    },
  } satisfies GeneratedModel,
  {
    'PaintRequest.Name': { length: [3, 5], pattern: '[a-z]+' },
    'PaintRequest.Coats': { range: [1, 4] },
    'PaintRequest.Walls': { length: [1, 2] },
  },
)

const paint = (input: Record<string, unknown>) => () => validate(model, model.operations.get('Paint')!, input)

const failed = (value: string, path: string, must: string) =>
  `Value ${value} at '${path}' failed to satisfy constraint: Member must ${must}`

test.each([
  [{}, failed('null', 'name', 'not be null')],
  [{ Name: 'ab' }, failed("'ab'", 'name', 'have length greater than or equal to 3')],
  [{ Name: 'abcdef' }, failed("'abcdef'", 'name', 'have length less than or equal to 5')],
  [{ Name: 'ABC' }, failed("'ABC'", 'name', 'satisfy regular expression pattern: [a-z]+')],
  [{ Name: 'abc', Colour: 'BLUE' }, failed("'BLUE'", 'colour', 'satisfy enum value set: [RED, GREEN]')],
  [{ Name: 'abc', Coats: 0 }, failed("'0'", 'coats', 'have value greater than or equal to 1')],
  [{ Name: 'abc', Coats: 5 }, failed("'5'", 'coats', 'have value less than or equal to 4')],
  [{ Name: 'abc', Walls: [] }, failed("'[]'", 'walls', 'have length greater than or equal to 1')],
  [{ Name: 'abc', Walls: [{ Id: 'a' }, {}] }, failed('null', 'walls.2.member.id', 'not be null')],
  [{ Name: 'abc', Labels: { x: {} } }, failed('null', 'labels.x.member.id', 'not be null')],
])('%j is refused in the words of the JSON services', (input, message) => {
  expect(paint(input)).toThrow(`1 validation error detected: ${message}`)
})

test('several errors are counted and joined, as the members come', () => {
  expect(paint({ Name: 'A', Colour: 'BLUE', Coats: 9 })).toThrow(
    `4 validation errors detected: ${[
      failed("'A'", 'name', 'have length greater than or equal to 3'),
      failed("'A'", 'name', 'satisfy regular expression pattern: [a-z]+'),
      failed("'BLUE'", 'colour', 'satisfy enum value set: [RED, GREEN]'),
      failed("'9'", 'coats', 'have value less than or equal to 4'),
    ].join('; ')}`,
  )
})

test('what keeps to the model passes', () => {
  expect(paint({ Name: 'abc', Colour: 'RED', Coats: 4, Walls: [{ Id: '' }] })).not.toThrow()
})
