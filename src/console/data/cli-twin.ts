/** One call as the console makes it. */
export interface CalledOperation {
  service: string
  operation: string
  input: object
  region: string
}

/** `~/.aws/config` on the laptop says this one: commands for other regions must name theirs. */
const configuredRegion = 'us-east-1'

/** The command that does in a terminal what was just clicked. */
export const cliTwin = ({ service, operation, input, region }: CalledOperation): string =>
  [
    `aws ${service} ${kebab(operation)}`,
    ...Object.entries(cliInput(operation, input)).flatMap(([name, value]) => option(name, value)),
    ...(region === configuredRegion ? [] : [`--region ${region}`]),
  ].join(' ')

/** `VolumeId` → `volume-id`, `DescribeVpcs` → `describe-vpcs`, `CidrIpv6` → `cidr-ipv6`. */
const kebab = (name: string): string =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1-$2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()

/** Where the CLI's own options differ from the members of the call. */
const cliInput = (operation: string, input: object): Record<string, unknown> => {
  const { MinCount, MaxCount, UserData, ...rest } = input as Record<string, unknown>
  if (operation !== 'RunInstances') return input as Record<string, unknown>
  return {
    ...rest,
    // The CLI encodes the text itself.
    ...(typeof UserData === 'string' && { UserData: fromBase64(UserData) }),
    ...(MaxCount === 1 ? {} : { count: MinCount === MaxCount ? MaxCount : `${MinCount}:${MaxCount}` }),
  }
}

const fromBase64 = (text: string): Uint8Array =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0))

const option = (name: string, value: unknown): string[] => {
  if (value === undefined) return []
  const flag = `--${kebab(name)}`
  if (typeof value === 'boolean') return [value ? flag : `--no-${kebab(name)}`]
  const values = Array.isArray(value) ? value : [value]
  return [`${flag} ${values.map((each) => quoted(written(each))).join(' ')}`]
}

const written = (value: unknown): string => {
  if (value instanceof Uint8Array) return new TextDecoder().decode(value)
  if (value instanceof Date) return value.toISOString()
  if (typeof value !== 'object' || value === null) return String(value)
  return isPlain(value) ? shorthand(value).slice(1, -1) : JSON.stringify(value)
}

/** The CLI's shorthand has no way to write these characters in a value without quotes of its own. */
const isPlain = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.every(isPlain)
  if (typeof value === 'object' && value !== null) return Object.values(value).every(isPlain)
  return value === undefined || /^[^,=[\]{}'"\s]+( [^,=[\]{}'"\s]+)*$/.test(String(value))
}

const shorthand = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(shorthand).join(',')}]`
  if (typeof value !== 'object' || value === null) return String(value)
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return `{${members.map(([name, member]) => `${name}=${shorthand(member)}`).join(',')}}`
}

const quoted = (text: string): string =>
  /^[\w@%+:,./=-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
