import { decodeBytes } from '../bytes/decode.ts'
import { dataOf } from '../facts.ts'
import { files } from '../files/index.ts'
import { host } from '../host.ts'
import { requireBuiltin } from '../realm-require.ts'
import { SystemError } from '../uv.ts'

interface PackageJson {
  path: string
  /** name, main, type, imports, exports: as lib unpacks them. */
  fields: [
    name: string | undefined,
    main: string | undefined,
    type: string,
    imports: string | null,
    exports: string | null,
  ]
}

const cache = new Map<string, PackageJson | undefined>()

const asText = (value: unknown): string => JSON.stringify(value)

function readPackage(path: string, base?: string, specifier?: string): PackageJson | undefined {
  if (cache.has(path)) return cache.get(path)
  let text: string
  try {
    text = decodeBytes(files().readFile(path))
  } catch (error) {
    if (!(error instanceof SystemError)) throw error
    cache.set(path, undefined)
    return undefined
  }
  const found: PackageJson = { path, fields: fieldsOf(text, path, base, specifier) }
  cache.set(path, found)
  return found
}

function fieldsOf(text: string, path: string, base?: string, specifier?: string): PackageJson['fields'] {
  let json: Record<string, unknown>
  try {
    json = JSON.parse(text.replace(/^\ufeff/, '')) as Record<string, unknown>
  } catch (error) {
    const { codes } = requireBuiltin('internal/errors') as {
      codes: Record<string, new (...args: unknown[]) => Error>
    }
    const from =
      base === undefined ? undefined : specifier === undefined ? base : `"${specifier}" from ${base}`
    throw new codes.ERR_INVALID_PACKAGE_CONFIG!(path, from, (error as Error).message)
  }
  const { name, main, type, imports, exports } = json
  const isKnown = type === 'module' || type === 'commonjs'
  return [
    typeof name === 'string' ? name : undefined,
    typeof main === 'string' ? main : undefined,
    isKnown ? type : 'none',
    typeof imports === 'object' && imports !== null ? asText(imports) : null,
    exports === undefined || exports === null
      ? null
      : typeof exports === 'string'
        ? exports
        : asText(exports),
  ]
}

function nearest(path: string): PackageJson | undefined {
  for (let at = path.slice(0, path.lastIndexOf('/')); ; at = at.slice(0, at.lastIndexOf('/'))) {
    if (!at.endsWith('/node_modules')) {
      const found = readPackage(`${at}/package.json`)
      if (found) return found
    }
    if (at === '') return undefined
  }
}

const pathOfUrl = (url: string): string =>
  url.startsWith('file:') ? decodeURIComponent(new host.URL(url).pathname) : url

export const binding = {
  ...dataOf('modules'),
  readPackageJSON(path: string, _isESM?: boolean, base?: string, specifier?: string) {
    const found = readPackage(path, base, specifier)
    return found && [...found.fields, found.path]
  },
  getNearestParentPackageJSON(path: string) {
    const found = nearest(path)
    return found && [...found.fields, found.path]
  },
  getNearestParentPackageJSONType: (path: string) => nearest(path)?.fields[2] ?? 'none',
  getPackageScopeConfig(url: string) {
    const found = nearest(pathOfUrl(url))
    return found ? [...found.fields, found.path] : '/package.json'
  },
  getPackageType(url: string) {
    const type = nearest(pathOfUrl(url))?.fields[2]
    return type === 'none' ? undefined : type
  },
  enableCompileCache: () => [3],
  getCompileCacheDir: () => undefined,
  flushCompileCache: () => {},
  getCompileCacheEntry: () => undefined,
  saveCompileCacheEntry: () => {},
  /** import.meta.dirname and filename. */
  setLazyPathHelpers(meta: object, url: string) {
    const filename = pathOfUrl(url)
    Object.assign(meta, { dirname: filename.slice(0, filename.lastIndexOf('/')) || '/', filename })
  },
}
