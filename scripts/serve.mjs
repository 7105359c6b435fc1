import { pathToFileURL } from 'node:url'
import { ensureDependencies, root } from './step.mjs'

/** Node 20 runs no TypeScript: the server and its engine are bundled, which takes less than a second. */
await ensureDependencies()
if (process.argv.includes('--compute')) {
  const { generate } = await import('./generate.mjs')
  await generate()
}
const { build } = await import('vite')
const outDir = `${root}/.build/serve`
await build({
  configFile: false,
  root,
  logLevel: 'warn',
  ssr: { noExternal: true },
  build: {
    ssr: 'server/main.ts',
    outDir,
    emptyOutDir: true,
    target: 'node20',
    rolldownOptions: { output: { entryFileNames: '[name].mjs' } },
  },
})
await import(pathToFileURL(`${outDir}/main.mjs`).href)
