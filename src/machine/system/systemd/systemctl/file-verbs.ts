import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import { makeDirectories } from '../../make-directories.ts'
import { findUnitFile, loadUnitSource } from '../unit-file/load-unit.ts'
import { splitUnitName } from '../unit-file/specifiers.ts'
import { mayChange, type Systemctl, unitName } from './context.ts'
import { enablingLinks, fileState, type InstallSection, isInstallable, readInstall } from './file-state.ts'
import { runJobs } from './job-verbs.ts'

const administrator = '/etc/systemd/system'

const nothingToInstall = `The unit files have no installation config (WantedBy=, RequiredBy=, Also=,
Alias= settings in the [Install] section, and DefaultInstance= for template
units). This means they are not meant to be enabled using systemctl.
 
Possible reasons for having this kind of units are:
• A unit may be statically enabled by being symlinked from another unit's
  .wants/ or .requires/ directory.
• A unit's purpose may be to act as a helper for some other unit which has
  a requirement dependency on it.
• A unit may be started when needed via activation (socket, path, timer,
  D-Bus, udev, scripted systemctl call, ...).
• In case of template units, the unit is meant to be enabled with some
  instance name specified.
`

export async function enable(systemctl: Systemctl, verb: 'enable' | 'reenable' | 'preset'): Promise<number> {
  const { invocation, manager } = systemctl
  const { proc } = invocation
  if (!(await allowed(systemctl, `enable unit`))) return 1
  let installable = false
  for (const operand of invocation.operands) {
    const name = await nameOrPath(systemctl, operand)
    const found = await findUnitFile(proc, name)
    if (!found) {
      await proc.stderr.line(`Failed to enable unit: Unit file ${name} does not exist.`)
      return 1
    }
    if (found.masked) {
      await proc.stderr.line(`Failed to enable unit: Unit file ${found.path} is masked.`)
      return 1
    }
    if (verb === 'reenable') await removeLinks(proc, name)
    const real = found.alias ?? name
    const install = await readInstall(proc, found.path)
    installable ||= isInstallable(install)
    for (const each of [[real, found.path, install] as const, ...(await alsoOf(proc, install))]) await install1(proc, ...each) // prettier-ignore
  }
  if (!installable && invocation.operands.length > 0) await proc.stderr.write(nothingToInstall)
  await manager.daemonReload()
  return invocation.has('now') ? runJobs(systemctl, 'start') : 0
}

async function alsoOf(
  proc: Process,
  { also }: InstallSection,
): Promise<(readonly [string, string, InstallSection])[]> {
  const found: (readonly [string, string, InstallSection])[] = []
  for (const name of also) {
    const file = await findUnitFile(proc, name)
    if (file && !file.masked) found.push([name, file.path, await readInstall(proc, file.path)])
  }
  return found
}

async function install1(proc: Process, name: string, path: string, install: InstallSection): Promise<void> {
  const { prefix, instance, type } = splitUnitName(name)
  const template = instance === ''
  if (template && install.defaultInstance === undefined) return
  const own = template ? `${prefix}@${install.defaultInstance}.${type}` : name
  for (const alias of install.aliases) await makeLink(proc, `${administrator}/${alias}`, path)
  for (const target of install.wantedBy) await makeLink(proc, `${administrator}/${expandName(target, own)}.wants/${own}`, path) // prettier-ignore
  for (const target of install.requiredBy) await makeLink(proc, `${administrator}/${expandName(target, own)}.requires/${own}`, path) // prettier-ignore
}

const expandName = (target: string, unit: string): string =>
  target.replaceAll('%i', splitUnitName(unit).instance ?? '').replaceAll('%n', unit)

async function makeLink(proc: Process, link: string, target: string): Promise<void> {
  try {
    if ((await proc.readlink(link)) === target) return
    await proc.unlink(link)
  } catch (error) {
    if (!isErrno(error, 'ENOENT', 'EINVAL')) throw error
  }
  await makeDirectories(proc, link.slice(0, link.lastIndexOf('/')))
  await proc.symlink(target, link)
  await proc.stderr.line(`Created symlink ${link} → ${target}.`)
}

/** A path to a unit file elsewhere is linked into /etc first. */
async function nameOrPath({ invocation: { proc } }: Systemctl, operand: string): Promise<string> {
  if (!operand.includes('/')) return unitName(operand)
  const path = await proc.realpath(operand)
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (!(await findUnitFile(proc, name))) await makeLink(proc, `${administrator}/${name}`, path)
  return name
}

export async function disable(systemctl: Systemctl): Promise<number> {
  const { invocation, manager } = systemctl
  if (!(await allowed(systemctl, 'disable unit'))) return 1
  for (const operand of invocation.operands) {
    const name = unitName(operand)
    const links = await removeLinks(invocation.proc, name)
    if (links === 0 && !(await findUnitFile(invocation.proc, name))) {
      await invocation.proc.stderr.line(`Failed to disable unit: Unit file ${name} does not exist.`)
      return 1
    }
  }
  await manager.daemonReload()
  return invocation.has('now') ? runJobs(systemctl, 'stop') : 0
}

async function removeLinks(proc: Process, name: string): Promise<number> {
  const links = await enablingLinks(proc, name)
  for (const link of links) {
    await proc.unlink(link)
    await proc.stderr.line(`Removed "${link}".`)
  }
  return links.length
}

export async function mask(systemctl: Systemctl): Promise<number> {
  const { invocation, manager } = systemctl
  const { proc } = invocation
  if (!(await allowed(systemctl, 'mask unit'))) return 1
  for (const operand of invocation.operands) {
    const name = unitName(operand)
    const link = `${administrator}/${name}`
    if (!(await findUnitFile(proc, name)))
      await proc.stderr.line(`Unit ${name} does not exist, proceeding anyway.`)
    try {
      const stat = await proc.lstat(link)
      if (stat.type !== 'symlink') {
        await proc.stderr.line(`Failed to mask unit: File ${link} already exists.`)
        return 1
      }
    } catch (error) {
      if (!isErrno(error, 'ENOENT')) throw error
    }
    await makeLink(proc, link, '/dev/null')
  }
  await manager.daemonReload()
  return invocation.has('now') ? runJobs(systemctl, 'stop') : 0
}

export async function unmask(systemctl: Systemctl): Promise<number> {
  const { invocation, manager } = systemctl
  const { proc } = invocation
  if (!(await allowed(systemctl, 'unmask unit'))) return 1
  for (const operand of invocation.operands) {
    const link = `${administrator}/${unitName(operand)}`
    try {
      if ((await proc.readlink(link)) !== '/dev/null') continue
      await proc.unlink(link)
      await proc.stderr.line(`Removed "${link}".`)
    } catch (error) {
      if (!isErrno(error, 'ENOENT', 'EINVAL')) throw error
    }
  }
  await manager.daemonReload()
  return 0
}

export async function isEnabled({ invocation }: Systemctl): Promise<number> {
  const { proc } = invocation
  let enabled = false
  for (const operand of invocation.operands) {
    const state = await fileState(proc, unitName(operand))
    if (state === undefined) {
      await proc.stderr.line(
        `Failed to get unit file state for ${unitName(operand)}: No such file or directory`,
      )
      return 1
    }
    if (!invocation.has('q')) await proc.stdout.line(state)
    enabled ||= ['enabled', 'enabled-runtime', 'static', 'alias', 'indirect', 'generated'].includes(state)
  }
  return enabled ? 0 : 1
}

export async function cat({ invocation, manager }: Systemctl): Promise<number> {
  const { proc } = invocation
  let status = 0
  for (const [index, operand] of invocation.operands.entries()) {
    const source = (await manager.load(unitName(operand))).unit.source
    const loaded = source.load === 'loaded' ? source : await loadUnitSource(proc, unitName(operand))
    if (loaded.fragment === undefined) {
      await proc.stderr.line(`No files found for ${unitName(operand)}.`)
      status = 1
      continue
    }
    for (const [place, path] of [loaded.fragment, ...loaded.dropIns].entries()) {
      if (place > 0 || index > 0) await proc.stdout.write('\n')
      const text = await proc.readText(path).catch((error: unknown) => {
        if (isErrno(error)) return undefined
        throw error
      })
      await proc.stdout.write(`# ${path}\n${text ?? (loaded.load === 'masked' ? '' : loaded.assignments.map(({ key, value }) => `${key}=${value}\n`).join(''))}`) // prettier-ignore
    }
  }
  return status
}

export async function getDefault({ invocation: { proc } }: Systemctl): Promise<number> {
  const source = await loadUnitSource(proc, 'default.target')
  await proc.stdout.line(source.name)
  return 0
}

export async function setDefault(systemctl: Systemctl): Promise<number> {
  const { invocation, manager } = systemctl
  const { proc } = invocation
  if (!(await allowed(systemctl, 'set default target'))) return 1
  const name = unitName(invocation.operands[0]?.endsWith('.target') ? invocation.operands[0] : `${invocation.operands[0]}.target`) // prettier-ignore
  const found = await findUnitFile(proc, name)
  if (!found) {
    await proc.stderr.line(`Failed to set default target: Unit file ${name} does not exist.`)
    return 1
  }
  const link = `${administrator}/default.target`
  await proc.unlink(link).then(
    () => proc.stderr.line(`Removed "${link}".`),
    (error: unknown) => {
      if (!isErrno(error, 'ENOENT')) throw error
    },
  )
  await makeLink(proc, link, found.path)
  await manager.daemonReload()
  return 0
}

/** systemctl edit: a drop-in, or with --full a copy of the whole file in /etc. */
export async function edit(systemctl: Systemctl): Promise<number> {
  const { invocation, manager } = systemctl
  const { proc } = invocation
  const name = unitName(invocation.operands[0] ?? '')
  const full = invocation.has('full')
  const found = await findUnitFile(proc, name)
  if (!found && !invocation.has('force')) {
    await proc.stderr.line(`No files found for ${name}.\nRun 'systemctl edit${full ? ' --full' : ''} --force ${name}' to create a new unit.`) // prettier-ignore
    return 1
  }
  if (!proc.tty(0)) {
    await proc.stderr.line('Cannot edit units if not on a tty.')
    return 1
  }
  if (!(await allowed(systemctl, 'edit unit'))) return 1
  const path = full ? `${administrator}/${name}` : `${administrator}/${name}.d/override.conf`
  const before = await readOr(proc, full && found ? found.path : path)
  const draft = `${path}.draft`
  await makeDirectories(proc, path.slice(0, path.lastIndexOf('/')))
  await proc.writeFile(draft, full ? before : scaffold(path, before, found && (await proc.readText(found.path)), found?.path)) // prettier-ignore
  const editor = proc.env.get('SYSTEMD_EDITOR') ?? proc.env.get('EDITOR') ?? proc.env.get('VISUAL') ?? 'nano'
  const pid = await proc.spawn('/bin/sh', ['sh', '-c', `${editor} "$1"`, 'sh', draft])
  const ended = await proc.wait(pid)
  const text = full ? await proc.readText(draft) : ownPart(await proc.readText(draft))
  await proc.unlink(draft)
  if (ended?.exit !== 0 || text.trim() === '' || text === before) {
    await proc.stderr.line(`Editing "${path}" canceled: ${ended?.exit === 0 ? 'temporary file is empty' : 'editor failed'}.`) // prettier-ignore
    return ended?.exit === 0 ? 0 : 1
  }
  await proc.writeFile(path, text, { mode: 0o644 })
  await manager.daemonReload()
  return 0
}

const above = '### Anything between here and the comment below will become the contents of the drop-in file'
const below = '### Edits below this comment will be discarded'

const scaffold = (
  path: string,
  before: string,
  file: string | undefined,
  source: string | undefined,
): string =>
  `### Editing ${path}\n${above}\n\n${before}\n\n${below}\n\n${file === undefined ? '' : `\n### ${source}\n${file.replace(/^/gm, '# ').trimEnd()}\n`}`

const ownPart = (text: string): string => `${(text.split(above)[1] ?? text).split(below)[0]!.trim()}\n`

async function readOr(proc: Process, path: string): Promise<string> {
  try {
    return await proc.readText(path)
  } catch (error) {
    if (isErrno(error)) return ''
    throw error
  }
}

async function allowed(systemctl: Systemctl, what: string): Promise<boolean> {
  if (mayChange(systemctl)) return true
  await systemctl.invocation.proc.stderr.line(`Failed to ${what}: Interactive authentication required.`)
  return false
}
