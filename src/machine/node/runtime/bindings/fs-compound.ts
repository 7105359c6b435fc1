import { constants } from './fs-constants.ts'
import { files } from '../files/index.ts'
import { host } from '../host.ts'
import { SystemError } from '../uv.ts'
import { requireBuiltin } from '../realm-require.ts'

/* Calls that are several in one. */

export function makeDirectories(path: string, mode: number): string | undefined {
  const absolute = files().absolute(path)
  const missing: string[] = []
  let at = absolute.length > 1 ? absolute.replace(/\/+$/, '') : absolute
  while (!files().exists(at)) {
    missing.unshift(at)
    at = at.slice(0, at.lastIndexOf('/')) || '/'
  }
  if (!files().stat(at).children) throw new SystemError(missing.length > 0 ? 'ENOTDIR' : 'EEXIST')
  for (const directory of missing) files().mkdir(directory, mode)
  return missing[0]
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

export function makeTemporaryDirectory(prefix: string): string {
  const suffix = Array.from(
    host.getRandomValues(new Uint8Array(6)),
    (byte) => letters[byte % letters.length],
  ).join('')
  files().mkdir(prefix + suffix, 0o700)
  return prefix + suffix
}

export function copyFile(from: string, to: string, mode: number): void {
  const bytes = files().readFile(from)
  const exclusive = mode & constants.COPYFILE_EXCL! ? constants.O_EXCL! : 0
  const flags = constants.O_WRONLY! | constants.O_CREAT! | constants.O_TRUNC! | exclusive
  const fd = files().open(to, flags, files().stat(from).mode)
  try {
    files().write(fd, bytes)
  } finally {
    files().close(fd)
  }
}

const mainCandidates = ['', '.js', '.json', '.node', '/index.js', '/index.json', '/index.node']

/** Which of the ten places a package without exports has its main file in, as lib counts them. */
export function legacyMainResolve(packagePath: string, main: string | null, base?: string): number {
  const directory = packagePath.replace(/package\.json$/, '')
  const isFile = (path: string) => files().exists(path) && !files().stat(path).children
  if (main) {
    const found = mainCandidates.findIndex((suffix) => isFile(`${directory}${main}${suffix}`))
    if (found >= 0) return found
  }
  const fallback = ['index.js', 'index.json', 'index.node'].findIndex((name) => isFile(directory + name))
  if (fallback >= 0) return 7 + fallback
  const { codes } = requireBuiltin('internal/errors') as {
    codes: Record<string, new (...args: unknown[]) => Error>
  }
  throw new codes.ERR_MODULE_NOT_FOUND!(directory, base, 'package')
}
