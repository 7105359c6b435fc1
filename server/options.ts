import { parseArgs } from 'node:util'

export type ServePace = 'real' | 'brisk' | 'instant'

export interface ServeOptions {
  readonly port: number
  readonly host: string
  readonly pace: ServePace
  /** Every request is the admin's, whatever its signature. */
  readonly trust: boolean
  /** Instances boot, and what learners put on them runs. */
  readonly compute?: boolean
}

export const usage = `Usage: npm run serve -- [options]

  --port <number>   where to listen (4566; 0 picks a free one)
  --host <address>  on which address (127.0.0.1)
  --pace <pace>     how long AWS's own delays take: real, brisk or instant (brisk)
  --trust           take every request for the admin's, without looking at signatures
  --compute         boot instances, and run what is put on them; without it nothing of yours runs

SANDCLOUD_ACCESS_KEY_ID and SANDCLOUD_SECRET_ACCESS_KEY set the admin's access key.`

const paces: readonly string[] = ['real', 'brisk', 'instant']

/** Throws an Error with a message for the user. */
export function serveOptions(args: readonly string[]): ServeOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '4566' },
      host: { type: 'string', default: '127.0.0.1' },
      pace: { type: 'string', default: 'brisk' },
      trust: { type: 'boolean', default: false },
      compute: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return 'help'
  const port = Number(values.port)
  if (!/^\d+$/.test(values.port) || port > 65_535) throw new Error(`--port: '${values.port}' is no port`)
  if (!paces.includes(values.pace)) throw new Error(`--pace: '${values.pace}' is none of ${paces.join(', ')}`)
  return {
    port,
    host: values.host,
    pace: values.pace as ServePace,
    trust: values.trust,
    compute: values.compute,
  }
}
