import { exists } from '../../../kernel/exists.ts'
import type { NpmCall } from '../context.ts'
import { globalPrefix, parseSpec } from '../context.ts'
import { readInstalled } from '../lock-file.ts'
import { type Manifest, packageRoot, readManifest, requiredBy, writeManifest } from '../manifest.ts'
import { NpmError } from '../npm-error.ts'
import { RegistryClient } from '../registry-client.ts'
import { pick } from '../tree.ts'

/** `npm ls`: what the project itself asked for, and what of it is there. */
export async function list(call: NpmCall): Promise<number> {
  const { proc } = call
  const global = call.flags.has('global')
  const root = global ? `${globalPrefix}/lib` : await packageRoot(proc)
  const manifest: Manifest = (await exists(proc, `${root}/package.json`))
    ? (await readManifest(proc, root)).manifest
    : {}
  const installed = global ? await globalVersions(call) : versionsAtTop(await readInstalled(proc, root))
  const asked = global ? {} : { ...requiredBy(manifest), ...manifest.devDependencies }
  const names = [...new Set([...Object.keys(asked), ...(global ? installed.keys() : [])])].sort()
  const shown = call.words.length > 0 ? names.filter((name) => call.words.includes(name)) : names
  const lines = shown.map((name) => {
    const version = installed.get(name)
    return version === undefined ? `UNMET DEPENDENCY ${name}@${asked[name]}` : `${name}@${version}`
  })
  const title = manifest.name
    ? `${manifest.name}${manifest.version ? `@${manifest.version}` : ''} ${root}`
    : root
  const branches = lines.map((line, index) => `${index === lines.length - 1 ? '└──' : '├──'} ${line}`)
  await proc.stdout.write(`${[title, ...(branches.length > 0 ? branches : ['└── (empty)'])].join('\n')}\n\n`)
  const missing = shown.filter((name) => !installed.has(name))
  if (missing.length > 0)
    throw new NpmError(
      'ELSPROBLEMS',
      missing.map(
        (name) =>
          `missing: ${name}@${asked[name]}, required by ${manifest.name ?? root}@${manifest.version ?? ''}`,
      ),
    )
  return lines.length === 0 && call.words.length > 0 ? 1 : 0
}

const versionsAtTop = (tree: Awaited<ReturnType<typeof readInstalled>>): Map<string, string> =>
  new Map([...tree].map(([place, { version }]) => [place.replace(/^node_modules\//, ''), version]))

async function globalVersions({ proc }: NpmCall): Promise<Map<string, string>> {
  const versions = new Map<string, string>()
  const folder = `${globalPrefix}/lib/node_modules`
  if (!(await exists(proc, folder))) return versions
  for (const { name } of await proc.readdir(folder)) {
    if (!(await exists(proc, `${folder}/${name}/package.json`))) continue
    versions.set(name, (await readManifest(proc, `${folder}/${name}`)).manifest.version ?? '')
  }
  return versions
}

/** `npm view express [field]`. */
export async function view(call: NpmCall): Promise<number> {
  const [spec, ...fields] = call.words
  if (spec === undefined)
    throw new NpmError('EUSAGE', ['', 'View registry info', '', 'Usage:', 'npm view [<package-spec>]'])
  const registry = new RegistryClient(call.proc, call.registry)
  try {
    const { name, range } = parseSpec(spec)
    const chosen = await pick(registry, name, range)
    const { versions, 'dist-tags': tags } = await registry.packument(name)
    const known: Record<string, unknown> = { ...chosen, versions: Object.keys(versions), 'dist-tags': tags }
    if (fields.length === 0) await call.proc.stdout.write(viewText(chosen, Object.keys(versions).length))
    for (const field of fields) {
      const value = known[field]
      if (value !== undefined)
        await call.proc.stdout.line(typeof value === 'string' ? value : JSON.stringify(value, undefined, 2))
    }
    return 0
  } finally {
    registry.close()
  }
}

function viewText(chosen: Awaited<ReturnType<typeof pick>>, versions: number): string {
  const dependencies = Object.entries(chosen.dependencies ?? {})
  const count = dependencies.length || 'none'
  const shown = dependencies.map(([name, range]) => `${name}: ${range}`).join(', ')
  return `
${chosen.name}@${chosen.version} | ${chosen.license ?? 'Proprietary'} | deps: ${count} | versions: ${versions}
${(chosen['description'] as string | undefined) ?? ''}
${chosen['homepage'] ? `${chosen['homepage'] as string}\n` : ''}
dist
.tarball: ${chosen.dist.tarball}
.integrity: ${chosen.dist.integrity}
${dependencies.length > 0 ? `\ndependencies:\n${shown}\n` : ''}`
}

/** `npm init -y`. */
export async function init(call: NpmCall): Promise<number> {
  const { proc, flags } = call
  if (!flags.has('yes'))
    throw new NpmError('', ["Sandcloud's npm asks no questions: `npm init -y` takes the usual answers."])
  const folder = proc.cwd
  const path = `${folder}/package.json`
  const before = (await exists(proc, path)) ? (await readManifest(proc, folder)).manifest : {}
  const name = folder
    .split('/')
    .at(-1)!
    .toLowerCase()
    .replaceAll(/[^a-z0-9~._-]+/g, '-')
  const manifest: Manifest = {
    name,
    version: '1.0.0',
    description: '',
    main: 'index.js',
    scripts: { test: 'echo "Error: no test specified" && exit 1' },
    keywords: [],
    author: '',
    license: 'ISC',
    type: 'commonjs',
    ...before,
  }
  await writeManifest(proc, { path, manifest, indent: '  ', newline: '\n' })
  await proc.stdout.write(`Wrote to ${path}:\n\n${JSON.stringify(manifest, undefined, 2)}\n\n\n`)
  return 0
}

/** `npm config get registry` and the like. */
export async function config(call: NpmCall): Promise<number> {
  const [action, key = ''] = call.command === 'get' ? ['get', ...call.words] : call.words
  const settings: Record<string, string> = {
    registry: call.registry,
    prefix: globalPrefix,
    'init-license': 'ISC',
  }
  if (action === 'get') {
    await call.proc.stdout.line(settings[key] ?? 'undefined')
    return 0
  }
  if (action === 'list' || action === 'ls' || action === undefined) {
    for (const [name, value] of Object.entries(settings)) await call.proc.stdout.line(`${name} = "${value}"`)
    return 0
  }
  throw new NpmError('', ["Sandcloud's npm takes its settings from flags: --registry=…, --omit=dev"])
}
