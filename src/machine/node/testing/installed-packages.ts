import { readFileSync, readdirSync } from 'node:fs'
import type { TestFile } from '../../testing/test-kernel.ts'

const modules = new URL('../../../../node_modules/', import.meta.url)

interface PackageJson {
  dependencies?: Record<string, string>
}

/** A package of this repository's own, with everything it depends on, as files under `folder`/node_modules. */
export function installedPackages(folder: string, names: readonly string[]): Record<string, TestFile> {
  const files: Record<string, TestFile> = {}
  const seen = new Set<string>()
  const add = (name: string): void => {
    if (seen.has(name)) return
    seen.add(name)
    addFolder(new URL(`${name}/`, modules), `${folder}/node_modules/${name}`, files)
    const { dependencies } = JSON.parse(
      readFileSync(new URL(`${name}/package.json`, modules), 'utf8'),
    ) as PackageJson
    for (const dependency of Object.keys(dependencies ?? {})) add(dependency)
  }
  for (const name of names) add(name)
  return files
}

function addFolder(from: URL, to: string, files: Record<string, TestFile>): void {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = new URL(entry.name, from)
    if (entry.isDirectory()) addFolder(new URL(`${entry.name}/`, from), `${to}/${entry.name}`, files)
    else if (entry.isFile()) files[`${to}/${entry.name}`] = { content: readFileSync(source), uid: 1000 }
  }
}
