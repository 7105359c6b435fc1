import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Plugin } from 'vite'

const require = createRequire(import.meta.url)
const packageFile = require.resolve('@cloudscape-design/components/package.json')

/** Cloudscape's design tokens by their plain names: in its CSS each carries a hash of the version. */
const readTokens = (): Map<string, string> => {
  const css = readFileSync(
    packageFile.replace(/package\.json$/, 'internal/base-theme/styles.scoped.css'),
    'utf8',
  )
  const declarations = css.matchAll(/^\s*(--([a-z][\w-]*)-[a-z0-9]{6}):/gm)
  return new Map([...declarations].map(([, hashed, plain]) => [plain!, hashed!]))
}

/**
 * Lets our stylesheets say `--cs-color-text-body-default` for Cloudscape's token of that name, to read it
 * and to set it. A token that a new version no longer has fails the build.
 */
export const cloudscapeTokens = (): Plugin => {
  let tokens: Map<string, string> | undefined
  return {
    name: 'cloudscape-tokens',
    enforce: 'pre',
    transform(code, id) {
      if (!/src\/.*\.css$/.test(id) || !code.includes('--cs-')) return undefined
      tokens ??= readTokens()
      return code.replaceAll(/--cs-([a-z][\w-]*)/g, (_, name: string) => {
        const hashed = tokens!.get(name)
        if (!hashed) throw new Error(`Cloudscape has no token '${name}' (in ${id}).`)
        return hashed
      })
    },
  }
}
