import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { root } from './step.mjs'

/** Packages whose code or data the build takes in, though they are development dependencies. */
const takenAtBuild = [
  '@aws-sdk/client-ec2',
  '@aws-sdk/client-iam',
  '@aws-sdk/client-ebs',
  '@aws-sdk/client-ssm',
  '@aws-sdk/client-sts',
  'express',
  'cors',
  'dotenv',
  'ws',
]

const allowed =
  /^\(?(MIT|ISC|Apache-2\.0|BSD-2-Clause|BSD-3-Clause|0BSD|MPL-2\.0|BlueOak-1\.0\.0|CC0-1\.0|Unlicense|Python-2\.0)\b/

const manifestOf = async (directory) => JSON.parse(await readFile(`${directory}/package.json`, 'utf8'))

/** Where `name` is found from a package's directory, as Node finds it. */
const locate = (name, from) => {
  for (let directory = from; ; directory = directory.slice(0, directory.lastIndexOf('/node_modules/'))) {
    const candidate = `${directory}/node_modules/${name}`
    if (existsSync(`${candidate}/package.json`)) return candidate
    if (!directory.includes('/node_modules/')) return undefined
  }
}

const closure = async () => {
  const found = new Map()
  const visit = async (name, from) => {
    const directory = locate(name, from)
    if (!directory || found.has(directory)) return
    const manifest = await manifestOf(directory)
    found.set(directory, manifest)
    for (const dependency of Object.keys(manifest.dependencies ?? {})) await visit(dependency, directory)
  }
  const { dependencies } = await manifestOf(root)
  for (const name of [...Object.keys(dependencies), ...takenAtBuild]) await visit(name, root)
  return found
}

const licenceText = async (directory) => {
  const file = (await readdir(directory)).find((name) => /^(licen[cs]e|copying)/i.test(name))
  return file ? readFile(`${directory}/${file}`, 'utf8') : undefined
}

const escape = (text) => text.replaceAll(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`)

/** The page with everybody's licence. Fails when a licence is none that the bundle may hold. */
export const buildNotice = async (target) => {
  const entries = []
  for (const [directory, manifest] of await closure()) {
    const licence = typeof manifest.license === 'string' ? manifest.license : (manifest.license?.type ?? '')
    if (!allowed.test(licence))
      throw new Error(`${manifest.name} has the licence "${licence}", which the bundle may not hold.`)
    entries.push({
      title: `${manifest.name} ${manifest.version}`,
      licence,
      text: await licenceText(directory),
    })
  }
  const node = `${root}/.build/node-runtime/LICENSE`
  if (existsSync(node)) entries.push({ title: 'Node.js', licence: 'MIT', text: await readFile(node, 'utf8') })
  entries.sort((a, b) => a.title.localeCompare(b.title))
  const items = entries.map(
    ({ title, licence, text }) =>
      `<details><summary>${escape(title)} (${escape(licence)})</summary><pre>${escape(text ?? `Licensed under ${licence}.`)}</pre></details>`,
  )
  await mkdir(target, { recursive: true })
  await writeFile(
    `${target}/notice.html`,
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<title>Notice | Sandcloud</title><style>body{font:15px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}pre{white-space:pre-wrap;font-size:12px}</style>
<h1>Software of others in Sandcloud</h1><p>Sandcloud itself is licensed under the Apache License 2.0. It is not affiliated with Amazon Web Services.</p>
${items.join('\n')}</html>`,
  )
}
