import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import { isTrue, listOf, mapOf, textOf } from '../cloud-config.ts'
import { type Instance, type Module, ModuleFailed, root } from '../instance.ts'
import { runCommand } from '../run-command.ts'
import { clock, datasource, versionOf } from '../version.ts'

/** util.shellify: a list is one command's words, a text a line of shell. */
function shellify(commands: unknown, module: string): string {
  const lines = listOf(commands).map((command) => {
    if (Array.isArray(command))
      return command.map((word) => `'${(textOf(word) ?? '').replaceAll("'", "'\\''")}'`).join(' ')
    if (typeof command !== 'string') throw new ModuleFailed(`Unable to shellify type ${typeof command} in ${module}. Expected list, string, tuple. Got: ${JSON.stringify(command)}`) // prettier-ignore
    return command
  })
  return `#!/bin/sh\n${lines.map((line) => `${line}\n`).join('')}`
}

async function writeScript(proc: Process, path: string, text: string): Promise<void> {
  await proc.writeFile(path, text, { mode: 0o700 })
  await proc.chmod(path, 0o700)
}

export const bootcmd: Module = {
  name: 'bootcmd',
  frequency: 'always',
  async run({ proc, log, config, id }) {
    if (config.bootcmd === undefined) return
    const path = '/run/cloud-init-bootcmd.sh'
    await writeScript(proc, path, shellify(config.bootcmd, 'bootcmd'))
    const status = await runCommand(proc, log, ['/bin/sh', path], { env: new Map([['INSTANCE_ID', id]]) })
    await proc.unlink(path)
    if (status !== 0) throw new ModuleFailed(`Failed to run bootcmd module bootcmd: exit code ${status}`)
  },
}

/** runcmd only writes its script: scripts_user runs it, at the very end. */
export const runcmd: Module = {
  name: 'runcmd',
  frequency: 'once-per-instance',
  async run({ proc, config, directory }) {
    if (config.runcmd !== undefined) await writeScript(proc, `${directory}/scripts/runcmd`, shellify(config.runcmd, 'runcmd')) // prettier-ignore
  },
}

export const packages: Module = {
  name: 'package_update_upgrade_install',
  frequency: 'once-per-instance',
  async run({ proc, log, config }) {
    const update = isTrue(config.package_update) || isTrue(config.apt_update)
    const upgrade = isTrue(config.package_upgrade) || isTrue(config.apt_upgrade)
    const wanted = listOf(config.packages).flatMap((entry) => {
      // `[name, version]`, or `{ apt: [...] }` of newer ones.
      if (Array.isArray(entry)) return [entry.map(textOf).join(proc.system.release.id === 'amzn' ? '-' : '=')]
      return textOf(entry) ?? Object.values(mapOf(entry)).flatMap((names) => listOf(names).flatMap((name) => textOf(name) ?? [])) // prettier-ignore
    })
    if (!update && !upgrade && wanted.length === 0) return
    const apt = proc.system.release.id !== 'amzn'
    const env = new Map([['DEBIAN_FRONTEND', 'noninteractive']])
    const run = (argv: [string, ...string[]]): Promise<number> => runCommand(proc, log, argv, { env })
    const aptGet = (...words: string[]): [string, ...string[]] => ['apt-get', '--option=Dpkg::Options::=--force-confold', '--assume-yes', '--quiet', ...words] // prettier-ignore
    let failed = 0
    if (update || (apt && wanted.length > 0)) failed += (await run(apt ? aptGet('update') : ['dnf', '-y', 'makecache'])) === 0 ? 0 : 1 // prettier-ignore
    if (upgrade) failed += (await run(apt ? aptGet('dist-upgrade') : ['dnf', '-y', 'upgrade'])) === 0 ? 0 : 1
    if (wanted.length > 0) {
      const status = await run(apt ? aptGet('install', ...wanted) : ['dnf', '-y', 'install', ...wanted])
      if (status !== 0) {
        await log.warn('cc_package_update_upgrade_install.py', `Failed to install packages: ${JSON.stringify(wanted).replaceAll('"', "'")}`) // prettier-ignore
        failed++
      }
    }
    if (failed > 0) throw new ModuleFailed(`${failed} failed with exceptions, re-raising the last one`)
  },
}

/** Runs every executable file of a directory, by name. */
async function runParts({ proc, log, id }: Instance, directory: string, module: string): Promise<void> {
  const names = await proc.readdir(directory).catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return []
    throw error
  })
  const failed: string[] = []
  for (const { name } of names.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = `${directory}/${name}`
    const { type, mode } = await proc.stat(path)
    if (type !== 'file' || (mode & 0o111) === 0) continue
    const status = await runCommand(proc, log, [path], { env: new Map([['INSTANCE_ID', id]]) })
    if (status === 0) continue
    await log.warn('subp.py', `Failed running ${path} [${status}]`)
    failed.push(name)
  }
  if (failed.length === 0) return
  await log.warn(
    `cc_${module}.py`,
    `Failed to run module ${module.replaceAll('_', '-')} (scripts in ${directory})`,
  )
  throw new ModuleFailed(
    `Runparts: ${failed.length} failures (${failed.join(',')}) in ${names.length} attempted commands`,
  )
}

const scripts = (
  name: string,
  frequency: Module['frequency'],
  directory: (instance: Instance) => string,
): Module => ({
  name,
  frequency,
  run: (instance) => runParts(instance, directory(instance), name),
})

export const boothooks = scripts('boothook', 'always', ({ directory }) => `${directory}/boothooks`)
export const scriptsPerOnce = scripts('scripts_per_once', 'once', () => `${root}/scripts/per-once`)
export const scriptsPerBoot = scripts('scripts_per_boot', 'always', () => `${root}/scripts/per-boot`)
export const scriptsPerInstance = scripts('scripts_per_instance', 'once-per-instance', () => `${root}/scripts/per-instance`) // prettier-ignore
export const scriptsUser = scripts(
  'scripts_user',
  'once-per-instance',
  ({ directory }) => `${directory}/scripts`,
)

/** The last word: what `final_message` says, and the file that tells that it is over. */
export const finalMessage: Module = {
  name: 'final_message',
  frequency: 'always',
  async run({ proc, log, config, directory, id }) {
    const values: Record<string, string> = {
      version: versionOf(proc),
      timestamp: clock(proc),
      datasource: datasource(id),
      uptime: (proc.system.uptime() / 1000).toFixed(2),
    }
    const template = textOf(config.final_message) ?? 'Cloud-init v. $version finished at $timestamp. Datasource $datasource.  Up $uptime seconds' // prettier-ignore
    const text = template.replace(
      /\$\{?([a-zA-Z]+)\}?/g,
      (whole, name: string) => values[name.toLowerCase()] ?? whole,
    )
    await log.print(`${text.trimEnd()}\n`)
    await proc.writeFile(
      `${directory}/boot-finished`,
      `${values.uptime} - ${values.timestamp} - v. ${values.version}\n`,
    )
  },
}

export const powerState: Module = {
  name: 'power_state_change',
  frequency: 'once-per-instance',
  async run({ proc, log, config }) {
    if (config.power_state === undefined) return
    const state = mapOf(config.power_state)
    const flags: Record<string, string> = { poweroff: '-P', halt: '-H', reboot: '-r' }
    const flag = flags[textOf(state.mode) ?? '']
    if (!flag) throw new ModuleFailed(`power_state[mode] required, must be one of: halt,poweroff,reboot. found: '${textOf(state.mode)}'.`) // prettier-ignore
    const condition = state.condition ?? true
    if (condition === false) return
    if (typeof condition === 'string' && (await runCommand(proc, log, ['/bin/sh', '-c', condition])) !== 0)
      return
    const delay = textOf(state.delay) ?? 'now'
    const when = delay === 'now' ? 'now' : `+${delay.replace(/^\+/, '')}`
    await runCommand(proc, log, [
      'shutdown',
      flag,
      when,
      ...(textOf(state.message) ? [textOf(state.message)!] : []),
    ])
  },
}
