import { exists } from '../../kernel/exists.ts'
import { ErrnoError, isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { NpmError } from './npm-error.ts'

type Ranges = Record<string, string>

/** As much of package.json as npm itself reads. */
export interface Manifest {
  name?: string
  version?: string
  scripts?: Record<string, string>
  bin?: string | Record<string, string>
  license?: string
  engines?: Ranges
  funding?: unknown
  dependencies?: Ranges
  devDependencies?: Ranges
  optionalDependencies?: Ranges
  peerDependencies?: Ranges
  peerDependenciesMeta?: Record<string, { optional?: boolean }>
  hasInstallScript?: boolean
  [other: string]: unknown
}

/** package.json with the way it was written, so that a change leaves the rest alone. */
export interface ManifestFile {
  path: string
  manifest: Manifest
  indent: string
  newline: string
}

export async function readManifest(proc: Process, folder: string): Promise<ManifestFile> {
  const path = `${folder}/package.json`
  let text: string
  try {
    text = await proc.readText(path)
  } catch (error) {
    if (!(error instanceof ErrnoError) || !isErrno(error, 'ENOENT')) throw error
    throw new NpmError('ENOENT', [
      'syscall open',
      `path ${path}`,
      'errno -2',
      `enoent Could not read package.json: Error: ENOENT: no such file or directory, open '${path}'`,
      'enoent This is related to npm not being able to find a file.',
      'enoent',
    ])
  }
  const indent = /^([ \t]+)"/m.exec(text)?.[1] ?? (text.includes('\n', 1) ? '  ' : '')
  return { path, manifest: parseManifest(text), indent, newline: text.endsWith('\n') ? '\n' : '' }
}

function parseManifest(text: string): Manifest {
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Manifest
    throw new SyntaxError('Not an object')
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const shown =
      text.length > 60 ? `${JSON.stringify(text.slice(0, 60)).slice(0, -1)}..."` : JSON.stringify(text)
    throw new NpmError('EJSONPARSE', [
      `JSON.parse Invalid package.json: JSONParseError: ${error.message} while parsing ${shown}`,
      'JSON.parse Failed to parse JSON data.',
      'JSON.parse Note: package.json must be actual JSON, not just JavaScript.',
    ])
  }
}

export const writeManifest = (
  proc: Process,
  { path, manifest, indent, newline }: ManifestFile,
): Promise<void> => proc.writeFile(path, JSON.stringify(manifest, undefined, indent) + newline)

/** What must be there for the package to work: its dependencies, and the peers that it insists on. */
export function requiredBy(manifest: Manifest): Ranges {
  const peers = Object.entries(manifest.peerDependencies ?? {}).filter(
    ([name]) => !manifest.peerDependenciesMeta?.[name]?.optional,
  )
  return { ...Object.fromEntries(peers), ...manifest.dependencies }
}

/** The commands that a package brings: name → path within it. */
export function commandsOf(manifest: Manifest): Record<string, string> {
  if (typeof manifest.bin !== 'string') return manifest.bin ?? {}
  return manifest.name ? { [manifest.name.split('/').at(-1)!]: manifest.bin } : {}
}

/** npm works on the nearest folder above that has a package.json or node_modules; else on this one. */
export async function packageRoot(proc: Process): Promise<string> {
  for (let folder = proc.cwd; folder !== '/'; folder = folder.slice(0, folder.lastIndexOf('/')) || '/')
    for (const sign of ['package.json', 'node_modules'])
      if (await exists(proc, `${folder}/${sign}`)) return folder
  return proc.cwd
}
