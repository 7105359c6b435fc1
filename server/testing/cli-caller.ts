import { blockData, type Caller, chunkOf, type Fields, type Keys } from '#engine/testing'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AwsCli } from './aws-cli.ts'

/** Calls of the table's form, typed as a person types them: `--member-name value` for each member. */
export class CliCalls {
  private readonly folder = mkdtempSync(join(tmpdir(), 'aws-cli-'))
  private readonly blockFile = join(this.folder, 'block')
  private readonly checksum: string

  constructor(
    private readonly cli: AwsCli,
    private readonly url: string,
    private readonly admin: Keys,
  ) {
    const block = chunkOf(7)
    writeFileSync(this.blockFile, block)
    this.checksum = createHash('sha256').update(block).digest('base64')
  }

  readonly call: Caller = async ({ service, operation, input, region = 'us-east-1', keys }) => {
    const words = [service, kebab(operation), ...this.options(operation, input)]
    const flags = ['--endpoint-url', this.url, '--region', region, '--output', 'json']
    const answer = await this.cli.run([...words, ...flags], environmentOf(keys ?? this.admin))
    if (answer.status !== 0) throw refusalOf(operation, answer.stderr)
    return JSON.parse(answer.stdout || '{}')
  }

  close(): void {
    rmSync(this.folder, { recursive: true })
  }

  private options(operation: string, input: Fields): string[] {
    const options = Object.entries(input).flatMap(([member, value]) => {
      if (value === blockData) return ['--block-data', this.blockFile]
      if (value === '<checksum>') return ['--checksum', this.checksum]
      return optionOf(operation, member, value)
    })
    return operation === 'GetSnapshotBlock' ? [...options, join(this.folder, 'read')] : options
  }
}

/** These take what the API has as `{ "Value": … }` by flags of their own. */
const plainBooleans = ['ModifyInstanceAttribute']

const optionOf = (operation: string, member: string, value: unknown): string[] => {
  // `--count 1:3` stands for both.
  if (operation === 'RunInstances' && member === 'MinCount') return []
  if (operation === 'RunInstances' && member === 'MaxCount') return ['--count', String(value)]
  // The CLI encodes it, as people write it in plain text.
  if (operation === 'RunInstances' && member === 'UserData') return ['--user-data', atob(String(value))]
  // A rule of a network ACL is for one direction or the other.
  if (member === 'Egress') return [value === true ? '--egress' : '--ingress']
  const flag = kebab(member)
  const inner = (value as { Value?: unknown } | undefined)?.Value
  if (plainBooleans.includes(operation) && typeof inner === 'boolean')
    return [inner ? `--${flag}` : `--no-${flag}`]
  if (typeof value === 'boolean') return [value ? `--${flag}` : `--no-${flag}`]
  return [`--${flag}`, typeof value === 'string' ? value : JSON.stringify(value)]
}

/** As the CLI spells names: DescribeVpcs is describe-vpcs, EnableVolumeIO enable-volume-io. */
export const kebab = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()

const environmentOf = ({ accessKeyId, secretAccessKey, sessionToken }: Keys) => ({
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
  AWS_SESSION_TOKEN: sessionToken ?? '',
})

/** `An error occurred (Code) when calling the Operation operation: message` */
const refusalOf = (operation: string, stderr: string): Error => {
  const match = /^\n?An error occurred \(([^)]+)\) when calling the (\w+) operation: ([\s\S]*)\n$/.exec(
    stderr,
  )
  if (!match || match[2] !== operation) return new Error(`The AWS CLI printed: ${stderr}`)
  const error = new Error(match[3])
  error.name = match[1]!
  return error
}
