import { packTar } from 'modern-tar'
import { binaryFor } from '../../kernel/binary-format.ts'
import type { ByteStream } from '../byte-stream.ts'
import { utf8 } from '../bytes.ts'
import { type MirroredPackage, type PackagedFile, fileName, mirroredPackages } from '../dnf/package-table.ts'
import { mirrorHost, mirrorListPath, repositoryPath } from '../dnf/repository.ts'
import { gzip } from '../gzip.ts'
import type { Reply } from '../http/index.ts'
import { serveHttp } from '../http/index.ts'

/** The mirror of Amazon Linux 2023's packages. Its packages are gzipped tar files, whatever they are called. */
export const packageMirror = (stream: ByteStream): Promise<void> =>
  serveHttp(stream, ({ path }) => answer(path), 'AmazonS3')

async function answer(path: string): Promise<Reply> {
  if (path === mirrorListPath) return { status: 200, body: `https://${mirrorHost}${repositoryPath}/\n` }
  if (path === `${repositoryPath}/repodata/primary.json.gz`) return { status: 200, body: await metadata() }
  const wanted = mirroredPackages.find((info) => path === `${repositoryPath}/Packages/${fileName(info)}`)
  return wanted ? { status: 200, body: await packageFile(wanted) } : { status: 403, body: '' }
}

async function metadata(): Promise<Uint8Array> {
  const packages = await Promise.all(
    mirroredPackages.map(async ({ files, ...info }) => ({
      ...info,
      size: (await packageFile({ ...info, files })).length,
      installedSize: files.reduce((sum, file) => sum + bodyOf(file).length, 0),
      files: files.map(({ path }) => path),
    })),
  )
  return gzip(utf8(JSON.stringify(packages)))
}

async function packageFile({ files }: MirroredPackage): Promise<Uint8Array> {
  const tar = await packTar(
    files.map((file) => {
      const body = bodyOf(file)
      const header = { name: file.path.slice(1), mtime: new Date(0), uid: 0, gid: 0 }
      if ('link' in file) return { header: { ...header, type: 'symlink', size: 0, linkname: file.link } }
      return { header: { ...header, size: body.length, mode: 'program' in file ? 0o755 : 0o644 }, body }
    }),
  )
  return gzip(tar)
}

function bodyOf(file: PackagedFile): Uint8Array {
  if ('program' in file) return binaryFor(file.program)
  return utf8('text' in file ? file.text : '')
}
