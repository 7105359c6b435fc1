import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { HttpError } from '../../net/http/index.ts'
import { textOrNothing } from '../accounts.ts'
import { type Frequency, type Instance, type Module, enterInstance, reopenInstance, runModule, takeUserData } from './instance.ts' // prettier-ignore
import { keepInstanceData } from './instance-data.ts'
import { defaultUser } from './default-user.ts'
import { CloudLog } from './log.ts'
import { Metadata } from './metadata.ts'
import * as commands from './modules/commands.ts'
import * as files from './modules/files.ts'
import * as identity from './modules/identity.ts'
import { finishStage, type Stage, startStage } from './status.ts'
import { clock, versionOf } from './version.ts'

/** The modules of cloud.cfg that do something here, in its order. */
const modules: Readonly<Record<Exclude<Stage, 'init-local'>, readonly Module[]>> = {
  init: [
    commands.boothooks,
    commands.bootcmd,
    files.writeFiles,
    files.growRoot,
    files.mounts,
    identity.setHostname,
    identity.updateEtcHosts,
    identity.usersGroups,
    identity.ssh,
  ],
  'modules-config': [identity.setPasswords, identity.timezone, commands.runcmd],
  'modules-final': [
    commands.packages,
    files.writeFilesDeferred,
    commands.scriptsPerOnce,
    commands.scriptsPerBoot,
    commands.scriptsPerInstance,
    commands.scriptsUser,
    commands.finalMessage,
    commands.powerState,
  ],
}

const titles: Readonly<Record<Stage, string>> = {
  'init-local': 'init-local',
  init: 'init',
  'modules-config': 'modules:config',
  'modules-final': 'modules:final',
}

const logNames: Readonly<Record<Stage, string>> = {
  'init-local': 'init-local',
  init: 'init-network',
  'modules-config': 'modules-config',
  'modules-final': 'modules-final',
}

/** One of cloud-init's four stages. What fails in one is told of, and the boot goes on. */
export async function runStage(proc: Process, stage: Stage): Promise<number> {
  const log = new CloudLog(proc)
  const up = (proc.system.uptime() / 1000).toFixed(2)
  const title = `Cloud-init v. ${versionOf(proc)} running '${titles[stage]}' at ${clock(proc)}. Up ${up} seconds.`
  await log.debug('util.py', title)
  await log.print(`${title}\n`)
  await startStage(proc, stage)
  if (stage !== 'init-local') {
    const instance = stage === 'init' ? await discover(proc, log) : await reopenInstance(proc, log)
    if (instance) for (const module of modules[stage]) await runModule(logNames[stage], instance, module)
  }
  await finishStage(proc, stage, log)
  return 0
}

const frequencies: Readonly<Record<string, Frequency>> = {
  instance: 'once-per-instance',
  always: 'always',
  once: 'once',
}

/** One module of any stage, by its name as in cloud.cfg, with `cc_` before it or not. */
export async function runSingle(proc: Process, given: string, often: string | undefined): Promise<number> {
  const log = new CloudLog(proc)
  const name = given.replace(/^cc_/, '').replaceAll('-', '_')
  const module = Object.values(modules)
    .flat()
    .find((each) => each.name === name)
  const instance = await reopenInstance(proc, log)
  if (!module || !instance) {
    await log.warn('main.py', `Did not run ${given}, does it exist?`)
    return 1
  }
  const frequency = frequencies[often ?? ''] ?? module.frequency
  const title = `Cloud-init v. ${versionOf(proc)} running 'single' at ${clock(proc)}. Up ${(proc.system.uptime() / 1000).toFixed(2)} seconds.` // prettier-ignore
  await log.print(`${title}\n`)
  await runModule('single', instance, { ...module, frequency })
  return log.failures.length > 0 ? 1 : 0
}

/** Who this machine is now: asks the metadata service; without one, it stays who it was, or is nobody's. */
async function discover(proc: Process, log: CloudLog): Promise<Instance> {
  const metadata = await openMetadata(proc, log)
  const answered = (await metadata?.get('meta-data/instance-id'))?.trim()
  const known = answered !== undefined && /^[\w-]+$/.test(answered)
  const kept = (await textOrNothing(proc, '/var/lib/cloud/data/instance-id')).trim()
  const id = known ? answered : kept || 'iid-datasource-none'
  await log.debug('stages.py', known ? `Loaded datasource DataSourceEc2 - DataSourceEc2` : 'no cache found')
  if (!known) await log.warn('cc_final_message.py', 'Used fallback datasource')
  const directory = await enterInstance(proc, id)
  const data = await keepInstanceData(proc, id, known ? metadata : undefined)
  const bytes = known ? await metadata?.getBytes('user-data') : undefined
  const { parts, config } = await takeUserData(proc, log, { directory, bytes, data })
  return { proc, log, id, metadata: known ? metadata : undefined, directory, parts, config, defaultUser: await defaultUser(proc) } // prettier-ignore
}

async function openMetadata(proc: Process, log: CloudLog): Promise<Metadata | undefined> {
  try {
    return await Metadata.open(proc)
  } catch (error) {
    if (!isErrno(error) && !(error instanceof HttpError)) throw error
    await log.debug(
      'url_helper.py',
      `Calling 'http://169.254.169.254/latest/api/token' failed: ${error.message}`,
    )
    return undefined
  }
}
