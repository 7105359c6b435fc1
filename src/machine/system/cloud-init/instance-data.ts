import type { Process } from '../../kernel/process.ts'
import { textOrNothing } from '../accounts.ts'
import { makeDirectories } from '../make-directories.ts'
import type { Metadata } from './metadata.ts'

const directory = '/run/cloud-init'
const file = `${directory}/instance-data.json`

type Data = Readonly<Record<string, unknown>>

/** What of the metadata service's answers is kept, one file each. */
const kept = [
  'ami-id', 'ami-launch-index', 'hostname', 'instance-id', 'instance-life-cycle', 'instance-type', 'local-hostname',
  'local-ipv4', 'mac', 'placement/availability-zone', 'placement/region', 'profile', 'public-hostname', 'public-ipv4',
  'reservation-id', 'security-groups',
] // prettier-ignore

/** Asks what this instance is, and keeps it where `cloud-init query` and templates look. */
export async function keepInstanceData(
  proc: Process,
  id: string,
  metadata: Metadata | undefined,
): Promise<Data> {
  const answers: Record<string, unknown> = {}
  const placement: Record<string, string> = {}
  for (const path of metadata ? kept : []) {
    const value = (await metadata?.get(`meta-data/${path}`))?.trim()
    if (value === undefined) continue
    const inner = /^placement\/(.*)$/.exec(path)?.[1]
    if (inner === undefined) answers[path] = value
    else placement[inner] = value
  }
  if (metadata) answers.placement = placement
  const { release } = proc.system
  const v1 = {
    availability_zone: placement['availability-zone'] ?? null,
    cloud_id: metadata ? 'aws' : 'none',
    cloud_name: metadata ? 'aws' : 'none',
    distro: release.id === 'amzn' ? 'amazon' : release.id,
    distro_version: release.version,
    instance_id: id,
    kernel_release: release.kernel,
    local_hostname: String(answers['local-hostname'] ?? proc.system.hostname),
    machine: release.machine,
    platform: metadata ? 'ec2' : 'none',
    region: placement.region ?? null,
    subplatform: metadata ? 'metadata (http://169.254.169.254)' : 'none',
    variant: release.id === 'amzn' ? 'amazon' : release.id,
  }
  const data = { ds: { meta_data: answers }, ...v1, v1 }
  await makeDirectories(proc, directory)
  await proc.writeFile(file, `${JSON.stringify(data, undefined, 1)}\n`, { mode: 0o644 })
  return data
}

export async function instanceData(proc: Process): Promise<Data> {
  const text = await textOrNothing(proc, file)
  return text === '' ? {} : (JSON.parse(text) as Data)
}

/** `ds.meta_data.ami_id`: a hyphen in a key may be asked for with an underscore. */
export function lookUpKey(data: unknown, path: string): unknown {
  let at = data
  for (const word of path.split('.')) {
    if (typeof at !== 'object' || at === null) return undefined
    const key = Object.keys(at).find((each) => each === word || each.replaceAll('-', '_') === word)
    if (key === undefined) return undefined
    at = (at as Record<string, unknown>)[key]
  }
  return at
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/**
 * A jinja template with the instance's data put in, as far as `{{ name }}` goes.
 * @returns what of the template is more than that, if something is.
 */
export function render(template: string, data: unknown): { text: string } | { beyond: string } {
  const beyond = /\{%.*?%\}|\{#.*?#\}/s.exec(template)?.[0]
  if (beyond !== undefined) return { beyond }
  let odd: string | undefined
  const text = template.replace(/\{\{([^{}]*)\}\}/g, (whole, inner: string) => {
    const name = inner.trim()
    if (!/^[\w.-]+$/.test(name)) odd ??= whole
    const value = lookUpKey(data, name)
    return value === undefined ? `CI_MISSING_JINJA_VAR/${name.split('.').at(-1)}` : shown(value)
  })
  return odd === undefined ? { text } : { beyond: odd }
}
