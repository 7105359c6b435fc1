import type { GitHttpRequest, GitHttpResponse, HttpClient } from 'isomorphic-git'
import type { Process } from '../../kernel/process.ts'
import { concat } from '../bytes.ts'
import { HeaderList, curlFailure, openHttp } from '../http/index.ts'
import { GitError } from './git-error.ts'

/** Counts what came over the wire, for the line about received objects. */
export interface Traffic {
  bytes: number
}

/** HTTP in the form that isomorphic-git asks for, over the process's sockets. Throws GitError in git's words. */
export function processHttp(proc: Process, remote: string, traffic: Traffic): HttpClient {
  return {
    request: async ({
      url,
      method = 'GET',
      headers = {},
      body,
    }: GitHttpRequest): Promise<GitHttpResponse> => {
      const to = new URL(url)
      try {
        const open = await openHttp(proc, to)
        const sent = body && (await joined(body))
        const response = await open.connection.request({
          method,
          target: `${to.pathname}${to.search}`,
          headers: new HeaderList({ Host: to.host, ...headers, 'User-Agent': 'git/2.50.1' }),
          ...(sent && { body: sent }),
        })
        return {
          url,
          method,
          statusCode: response.status,
          statusMessage: response.reason,
          headers: Object.fromEntries(
            response.headers.entries.map(([name, value]) => [name.toLowerCase(), value]),
          ),
          body: counted(response.body, traffic, remote, () => open.close()),
        }
      } catch (error) {
        throw inWords(error, remote)
      }
    },
  }
}

async function joined(
  body: AsyncIterable<Uint8Array> | AsyncIterableIterator<Uint8Array>,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const part of body) parts.push(part)
  return concat(parts)
}

async function* counted(body: AsyncIterable<Uint8Array>, traffic: Traffic, remote: string, done: () => void) {
  try {
    for await (const bytes of body) {
      traffic.bytes += bytes.length
      yield bytes
    }
  } catch (error) {
    throw inWords(error, remote)
  } finally {
    done()
  }
}

function inWords(error: unknown, remote: string): unknown {
  const failure = curlFailure(error)
  return failure
    ? new GitError(`fatal: unable to access '${remote.replace(/\/?$/, '/')}': ${failure.text}`)
    : error
}
