import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'

/** What an app is started with, as ecosystem files name it. */
export interface AppSettings {
  name: string
  script: string
  args: readonly string[]
  cwd: string
  /** Undefined: the script itself is run. */
  interpreter: string | undefined
  autorestart: boolean
  maxRestarts: number
  env: Readonly<Record<string, string>>
}

/** What the user has to be told. */
export class Pm2Error extends Error {}

const interpreters: Readonly<Record<string, string>> = {
  '.js': 'node', '.cjs': 'node', '.mjs': 'node', '.sh': 'bash', '.py': 'python3', '.rb': 'ruby', '.pl': 'perl',
} // prettier-ignore

interface Given {
  name?: string | undefined
  script: string
  args?: readonly string[]
  cwd?: string | undefined
  interpreter?: string | undefined
  autorestart?: boolean
  maxRestarts?: number
  env?: Readonly<Record<string, string>>
}

/** Finds the script, in the directory or in PATH. Throws Pm2Error when there is none. */
export async function settingsOf(proc: Process, given: Given): Promise<AppSettings> {
  const cwd = given.cwd === undefined ? proc.cwd : absolute(proc.cwd, given.cwd)
  const here = absolute(cwd, given.script)
  const script = (await isFile(proc, here)) ? here : await inPath(proc, given.script)
  if (script === undefined) throw new Pm2Error(`Script not found: ${here}`)
  const base = script.slice(script.lastIndexOf('/') + 1)
  const extension = /\.[a-z]+$/.exec(base)?.[0] ?? ''
  const chosen = given.interpreter === 'none' ? undefined : (given.interpreter ?? interpreters[extension])
  return {
    name: given.name ?? (base.replace(/\.[a-z]+$/, '') || base),
    script,
    args: given.args ?? [],
    cwd,
    interpreter: chosen === undefined ? undefined : await interpreterPath(proc, chosen),
    autorestart: given.autorestart ?? true,
    maxRestarts: given.maxRestarts ?? 16,
    env: { ...Object.fromEntries(proc.env), ...given.env },
  }
}

async function interpreterPath(proc: Process, name: string): Promise<string> {
  const path = name.includes('/') ? name : await inPath(proc, name)
  if (path === undefined) throw new Pm2Error(`Interpreter ${name} is NOT AVAILABLE in PATH. (type 'which ${name}' to double check.)`) // prettier-ignore
  return path
}

const absolute = (cwd: string, path: string): string =>
  path.startsWith('/') ? path : `${cwd}/${path.replace(/^(\.\/)+/, '')}`.replace(/\/+$/, '')

async function isFile(proc: Process, path: string): Promise<boolean> {
  try {
    return (await proc.stat(path)).type === 'file'
  } catch (error) {
    if (isErrno(error)) return false
    throw error
  }
}

async function inPath(proc: Process, name: string): Promise<string | undefined> {
  if (name.includes('/')) return undefined
  for (const directory of (proc.env.get('PATH') ?? '/usr/local/bin:/usr/bin').split(':'))
    if (await isFile(proc, `${directory}/${name}`)) return `${directory}/${name}`
  return undefined
}

/** The apps of an ecosystem file: JSON, or a module that Node reads for us. */
export async function readEcosystem(
  proc: Process,
  file: string,
  environment: string | undefined,
): Promise<AppSettings[]> {
  const text = file.endsWith('.json')
    ? await proc.readText(file)
    : await evaluated(proc, absolute(proc.cwd, file))
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new Pm2Error(`File ${file} malformed: ${error.message}`)
  }
  const listed = Array.isArray(content) ? content : ((content as { apps?: unknown[] }).apps ?? [content])
  const apps: AppSettings[] = []
  for (const entry of listed as Record<string, unknown>[]) {
    if (typeof entry.script !== 'string') throw new Pm2Error('No script path - aborting')
    apps.push(await settingsOf(proc, givenOf(entry, environment)))
  }
  return apps
}

function givenOf(entry: Record<string, unknown>, environment: string | undefined): Given {
  const text = (key: string): string | undefined => (typeof entry[key] === 'string' ? entry[key] : undefined)
  const map = (value: unknown): Record<string, string> =>
    typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, String(each)])) : {} // prettier-ignore
  const args = Array.isArray(entry.args) ? entry.args.map(String) : (text('args')?.split(/\s+/) ?? [])
  return {
    name: text('name'),
    script: text('script')!,
    args,
    cwd: text('cwd'),
    interpreter: text('interpreter') ?? text('exec_interpreter'),
    autorestart: entry.autorestart !== false,
    ...(typeof entry.max_restarts === 'number' && { maxRestarts: entry.max_restarts }),
    env: { ...map(entry.env), ...map(entry[`env_${environment}`]) },
  }
}

async function evaluated(proc: Process, path: string): Promise<string> {
  if (!(await isFile(proc, path))) throw new Pm2Error(`File ${path} not found`)
  const node = await interpreterPath(proc, 'node')
  const { read, write } = proc.pipe()
  const code = `process.stdout.write(JSON.stringify(require(${JSON.stringify(path)})))`
  const pid = await proc.spawn(node, ['node', '-e', code], { descriptors: new Map([[0, 0], [1, write], [2, 2]]) }) // prettier-ignore
  await proc.close(write)
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const bytes = await proc.read(read)
    if (bytes.length === 0) break
    text += decoder.decode(bytes, { stream: true })
  }
  await proc.close(read)
  const ended = await proc.wait(pid)
  if (ended?.exit !== 0) throw new Pm2Error(`File ${path} malformed`)
  return text
}
