import { adminKeyOf } from './access-key.ts'
import { type ServeOptions, serveOptions, usage } from './options.ts'
import { serve } from './serve.ts'

const loopback = ['127.0.0.1', '::1', 'localhost']

function fail(status: number, ...lines: string[]): never {
  console.error(lines.join('\n'))
  process.exit(status)
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

function optionsOrExit(): ServeOptions {
  try {
    const options = serveOptions(process.argv.slice(2))
    if (options !== 'help') return options
    console.log(usage)
    return process.exit(0)
  } catch (error) {
    return fail(2, messageOf(error), '', usage)
  }
}

async function main(options: ServeOptions): Promise<void> {
  const { server, url, engine, stop } = await serve(options, adminKeyOf(process.env))
  const { accessKeyId, secretAccessKey } = engine.adminKey
  console.log(`Sandcloud is listening. It lives in memory, and is gone when this ends (Ctrl-C).

  endpoint            ${url}
  account             ${engine.accountId}
  access key id       ${accessKeyId}
  secret access key   ${secretAccessKey}

  aws ec2 describe-instances --endpoint-url ${url} --region us-east-1`)
  if (options.trust) console.log("\n  --trust: every request is the admin's, whoever sends it.")
  if (options.compute) {
    console.log(`
  --compute: instances boot. Programs of Node run as processes of this computer, with an empty environment and
  Node's permission flags before its files: no sandbox, so run only what you trust.

  curl -x ${url} http://<public address>:3000/`)
  }
  if (!loopback.includes(options.host)) console.log(`\n  ${options.host} can be reached by others than you.`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => (stop(), process.exit(0)))
  server.on('error', (error) => fail(1, messageOf(error)))
}

main(optionsOrExit()).catch((error: unknown) => fail(1, messageOf(error)))
