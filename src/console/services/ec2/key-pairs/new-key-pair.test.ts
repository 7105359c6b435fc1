import { expect, test } from 'vitest'
import { nameProblem } from './new-key-pair.ts'

test('a name is 1 to 255 ASCII characters without blanks around it', () => {
  for (const name of ['learner', 'My key (2)', 'x'.repeat(255)])
    expect(nameProblem(name), name).toBeUndefined()
  for (const name of ['', 'x'.repeat(256), 'schlüssel', ' key', 'key ', 'a\tb'])
    expect(nameProblem(name), name).toBeTypeOf('string')
})
