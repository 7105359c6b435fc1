import { isErrno } from '../errno.ts'
import type { Process } from '../kernel/process.ts'
import { textOrNothing } from './accounts.ts'

const longestName = 64

/** systemd's hostnamectl: the machine's name, and what it is. */
export async function hostnamectl(proc: Process): Promise<number> {
  const [verb = 'status', name] = proc.argv.slice(1).filter((word) => !word.startsWith('-'))
  if (verb === 'status') return showHost(proc)
  if (verb !== 'hostname' && verb !== 'set-hostname') {
    await proc.stderr.line(`Unknown command verb ${verb}.`)
    return 1
  }
  if (name === undefined) {
    if (verb === 'set-hostname') {
      await proc.stderr.line('Too few arguments.')
      return 1
    }
    await proc.stdout.line(proc.system.hostname)
    return 0
  }
  return setHost(proc, name)
}

async function setHost(proc: Process, name: string): Promise<number> {
  const good = name.length <= longestName && name.split('.').every((label) => /^[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$/.test(label)) // prettier-ignore
  if (!good) {
    await proc.stderr.line(`Could not set static hostname: Invalid static hostname '${name}'`)
    return 1
  }
  if (proc.credentials.uid !== 0) {
    await proc.stderr.line('Could not set static hostname: Interactive authentication required.')
    return 1
  }
  try {
    await proc.writeFile('/etc/hostname', `${name}\n`)
  } catch (error) {
    if (!isErrno(error)) throw error
    await proc.stderr.line(`Could not set static hostname: ${error.message}`)
    return 1
  }
  proc.system.hostname = name
  return 0
}

async function showHost(proc: Process): Promise<number> {
  const { system } = proc
  const release = await textOrNothing(proc, '/etc/os-release')
  const field = (name: string): string => new RegExp(`^${name}="?([^"\\n]*)`, 'm').exec(release)?.[1] ?? ''
  const instance = system.machine === 'instance'
  const architecture = system.release.machine === 'aarch64' ? 'arm64' : 'x86-64'
  const rows: [string, string][] = [
    ['Static hostname', (await textOrNothing(proc, '/etc/hostname')).trim() || system.hostname],
    ['Icon name', instance ? 'computer-vm' : 'computer-laptop'],
    ['Chassis', instance ? 'vm' : 'laptop'],
    ['Machine ID', (await textOrNothing(proc, '/etc/machine-id')).trim()],
    ...(instance ? ([['Virtualization', 'amazon']] as [string, string][]) : []),
    ['Operating System', field('PRETTY_NAME')],
    ...(field('CPE_NAME') ? ([['CPE OS Name', field('CPE_NAME')]] as [string, string][]) : []),
    ['Kernel', `Linux ${system.release.kernel}`],
    ['Architecture', architecture],
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  await proc.stdout.write(rows.map(([name, value]) => `${name.padStart(width)}: ${value}\n`).join(''))
  return 0
}

/** systemd's timedatectl: the engine's clock is the machine's, in UTC, and kept right by the host. */
export async function timedatectl(proc: Process): Promise<number> {
  const [verb = 'status'] = proc.argv.slice(1).filter((word) => !word.startsWith('-'))
  if (verb !== 'status') {
    await proc.stderr.line(
      `timedatectl: Sandcloud's machines keep UTC and the time of their cloud: ${verb} is not served`,
    )
    return 1
  }
  const [day = '', time = ''] = new Date(proc.system.now()).toISOString().replace('Z', '').split('T')
  const weekday = new Date(proc.system.now()).toUTCString().slice(0, 3)
  const now = `${weekday} ${day} ${time.slice(0, 8)}`
  await proc.stdout.write(`               Local time: ${now} UTC
           Universal time: ${now} UTC
                 RTC time: ${now}
                Time zone: UTC (UTC, +0000)
System clock synchronized: yes
              NTP service: active
          RTC in local TZ: no
`)
  return 0
}
