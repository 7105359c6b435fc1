import { compareBytes } from '../../bytes/search.ts'
import { dataOf } from '../../facts.ts'
import { unavailable } from '../unavailable.ts'
import { bytesOf } from './digests.ts'
import { getHashes, Hash, Hmac, oneShotDigest } from './hash.ts'
import { HashJob, HKDFJob, PBKDF2Job, RandomBytesJob, ScryptJob } from './jobs.ts'
import { keyBinding } from './keys.ts'

const why = 'this Node has no OpenSSL; it hashes, signs with HMAC, derives keys and makes random bytes'

const missing = (what: string) =>
  class {
    constructor() {
      throw unavailable(what, why)
    }
  }
const missingCall = (what: string) => () => {
  throw unavailable(what, why)
}

const classes: Record<string, string> = {
  Sign: 'crypto.createSign',
  Verify: 'crypto.createVerify',
  SignJob: 'crypto.sign',
  CipherBase: 'crypto.createCipheriv',
  DiffieHellman: 'crypto.createDiffieHellman',
  DiffieHellmanGroup: 'crypto.getDiffieHellman',
  ECDH: 'crypto.createECDH',
  SecureContext: 'tls.createSecureContext',
  AESCipherJob: 'crypto.subtle.encrypt',
  ChaCha20Poly1305CipherJob: 'crypto.subtle.encrypt',
  RSACipherJob: 'crypto.subtle.encrypt',
  HmacJob: 'crypto.subtle.sign',
  SecretKeyGenJob: 'crypto.generateKey',
  RsaKeyPairGenJob: 'crypto.generateKeyPair',
  EcKeyPairGenJob: 'crypto.generateKeyPair',
  NidKeyPairGenJob: 'crypto.generateKeyPair',
  DsaKeyPairGenJob: 'crypto.generateKeyPair',
  DhKeyPairGenJob: 'crypto.generateKeyPair',
  DHBitsJob: 'crypto.diffieHellman',
  RandomPrimeJob: 'crypto.generatePrime',
  CheckPrimeJob: 'crypto.checkPrime',
}
const calls = {
  parseX509: 'crypto.X509Certificate',
  publicEncrypt: 'crypto.publicEncrypt',
  privateDecrypt: 'crypto.privateDecrypt',
  privateEncrypt: 'crypto.privateEncrypt',
  publicDecrypt: 'crypto.publicDecrypt',
  certVerifySpkac: 'crypto.Certificate',
  certExportPublicKey: 'crypto.Certificate',
  certExportChallenge: 'crypto.Certificate',
  ECDHConvertKey: 'crypto.ECDH.convertKey',
}

/** OpenSSL's place, as far as @noble/hashes fills it. */
export const binding = {
  ...dataOf('crypto'),
  ...Object.fromEntries(Object.entries(classes).map(([name, what]) => [name, missing(what)])),
  ...Object.fromEntries(Object.entries(calls).map(([name, what]) => [name, missingCall(what)])),
  ...keyBinding,
  Hash,
  Hmac,
  HashJob,
  RandomBytesJob,
  PBKDF2Job,
  ScryptJob,
  HKDFJob,
  oneShotDigest,
  getHashes,
  getCiphers: () => [],
  getSSLCiphers: () => [],
  getCurves: () => [],
  getCipherInfo: () => undefined,
  getCachedAliases: () => ({}),
  getFipsCrypto: () => 0,
  setFipsCrypto: () => {},
  testFipsCrypto: () => false,
  setEngine: () => true,
  secureBuffer: (size: number) => new Uint8Array(size),
  secureHeapUsed: () => undefined,
  getOpenSSLSecLevelCrypto: () => 1,
  getBundledRootCertificates: () => [],
  getSystemCACertificates: () => [],
  getExtraCACertificates: () => [],
  getUserRootCertificates: () => [],
  resetRootCertStore: () => {},
  startLoadingCertificatesOffThread: () => {},
  getCertificateCompressionAlgorithms: () => [],
  timingSafeEqual(a: ArrayBufferView, b: ArrayBufferView) {
    if (a.byteLength !== b.byteLength) {
      const error = new RangeError('Input buffers must have the same byte length')
      throw Object.assign(error, { code: 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH' })
    }
    return compareBytes(bytesOf(a), bytesOf(b)) === 0
  },
}
