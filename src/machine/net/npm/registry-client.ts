import { sha512 } from '@noble/hashes/sha2.js'
import type { Process } from '../../kernel/process.ts'
import { text, toBase64 } from '../bytes.ts'
import { HeaderList, type OpenHttp, collect, openHttp } from '../http/index.ts'
import type { Manifest } from './manifest.ts'
import { NpmError, registryFailure } from './npm-error.ts'

export interface PublishedVersion extends Manifest {
  name: string
  version: string
  dist: { tarball: string; integrity: string }
}

export interface Packument {
  name: string
  'dist-tags': Record<string, string>
  versions: Record<string, PublishedVersion>
}

export const defaultRegistry = 'https://registry.sandcloud.test/'
const mostConnections = 8
const largestAnswer = 256 * 1024 * 1024

/** Talks to the registry over a few connections that are kept. */
export class RegistryClient {
  readonly #packuments = new Map<string, Promise<Packument>>()
  readonly #idle: OpenHttp[] = []
  readonly #waiting: (() => void)[] = []
  #open = 0
  constructor(
    private readonly proc: Process,
    readonly registry: string,
  ) {}

  /** What there is of a package; asked for once. */
  packument(name: string): Promise<Packument> {
    let asked = this.#packuments.get(name)
    if (!asked) {
      asked = this.#get(`${this.registry}${name.replace('/', '%2f')}`, name).then(
        (bytes) => JSON.parse(text(bytes)) as Packument,
      )
      // Whoever waits for it later hears of its failure; until then nobody need.
      asked.catch(() => undefined)
      this.#packuments.set(name, asked)
    }
    return asked
  }

  /** A tarball whose hash is the promised one. */
  async tarball(name: string, url: string, integrity: string | undefined): Promise<Uint8Array> {
    const bytes = await this.#get(url, name)
    const expected = integrity?.split(/\s+/).find((part) => part.startsWith('sha512-'))
    const found = `sha512-${toBase64(sha512(bytes))}`
    if (expected && found !== expected)
      throw new NpmError('EINTEGRITY', [
        `sha512 integrity checksum failed when using sha512: wanted ${expected} but got ${found}. (${bytes.length} bytes)`,
      ])
    return bytes
  }

  /** Asks for known vulnerabilities, as `npm audit` does; undefined when the registry has no such service. */
  async advisories(versions: Readonly<Record<string, string[]>>): Promise<number | undefined> {
    const url = new URL('-/npm/v1/security/advisories/bulk', this.registry)
    try {
      const { status, body } = await this.#request(url, 'POST', JSON.stringify(versions))
      return status === 200 ? Object.keys(JSON.parse(text(body)) as object).length : undefined
    } catch (error) {
      if (registryFailure(error, url.href) instanceof NpmError) return undefined
      throw error
    }
  }

  close(): void {
    for (const open of this.#idle.splice(0)) open.close()
  }

  async #get(address: string, name: string): Promise<Uint8Array> {
    const url = new URL(address)
    let answer
    try {
      answer = await this.#request(url, 'GET')
    } catch (error) {
      throw registryFailure(error, address)
    }
    if (answer.status === 200) return answer.body
    if (answer.status !== 404) throw new NpmError(`E${answer.status}`, [`${answer.status} - GET ${address}`])
    throw new NpmError('E404', [
      `404 Not Found - GET ${address.replace('%2f', '/')}`,
      '404',
      `404  The requested resource '${name}@*' could not be found or you do not have permission to access it.`,
      '404',
      '404 Note that you can also install from a',
      '404 tarball, folder, http url, or git url.',
    ])
  }

  async #request(url: URL, method: string, body?: string): Promise<{ status: number; body: Uint8Array }> {
    const open = await this.#acquire(url)
    try {
      const headers = new HeaderList({ Host: url.host, Accept: '*/*', 'User-Agent': 'npm' })
      if (body) headers.append('Content-Type', 'application/json')
      const target = `${url.pathname}${url.search}`
      const response = await open.connection.request({ method, target, headers, ...(body && { body }) })
      return { status: response.status, body: await collect(response.body, largestAnswer) }
    } finally {
      this.#release(open)
    }
  }

  async #acquire(url: URL): Promise<OpenHttp> {
    for (;;) {
      const idle = this.#idle.pop()
      if (idle) return idle
      if (this.#open < mostConnections) break
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
    this.#open++
    try {
      return await openHttp(this.proc, url)
    } catch (error) {
      this.#open--
      this.#waiting.shift()?.()
      throw error
    }
  }

  #release(open: OpenHttp): void {
    if (open.connection.reusable) this.#idle.push(open)
    else {
      this.#open--
      open.close()
    }
    this.#waiting.shift()?.()
  }
}
