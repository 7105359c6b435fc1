import { packagesOf } from '../../packages/index.ts'
import type { ByteStream } from '../byte-stream.ts'
import { mirrorHost, mirrorListPath, repositoryPath } from '../dnf/repository.ts'
import type { Reply } from '../http/index.ts'
import { serveHttp } from '../http/index.ts'
import { rpmRepository } from './rpm-repository.ts'

/** The mirror of Amazon Linux 2023's packages. */
export const packageMirror = (stream: ByteStream): Promise<void> =>
  serveHttp(stream, ({ path }) => answer(path), 'AmazonS3')

const forbidden: Reply = { status: 403, body: '' }

async function answer(path: string): Promise<Reply> {
  for (const machine of ['x86_64', 'aarch64'] as const) {
    const root = repositoryPath(machine)
    if (path === mirrorListPath(machine)) return { status: 200, body: `https://${mirrorHost}${root}/\n` }
    if (!path.startsWith(`${root}/`)) continue
    const packages = packagesOf('al2023', machine)
    return (await rpmRepository(packages, path.slice(root.length))) ?? forbidden
  }
  return forbidden
}
