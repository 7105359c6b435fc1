import { exists } from '../../kernel/exists.ts'
import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { textOrNothing } from '../accounts.ts'
import { makeDirectories } from '../make-directories.ts'
import { type CloudConfig, mergeConfigs, parseCloudConfig } from './cloud-config.ts'
import { defaultUser } from './default-user.ts'
import type { CloudLog } from './log.ts'
import type { Metadata } from './metadata.ts'
import { render, instanceData } from './instance-data.ts'
import { type Part, parseUserData, typeOf } from './user-data.ts'

export const root = '/var/lib/cloud'

export type Frequency = 'once-per-instance' | 'always' | 'once'

/** What cloud-init knows of the instance that it makes of the image. */
export interface Instance {
  proc: Process
  log: CloudLog
  id: string
  /** Undefined where no metadata service answered. */
  metadata: Metadata | undefined
  directory: string
  parts: readonly Part[]
  config: CloudConfig
  defaultUser: string
}

/** /var/lib/cloud/instance leads to the instance that this is now. */
export async function enterInstance(proc: Process, id: string): Promise<string> {
  const directory = `${root}/instances/${id}`
  for (const path of ['sem', 'scripts', 'handlers']) await makeDirectories(proc, `${directory}/${path}`)
  for (const path of ['data', 'sem', 'scripts/per-boot', 'scripts/per-instance', 'scripts/per-once'])
    await makeDirectories(proc, `${root}/${path}`)
  const link = `${root}/instance`
  await proc.unlink(link).catch((error: unknown) => {
    if (!isErrno(error, 'ENOENT')) throw error
  })
  await proc.symlink(directory, link)
  await proc.writeFile(`${root}/data/previous-instance-id`, (await textOrNothing(proc, `${root}/data/instance-id`)) || 'NO_PREVIOUS_INSTANCE_ID\n') // prettier-ignore
  await proc.writeFile(`${root}/data/instance-id`, `${id}\n`)
  return directory
}

const binary = (bytes: Uint8Array): boolean => bytes.length > 0

/** Fetches the user data and keeps it, its scripts and its configuration where later stages find them. */
export async function takeUserData(
  proc: Process,
  log: CloudLog,
  { directory, bytes, data }: { directory: string; bytes: Uint8Array | undefined; data: unknown },
): Promise<{ parts: Part[]; config: CloudConfig }> {
  await proc.writeFile(`${directory}/user-data.txt`, bytes ?? '', { mode: 0o600 })
  if (!bytes || !binary(bytes)) return { parts: [], config: {} }
  let parts: Part[] = []
  try {
    parts = await rendered(log, await parseUserData(bytes), data)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    await log.warn('user_data.py', `Failed to decode user-data: ${error.message}`)
  }
  const configs: CloudConfig[] = []
  for (const part of parts) {
    if (part.type === 'text/cloud-config') configs.push(await parseCloudConfig(part.content, log))
    else if (part.type === 'text/x-shellscript')
      await keepScript(proc, `${directory}/scripts/${safeName(part)}`, part)
    else if (part.type === 'text/cloud-boothook')
      await keepScript(proc, `${directory}/boothooks/${safeName(part)}`, part) // prettier-ignore
    else if (part.type.startsWith('text/x-include'))
      await log.warn('user_data.py', '#include is not available on this machine: put the contents into the user data itself') // prettier-ignore
    else await refuse(log, part)
  }
  const config = mergeConfigs(configs)
  const text = parts.filter(({ type }) => type === 'text/cloud-config').map(({ content }) => content)
  await proc.writeFile(`${directory}/cloud-config.txt`, text.join('\n'), { mode: 0o600 })
  return { parts, config }
}

/** `## template: jinja` on the first line: the rest is a template, of whatever kind its own first line says. */
async function rendered(log: CloudLog, parts: readonly Part[], data: unknown): Promise<Part[]> {
  const results: Part[] = []
  for (const part of parts) {
    if (part.type !== 'text/jinja2') results.push(part)
    else {
      const result = render(part.content.slice(part.content.indexOf('\n') + 1), data)
      if ('text' in result) results.push({ ...part, type: typeOf(result.text), content: result.text })
      else await log.warn('jinja_template.py', `${result.beyond}: templates on this machine are names between braces only, ignoring ${part.filename}`) // prettier-ignore
    }
  }
  return results
}

async function refuse(log: CloudLog, { type, content }: Part): Promise<void> {
  const shown = content.slice(0, 24).replaceAll('\n', '\\n')
  if (type === 'text/x-not-multipart')
    await log.warn('__init__.py', `Unhandled non-multipart (text/x-not-multipart) userdata: 'b'${shown}'...'`)
  else
    await log.warn('__init__.py', `User data of type ${type} is not available on this machine: '${shown}'...`)
}

const safeName = ({ filename }: Part): string => filename.replace(/[^\w.-]/g, '_').slice(0, 128)

async function keepScript(proc: Process, path: string, { content }: Part): Promise<void> {
  await makeDirectories(proc, path.slice(0, path.lastIndexOf('/')))
  await proc.writeFile(path, content.replaceAll('\r\n', '\n'), { mode: 0o700 })
  await proc.chmod(path, 0o700)
}

/** Later stages read again what the first has kept. */
export async function reopenInstance(proc: Process, log: CloudLog): Promise<Instance | undefined> {
  const id = (await textOrNothing(proc, `${root}/data/instance-id`)).trim()
  if (id === '') return undefined
  const directory = `${root}/instances/${id}`
  const bytes = await proc.readFile(`${directory}/user-data.txt`).catch((error: unknown) => {
    if (isErrno(error)) return new Uint8Array(0)
    throw error
  })
  // What is wrong with it has been said when it came.
  const silent = { warn: () => Promise.resolve() } as unknown as CloudLog
  const parts = await rendered(silent, await parseUserData(bytes).catch(() => []), await instanceData(proc))
  const configs: CloudConfig[] = []
  for (const part of parts) if (part.type === 'text/cloud-config') configs.push(await parseCloudConfig(part.content, silent)) // prettier-ignore
  return {
    proc,
    log,
    id,
    metadata: undefined,
    directory,
    parts,
    config: mergeConfigs(configs),
    defaultUser: await defaultUser(proc),
  }
}

export interface Module {
  name: string
  frequency: Frequency
  run(instance: Instance): Promise<void>
}

/** A module's own mistake, as the log words it. */
export class ModuleFailed extends Error {}

/** Runs a module if it is its time: once per instance, or at every boot. A failure is logged, and the boot goes on. */
export async function runModule(
  stage: string,
  instance: Instance,
  { name, frequency, run }: Module,
): Promise<void> {
  const { proc, log, directory } = instance
  const full = `config-${name.replaceAll('_', '-')}`
  const semaphore =
    frequency === 'once' ? `${root}/sem/config_${name}.once` : `${directory}/sem/config_${name}`
  await log.debug('handlers.py', `start: ${stage}/${full}: running ${full} with frequency ${frequency}`)
  if (frequency !== 'always' && (await exists(proc, semaphore))) {
    await log.debug('helpers.py', `${full} already ran (freq=${frequency})`)
    await log.debug('handlers.py', `finish: ${stage}/${full}: SUCCESS: ${full} previously ran`)
    return
  }
  try {
    if (frequency !== 'always') await proc.writeFile(semaphore, `${proc.pid}: ${proc.system.now() / 1000}\n`)
    await run(instance)
    await log.debug('handlers.py', `finish: ${stage}/${full}: SUCCESS: ${full} ran successfully`)
  } catch (error) {
    if (!(error instanceof ModuleFailed) && !isErrno(error)) throw error
    await log.warn('util.py', `Running module ${name.replaceAll('_', '-')} (<module 'cloudinit.config.cc_${name}' from 'cc_${name}.py'>) failed`) // prettier-ignore
    await log.debug('util.py', `Running module ${name} failed: ${error.message}`)
    log.failures.push(`('${name}', RuntimeError('${error.message}'))`)
    await log.debug(
      'handlers.py',
      `finish: ${stage}/${full}: FAIL: running ${full} with frequency ${frequency}`,
    )
  }
}
