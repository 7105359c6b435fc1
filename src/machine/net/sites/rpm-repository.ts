import type { Package } from '../../packages/index.ts'
import { utf8 } from '../bytes.ts'
import { fileName } from '../dnf/package-names.ts'
import { gzip } from '../gzip.ts'
import type { Reply } from '../http/index.ts'
import { archiveFile, installedSize } from '../packages/archive-file.ts'

/** What a repository of rpm packages answers for a path below its own; undefined for what it does not have. */
export async function rpmRepository(packages: readonly Package[], path: string): Promise<Reply | undefined> {
  if (path === '/repodata/primary.json.gz') return { status: 200, body: await metadata(packages) }
  const wanted = packages.find((info) => path === `/Packages/${fileName(info)}`)
  return wanted && { status: 200, body: await archiveFile(wanted) }
}

async function metadata(packages: readonly Package[]): Promise<Uint8Array> {
  const described = await Promise.all(
    packages.map(async (each) => {
      const { files, onImage: _, ...info } = each
      return {
        ...info,
        size: (await archiveFile(each)).length,
        installedSize: installedSize(each),
        files: files.map(({ path }) => path),
      }
    }),
  )
  return gzip(utf8(JSON.stringify(described)))
}
