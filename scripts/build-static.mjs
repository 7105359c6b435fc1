import { copyFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { build } from 'vite'
import { buildNotice } from './build-notice.mjs'
import { root } from './step.mjs'

/**
 * Files that stand beside the app under fixed names: the sites' service worker and bridge, the tabs' broker,
 * the sandbox page, Node's runtime, the registry's tarballs. Vite's dev server and build both take them from here.
 */
const target = `${root}/.build/static`
const host = `${root}/src/host`

/** One script in one file, without imports, as text. */
const bundle = async (entry, plugins = []) => {
  const [{ output }] = [
    await build({
      root,
      configFile: false,
      logLevel: 'warn',
      publicDir: false,
      plugins,
      build: {
        write: false,
        target: 'es2023',
        lib: { entry, formats: ['iife'], name: 'sandcloud', fileName: 'out' },
      },
    }),
  ].flat()
  return output[0].code
}

const virtual = (id, text) => ({
  name: `virtual:${id}`,
  resolveId: (wanted) => (wanted === `virtual:${id}` ? `\0${id}` : undefined),
  load: (wanted) => (wanted === `\0${id}` ? `export default ${JSON.stringify(text)}` : undefined),
})

const inlined = (code) => `<script>${code.replaceAll('</script', String.raw`<\/script`)}</script>`

export const buildStatic = async () => {
  await rm(target, { recursive: true, force: true })
  await mkdir(target, { recursive: true })
  const documentScript = await bundle(`${host}/sites/document.ts`)
  await writeFile(
    `${target}/sites-worker.js`,
    await bundle(`${host}/sites/worker.ts`, [virtual('sandcloud-document-script', documentScript)]),
  )
  await writeFile(`${target}/tabs-worker.js`, await bundle(`${host}/tabs/worker.ts`))
  await writeFile(`${target}/bridge.js`, await bundle(`${host}/sites/bridge.ts`))
  await copyFile(`${host}/sites/bridge.html`, `${target}/bridge.html`)
  const sandbox = await readFile(`${host}/sandbox/sandbox.html`, 'utf8')
  const script = await bundle(`${host}/sandbox/sandbox.ts`)
  await writeFile(
    `${target}/sandbox.html`,
    sandbox.replace('<script></script>', () => inlined(script)),
  )
  await copyFile(`${root}/.build/node-runtime/node-runtime.js`, `${target}/node-runtime.js`)
  await cp(`${root}/.build/registry`, `${target}/registry`, { recursive: true })
  await cp(`${root}/public`, target, { recursive: true })
  await buildNotice(target)
}
