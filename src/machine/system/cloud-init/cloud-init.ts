import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { root } from './instance.ts'
import { logFile, outputFile } from './log.ts'
import { query } from './query.ts'
import { showStatus } from './show-status.ts'
import { runSingle, runStage } from './stages.ts'
import type { Stage } from './status.ts'
import { versionOf } from './version.ts'

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
      return asRoot(proc, () => single(proc, args))
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

/** cloud-init single: one module, also when it has had its turn. */
async function single(proc: Process, args: readonly string[]): Promise<number> {
  const value = (...flags: string[]): string | undefined => {
    const at = args.findIndex((word) => flags.includes(word.split('=')[0]!))
    return at < 0 ? undefined : args[at]!.includes('=') ? args[at]!.split('=')[1] : args[at + 1]
  }
  const name = value('--name', '-n')
  if (name === undefined) {
    await proc.stderr.line(
      'usage: /usr/bin/cloud-init single [-h] --name NAME [--frequency {instance,always,once}] [--report] ...\n/usr/bin/cloud-init single: error: the following arguments are required: --name/-n',
    )
    return 2
  }
  return runSingle(proc, name, value('--frequency', '-f'))
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
