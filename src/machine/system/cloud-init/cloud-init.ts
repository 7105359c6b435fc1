import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { textOrNothing } from '../accounts.ts'
import { root } from './instance.ts'
import { logFile, outputFile } from './log.ts'
import { runStage } from './stages.ts'
import { type Stage, verdict } from './status.ts'
import { clock, versionOf } from './version.ts'

const usage = `usage: /usr/bin/cloud-init [-h] [--version]
                           {init,modules,single,query,status,clean,schema} ...
`

/**
 * cloud-init: makes an image into an instance. Its stages run at every boot and ask the metadata service who this is;
 * what belongs to the first boot of an instance is done once per instance id, so that a root volume restored from
 * another instance's snapshot becomes a machine of its own.
 */
export async function cloudInit(proc: Process): Promise<number> {
  const [command, ...args] = proc.argv.slice(1)
  switch (command) {
    case '--version':
    case '-v':
      await proc.stdout.line(`/usr/bin/cloud-init ${versionOf(proc)}`)
      return 0
    case 'status':
      return showStatus(proc, args)
    case 'query':
      return query(proc, args)
    case 'clean':
      return asRoot(proc, () => clean(proc, args))
    case 'init':
      return asRoot(proc, () => runStage(proc, args.includes('--local') ? 'init-local' : 'init'))
    case 'modules':
      return asRoot(proc, () => runModules(proc, args))
    case 'single':
    case 'schema':
    case 'analyze':
    case 'collect-logs':
    case 'devel':
      await proc.stderr.line(`cloud-init ${command} is not available on this machine.`)
      return 1
    default:
      await proc.stderr.write(usage)
      return command === '-h' || command === '--help' ? 0 : 2
  }
}

async function asRoot(proc: Process, run: () => Promise<number>): Promise<number> {
  if (proc.credentials.uid === 0) return run()
  await proc.stderr.line(`Unable to run cloud-init ${proc.argv[1]}: you must be root (try sudo).`)
  return 1
}

async function runModules(proc: Process, args: readonly string[]): Promise<number> {
  const mode = args
    .map((word) => word.replace(/^--mode=/, ''))
    .find((word) => /^(init|config|final)$/.test(word))
  const stages: Record<string, Stage> = { init: 'init', config: 'modules-config', final: 'modules-final' }
  return runStage(proc, stages[mode ?? 'config']!)
}

async function showStatus(proc: Process, args: readonly string[]): Promise<number> {
  const long = args.includes('--long') || args.includes('-l')
  let found = await verdict(proc)
  if (args.includes('--wait') || args.includes('-w'))
    while (found.verdict === 'running' || found.verdict === 'not run') {
      await proc.stdout.write('.')
      await proc.sleep(250)
      found = await verdict(proc)
    }
  const wait = args.includes('--wait') || args.includes('-w') ? '\n' : ''
  await proc.stdout.write(`${wait}status: ${found.verdict}\n`)
  if (!long) return 0
  const last = Object.values(found.status.stages).flatMap(({ start, finished }) => [
    start ?? 0,
    finished ?? 0,
  ])
  const time = Math.max(0, ...last)
  const when = time === 0 ? '' : new Date(time * 1000).toUTCString().replace('GMT', '+0000')
  const running =
    found.verdict === 'running' ? `Running in stage: ${found.status.stage ?? ''}` : found.status.datasource
  await proc.stdout.write(`${when === '' ? '' : `time: ${when}\n`}detail:\n${running ?? ''}\n`)
  return 0
}

/** cloud-init query: what the instance knows of itself. */
async function query(proc: Process, args: readonly string[]): Promise<number> {
  const names = args.filter((word) => !word.startsWith('-'))
  const id = (await textOrNothing(proc, `${root}/data/instance-id`)).trim()
  const userData = proc.credentials.uid === 0 ? await textOrNothing(proc, `${root}/instances/${id}/user-data.txt`) : `<redacted for non-root user> file:${root}/instances/${id}/user-data.txt` // prettier-ignore
  const { release, hostname } = proc.system
  const v1 = {
    cloud_name: 'aws',
    distro: release.id,
    distro_version: release.version,
    instance_id: id,
    kernel_release: release.kernel,
    local_hostname: hostname,
    machine: release.machine,
    platform: 'ec2',
  }
  const all: Record<string, unknown> = { ...v1, userdata: userData, v1 }
  if (args.includes('--all') || args.includes('-a')) {
    await proc.stdout.line(JSON.stringify(all, undefined, 1))
    return 0
  }
  if (args.includes('--list-keys') || args.includes('-l')) {
    await proc.stdout.line(Object.keys(all).sort().join('\n'))
    return 0
  }
  const [name] = names
  if (name === undefined) {
    await proc.stderr.line('usage: query [-h] [-a] [-l] [varname]\nExpected one of the options: --all, --format, --list-keys or varname') // prettier-ignore
    return 1
  }
  const value = name
    .split('.')
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], all)
  if (value === undefined) {
    await proc.stderr.line(`ERROR: instance-data '${name}' is not available: no such key (at ${clock(proc)})`)
    return 1
  }
  await proc.stdout.line(typeof value === 'string' ? value : JSON.stringify(value, undefined, 1))
  return 0
}

/** cloud-init clean: the next boot is an instance's first again. */
async function clean(proc: Process, args: readonly string[]): Promise<number> {
  for (const name of ['instance', 'instances', 'data', 'sem', 'handlers'])
    await removeTree(proc, `${root}/${name}`)
  await removeTree(proc, '/run/cloud-init')
  if (args.includes('--logs') || args.includes('-l'))
    for (const path of [logFile, outputFile]) await removeTree(proc, path)
  if (args.includes('--machine-id')) await proc.writeFile('/etc/machine-id', '')
  if (args.includes('--reboot') || args.includes('-r')) proc.system.shutdown('reboot')
  return 0
}

async function removeTree(proc: Process, path: string): Promise<void> {
  try {
    const { type } = await proc.lstat(path)
    if (type !== 'directory') return await proc.unlink(path)
    for (const { name } of await proc.readdir(path)) await removeTree(proc, `${path}/${name}`)
    await proc.rmdir(path)
  } catch (error) {
    if (!isErrno(error, 'ENOENT')) throw error
  }
}
