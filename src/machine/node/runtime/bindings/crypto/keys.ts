import { dataOf } from '../../facts.ts'
import { copyOf } from '../../bytes/views.ts'
import { compareBytes } from '../../bytes/search.ts'
import { unavailable } from '../unavailable.ts'
import { bytesOf, inEncoding } from './digests.ts'

const { kKeyTypeSecret } = dataOf('crypto') as { kKeyTypeSecret: number }

/** A secret key's bytes. Key pairs would need OpenSSL: making one says so. */
export class KeyObjectHandle {
  secret: Uint8Array = new Uint8Array(0)

  init(type: number, data: ArrayBufferView | ArrayBuffer): void {
    if (type !== kKeyTypeSecret)
      throw unavailable(
        'Public key cryptography',
        'this Node has no OpenSSL; it hashes, signs with HMAC and derives keys',
      )
    this.secret = copyOf(bytesOf(data))
  }

  getKeyType(): number {
    return kKeyTypeSecret
  }

  getSymmetricKeySize(): number {
    return this.secret.length
  }

  export(): unknown {
    return inEncoding(this.secret)
  }

  exportJwk(into: Record<string, unknown>): object {
    return Object.assign(into, { kty: 'oct', k: inEncoding(this.secret, 'base64url') })
  }

  equals(other: KeyObjectHandle): boolean {
    return compareBytes(this.secret, other.secret) === 0
  }
}

/** What lib's own classes extend: objects with slots that only the binding reads. */
const slotsOf = new WeakMap<object, unknown[]>()

class NativeKeyObject {
  constructor(handle: KeyObjectHandle) {
    slotsOf.set(this, [handle.getKeyType(), handle])
  }
}

class NativeCryptoKey {
  constructor(handle: KeyObjectHandle, algorithm: object, usages: number, extractable: boolean) {
    slotsOf.set(this, [handle.getKeyType(), extractable, algorithm, usages, handle])
  }
}

const slots = (object: object): unknown[] => slotsOf.get(object) ?? []

export const keyBinding = {
  KeyObjectHandle,
  createNativeKeyObjectClass: (make: (base: typeof NativeKeyObject) => unknown) => make(NativeKeyObject),
  getKeyObjectSlots: slots,
  createCryptoKeyClass: (make: (base: typeof NativeCryptoKey) => unknown) => make(NativeCryptoKey),
  getCryptoKeySlots: slots,
}
