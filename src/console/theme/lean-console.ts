import type { Plugin } from 'vite'

/**
 * Parts of Cloudscape's app layout that we never show, each with what it would bring along: here a drawer of
 * news, with lists that are sorted by dragging.
 */
const unused = ['visual-refresh-toolbar/drawer/feature-notifications-drawer-content.js']

/** Keeps the first load small. A part that a new version no longer has fails the build. */
export const leanConsole = (): Plugin => {
  const met = new Set<string>()
  return {
    name: 'lean-console',
    apply: 'build',
    transform(code, id) {
      // A table of contents does nothing itself: who takes one thing from it need not load the others.
      if (/\/src\/console\/.*\/index\.ts$/.test(id)) return { code, map: null, moduleSideEffects: false }
      const part = unused.find((path) => id.endsWith(path))
      if (!part) return undefined
      met.add(part)
      return { code: emptied(code), map: null }
    },
    buildEnd(error) {
      const missing = unused.filter((path) => !met.has(path))
      if (!error && missing.length > 0) this.error(`Cloudscape no longer has ${missing.join(', ')}.`)
    },
  }
}

/** A module of the same components that show nothing. */
const emptied = (code: string): string =>
  Array.from(code.matchAll(/^export (default )?function (\w+)/gm), ([, standard, name]) =>
    standard ? 'export default () => null' : `export const ${name} = () => null`,
  ).join('\n')
