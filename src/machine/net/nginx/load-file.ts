import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { matchesStars } from '../../star-pattern.ts'
import { ConfigurationError, type Directive, parseConfiguration } from './syntax.ts'

const deepestInclude = 10

/** A file with what it includes in its place. */
export async function loadFile(proc: Process, file: string, depth = 0): Promise<Directive[]> {
  if (depth > deepestInclude) throw new ConfigurationError(`too many levels of includes in ${file}`)
  let text: string
  try {
    text = await proc.readText(file)
  } catch (error) {
    if (!isErrno(error)) throw error
    throw new ConfigurationError(
      `open() "${file}" failed (${error.code === 'EACCES' ? 13 : 2}: ${error.message})`,
    )
  }
  return include(proc, parseConfiguration(text, file), depth)
}

async function include(proc: Process, directives: readonly Directive[], depth: number): Promise<Directive[]> {
  const found: Directive[] = []
  for (const each of directives) {
    if (each.name === 'include') {
      const pattern = each.args[0] ?? ''
      const path = pattern.startsWith('/') ? pattern : `/etc/nginx/${pattern}`
      for (const name of await matching(proc, path)) found.push(...(await loadFile(proc, name, depth + 1)))
    } else if (each.block) found.push({ ...each, block: await include(proc, each.block, depth) })
    else found.push(each)
  }
  return found
}

async function matching(proc: Process, path: string): Promise<string[]> {
  if (!path.includes('*')) return [path]
  const folder = path.slice(0, path.lastIndexOf('/'))
  const pattern = path.slice(folder.length + 1)
  const names = await proc.readdir(folder).catch((error: unknown) => {
    if (isErrno(error)) return []
    throw error
  })
  return names
    .map(({ name }) => name)
    .filter((name) => matchesStars(pattern, name))
    .toSorted()
    .map((name) => `${folder}/${name}`)
}
