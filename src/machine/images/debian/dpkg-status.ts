import { packagesOf, releaseOf } from '../../packages/index.ts'
import type { ImagePart } from '../distribution.ts'
import { fileList, statusParagraph } from '../../packages/dpkg-format.ts'

/** dpkg's own record of what the image comes with. */
export const addDpkg: ImagePart = (tree, distribution) => {
  const machine = distribution.architecture === 'arm64' ? 'aarch64' : 'x86_64'
  const installed = packagesOf(releaseOf(distribution)!, machine).filter(({ onImage }) => onImage)
  tree.directory('/var/lib/dpkg/info').directory('/var/lib/apt/lists').directory('/var/cache/apt/archives')
  for (const each of installed) {
    const paths = each.files.map(({ path }) => path)
    tree.file(`/var/lib/dpkg/info/${each.name}.list`, fileList(paths))
    for (const file of each.files) if ('text' in file) tree.file(file.path, file.text)
  }
  const status = installed.map((each) => statusParagraph(each, { installedSize: each.files.length * 64 }))
  tree
    .file('/var/lib/dpkg/status', status.join('\n'))
    .file('/var/lib/dpkg/arch', `${installed[0]!.architecture}\n`)
    .file('/var/lib/dpkg/lock', '', 0o640)
    .file('/var/lib/dpkg/lock-frontend', '', 0o640)
    .file('/var/lib/apt/extended_states', '')
    .file('/var/cache/apt/archives/lock', '', 0o640)
    .file('/var/lib/apt/lists/lock', '', 0o640)
}
