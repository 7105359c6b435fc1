import { exists } from '../../../kernel/exists.ts'
import { isErrno } from '../../../errno.ts'
import type { ChildStatus, Process } from '../../../kernel/process.ts'
import { signalNumbers } from '../../../kernel/signals.ts'
import type { NpmCall } from '../context.ts'
import { npmVersion } from '../context.ts'
import { type Manifest, packageRoot, readManifest } from '../manifest.ts'
import { NpmError } from '../npm-error.ts'

/** `npm run name`, and `npm start`, `npm test`, `npm stop`, `npm restart`. */
export async function runScript(call: NpmCall, name: string, args: readonly string[]): Promise<number> {
  const { proc } = call
  const root = await packageRoot(proc)
  const { manifest } = await readManifest(proc, root)
  const scripts = { ...manifest.scripts }
  if (name === 'start' && !scripts['start'] && (await exists(proc, `${root}/server.js`)))
    scripts['start'] = 'node server.js'
  if (scripts[name] === undefined) {
    if (call.flags.has('if-present')) return 0
    throw new NpmError('', [`Missing script: "${name}"`, '', 'To see a list of scripts, run:', '  npm run'])
  }
  for (const event of [`pre${name}`, name, `post${name}`]) {
    const script = scripts[event]
    if (script === undefined) continue
    const status = await runOne(
      call,
      root,
      manifest,
      event,
      event === name ? withArguments(script, args) : script,
    )
    if (status !== 0) return status
  }
  return 0
}

const withArguments = (script: string, args: readonly string[]): string =>
  [
    script,
    ...args.map((arg) => (/^[\w./:=@%+,-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`)),
  ].join(' ')

async function runOne(
  call: NpmCall,
  root: string,
  manifest: Manifest,
  event: string,
  script: string,
): Promise<number> {
  const { proc, flags } = call
  const { name = '', version = '' } = manifest
  const title = name === '' ? '' : `${name}${version && `@${version}`} `
  if (!flags.has('silent')) await proc.stdout.write(`\n> ${title}${event}\n> ${script}\n\n`)
  // The script has the terminal: its signals are the child's to answer, and npm waits.
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) proc.onSignal(signal, () => undefined)
  const child = await proc.spawn('/bin/sh', ['sh', '-c', script], {
    env: scriptEnvironment(proc, root, manifest, event, script),
    cwd: root,
  })
  for (const signal of ['SIGTERM', 'SIGHUP'] as const)
    proc.onSignal(signal, () => void proc.kill(child, signal).catch(() => undefined))
  const end = await waitFor(proc, child)
  if (!end.signal) return end.exit ?? 0
  return 128 + signalNumbers[end.signal]
}

async function waitFor(proc: Process, child: number): Promise<ChildStatus> {
  for (;;) {
    try {
      const status = await proc.wait(child)
      if (status) return status
    } catch (error) {
      if (!isErrno(error, 'EINTR')) throw error
    }
  }
}

function scriptEnvironment(
  proc: Process,
  root: string,
  { name, version }: Manifest,
  event: string,
  script: string,
): Map<string, string> {
  const folders: string[] = []
  for (let folder = root; folder !== ''; folder = folder.slice(0, folder.lastIndexOf('/')))
    folders.push(`${folder}/node_modules/.bin`)
  const path = [...folders, '/node_modules/.bin', proc.env.get('PATH') ?? '/usr/local/bin:/usr/bin'].join(':')
  return new Map([
    ...proc.env,
    ['PATH', path],
    ['INIT_CWD', proc.cwd],
    ['NODE', '/usr/bin/node'],
    ['npm_command', 'run-script'],
    ['npm_execpath', '/usr/lib/node_modules/npm/bin/npm'],
    ['npm_lifecycle_event', event],
    ['npm_lifecycle_script', script],
    ['npm_package_json', `${root}/package.json`],
    ...(name ? [['npm_package_name', name] as const] : []),
    ...(version ? [['npm_package_version', version] as const] : []),
    ['npm_config_user_agent', `npm/${npmVersion} linux x64`],
  ])
}

const lifecycle = new Set(
  ['start', 'stop', 'restart', 'test'].flatMap((name) => [`pre${name}`, name, `post${name}`]),
)

/** `npm run` alone: what scripts there are. */
export async function listScripts(call: NpmCall): Promise<number> {
  const { manifest } = await readManifest(call.proc, await packageRoot(call.proc))
  const scripts = Object.entries(manifest.scripts ?? {})
  const title = `${manifest.name ?? ''}${manifest.version ? `@${manifest.version}` : ''}`
  const show = (entries: typeof scripts) =>
    entries.map(([name, script]) => `  ${name}\n    ${script}\n`).join('')
  const usual = scripts.filter(([name]) => lifecycle.has(name))
  const others = scripts.filter(([name]) => !lifecycle.has(name))
  if (usual.length > 0)
    await call.proc.stdout.write(`Lifecycle scripts included in ${title}:\n${show(usual)}`)
  if (usual.length > 0 && others.length > 0) await call.proc.stdout.write('\n')
  if (others.length > 0) {
    const heading =
      usual.length > 0 ? 'available via `npm run`' : `Scripts available in ${title} via \`npm run\``
    await call.proc.stdout.write(`${heading}:\n${show(others)}`)
  }
  return 0
}

/** `npx command`: a command that is installed here or globally. */
export async function runCommand(call: NpmCall, words: readonly string[]): Promise<number> {
  const { proc } = call
  const [command, ...args] = words
  if (command === undefined) throw new NpmError('', ['npx needs the name of a command that is installed'])
  const root = await packageRoot(proc)
  for (const folder of [`${root}/node_modules/.bin`, '/usr/local/bin'])
    if (!command.includes('/') && (await exists(proc, `${folder}/${command}`)))
      return proc.exec(`${folder}/${command}`, [command, ...args])
  throw new NpmError('', [`could not find "${command}" in node_modules/.bin: install its package first`], 127)
}
