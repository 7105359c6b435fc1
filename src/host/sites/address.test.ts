import { describe, expect, test } from 'vitest'
import { readAddress, writeAddress } from './address.ts'

describe('an address of the virtual internet on the sites’ origin', () => {
  test.each([
    'http://3.80.1.2:3000/',
    'http://3.80.1.2:3000/a/b.html?q=1&r=%20x#part',
    'https://example.test/',
    'http://bucket.s3-website-us-east-1.amazonaws.com/~go/x',
  ])('%s reads back as it was written', (url) => {
    const target = new URL(url)
    const written = new URL(writeAddress({ frame: 'f-1', target }), 'http://127.0.0.1:4173')
    expect(readAddress(written)).toEqual({ frame: 'f-1', target })
  })

  test.each(['/', '/~go/', '/~go/f/ftp/host/', '/~go/f/http/', '/about?x=/~go/f/http/h/'])(
    '%s is none',
    (path) => expect(readAddress(new URL(path, 'http://127.0.0.1'))).toBeUndefined(),
  )
})
