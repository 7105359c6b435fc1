import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { parseParagraphs } from '../../packages/dpkg-format.ts'

/** One suite of one archive. */
export interface Source {
  /** Without a slash at its end. */
  uri: string
  suite: string
  components: readonly string[]
}

const main = '/etc/apt/sources.list'
const folder = '/etc/apt/sources.list.d'

/** sources.list(5): one line a source, or paragraphs in *.sources. Sources of source code are left alone. */
export async function readSources(proc: Process): Promise<Source[]> {
  const names = await proc.readdir(folder).catch((error: unknown) => {
    if (isErrno(error)) return []
    throw error
  })
  const files = [main, ...names.map(({ name }) => `${folder}/${name}`).toSorted()]
  const found: Source[] = []
  for (const file of files) {
    if (!/\.(list|sources)$/.test(file)) continue
    const text = await proc.readText(file).catch((error: unknown) => {
      if (isErrno(error)) return ''
      throw error
    })
    found.push(...(file.endsWith('.sources') ? paragraphs(text) : lines(text)))
  }
  const seen = new Set<string>()
  return found.filter(({ uri, suite }) => !seen.has(`${uri} ${suite}`) && seen.add(`${uri} ${suite}`))
}

const lines = (text: string): Source[] =>
  text.split('\n').flatMap((line) => {
    const [, uri, suite, components] = /^\s*deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s*([^#]*)/.exec(line) ?? []
    if (uri === undefined || suite === undefined) return []
    return [{ uri: trimmed(uri), suite, components: words(components ?? '') }]
  })

const paragraphs = (text: string): Source[] =>
  parseParagraphs(text).flatMap((fields) => {
    const enabled = (fields.get('Enabled') ?? 'yes') !== 'no'
    if (!enabled || !words(fields.get('Types') ?? '').includes('deb')) return []
    const components = words(fields.get('Components') ?? '')
    return words(fields.get('URIs') ?? '').flatMap((uri) =>
      words(fields.get('Suites') ?? '').map((suite) => ({ uri: trimmed(uri), suite, components })),
    )
  })

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '')
const trimmed = (uri: string): string => uri.replace(/\/$/, '')
