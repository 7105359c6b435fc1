import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'

export interface Configuration {
  port: number
  methods: string
}

const file = '/etc/ssh/sshd_config'
const dropIns = '/etc/ssh/sshd_config.d'

/** Fedora's family asks for GSSAPI in its builds; Debian's leaves it to the configuration. */
const withoutGssapi = new Set(['debian', 'ubuntu'])

/** What sshd_config and its drop-ins say; the first value of a keyword counts, and drop-ins come first. */
export async function readConfiguration(proc: Process): Promise<Configuration> {
  const names = await proc.readdir(dropIns).catch(nothing([]))
  const files = names
    .map(({ name }) => `${dropIns}/${name}`)
    .filter((path) => path.endsWith('.conf'))
    .toSorted()
  const texts = await Promise.all([...files, file].map((path) => proc.readText(path).catch(nothing(''))))
  const value = (keyword: string): string | undefined =>
    new RegExp(`^[ \\t]*${keyword}[ \\t]+(\\S+)[ \\t]*$`, 'im').exec(texts.join('\n'))?.[1]
  const port = Number(value('Port') ?? 22)
  const usual = withoutGssapi.has(proc.system.release.id) ? 'no' : 'yes'
  const gssapi = (value('GSSAPIAuthentication') ?? usual).toLowerCase() === 'yes'
  return {
    port: Number.isInteger(port) && port > 0 && port < 65_536 ? port : 22,
    methods: gssapi ? 'publickey,gssapi-keyex,gssapi-with-mic' : 'publickey',
  }
}

const nothing =
  <T>(instead: T) =>
  (error: unknown): T => {
    if (isErrno(error)) return instead
    throw error
  }
