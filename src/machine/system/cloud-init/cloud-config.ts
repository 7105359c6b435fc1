import type { CloudLog } from './log.ts'

/** What #cloud-config says: a mapping of keys. */
export type CloudConfig = Readonly<Record<string, unknown>>

/** Reads one #cloud-config; what is none is told of, and counts as empty. */
export async function parseCloudConfig(text: string, log: CloudLog): Promise<CloudConfig> {
  const { parse, YAMLParseError } = await import('yaml')
  try {
    // PyYAML speaks YAML 1.1: `yes` is true, 0644 is octal.
    const value: unknown = parse(text, {
      version: '1.1',
      maxAliasCount: 100,
      logLevel: 'error',
      uniqueKeys: false,
    })
    if (value === null || value === undefined) return {}
    if (typeof value === 'object' && !Array.isArray(value)) return value as CloudConfig
    const kind = Array.isArray(value) ? 'list' : typeof value === 'string' ? 'str' : typeof value
    await log.warn('util.py', `Failed loading yaml blob. Yaml load allows (<class 'dict'>,) root types, but got ${kind} instead`) // prettier-ignore
  } catch (error) {
    if (!(error instanceof YAMLParseError) && !(error instanceof ReferenceError)) throw error
    const at = error instanceof YAMLParseError ? error.linePos?.[0] : undefined
    const place = at ? `Invalid format at line ${at.line} column ${at.col}: ` : ''
    await log.warn('util.py', `Failed loading yaml blob. ${place}"${error.message.split('\n')[0]}"`)
    await log.warn('util.py', 'Failed at merging in cloud config part from part-001')
  }
  return {}
}

/** Later parts win key by key: `merge_how` is not heeded. */
export const mergeConfigs = (configs: readonly CloudConfig[]): CloudConfig =>
  Object.assign({}, ...configs) as CloudConfig

export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]) // prettier-ignore

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : undefined

export const mapOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {}

/** `yes`, `true`, 1: cloud-init's is_true. */
export const isTrue = (value: unknown): boolean =>
  value === true || value === 1 || (typeof value === 'string' && /^(1|on|true|yes)$/i.test(value))

export const isFalse = (value: unknown): boolean =>
  value === false || value === 0 || (typeof value === 'string' && /^(0|off|false|no)$/i.test(value))
