import type { WireRequest, WireResponse } from '#engine'
import { parseDuration } from './duration.ts'

/** What a test suite may do to the cloud besides calling AWS. */
export interface Controls {
  /** Throws everything away. */
  reset(): Promise<void>
  /** Sets the cloud's clock ahead, by milliseconds. */
  skip(milliseconds: number): Promise<void>
}

export const controlPrefix = '/_sandcloud/'

const longestSkip = 10 * 366 * 24 * 60 * 60 * 1000

/** `POST /_sandcloud/reset` and `POST /_sandcloud/clock {"skip": "PT5M"}`. */
export async function control(
  { method, rawPath, rawBody }: WireRequest,
  controls: Controls,
): Promise<WireResponse> {
  if (method !== 'POST') return answer(405, { message: 'POST only' })
  switch (rawPath.slice(controlPrefix.length)) {
    case 'reset':
      await controls.reset()
      return answer(200, {})
    case 'clock': {
      const skip = skipOf(new TextDecoder().decode(rawBody))
      if (skip === undefined) return answer(400, { message: 'Send {"skip": "PT5M"}: an ISO 8601 duration.' })
      if (skip > longestSkip) return answer(400, { message: 'At most ten years at a time.' })
      await controls.skip(skip)
      return answer(200, {})
    }
    default:
      return answer(404, { message: 'There are /_sandcloud/reset and /_sandcloud/clock.' })
  }
}

function skipOf(text: string): number | undefined {
  try {
    const { skip } = JSON.parse(text) as { skip?: unknown }
    return typeof skip === 'string' ? parseDuration(skip) : undefined
  } catch {
    return undefined
  }
}

export const answer = (status: number, body: object): WireResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: new TextEncoder().encode(JSON.stringify(body)),
})
