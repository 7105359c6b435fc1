import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { HttpError } from '../../net/http/index.ts'
import { Metadata } from '../cloud-init/metadata.ts'

const absent = 'not available'

interface Fact {
  /** As ec2-metadata's line begins. */
  name: string
  letter: string
  word: string
  path: string
}

const fact = (letter: string, word: string, name = word, path = `meta-data/${name}`): Fact => ({ letter, word, name, path }) // prettier-ignore

/** In the order in which `ec2-metadata` prints them. */
const facts: readonly Fact[] = [
  fact('a', 'ami-id'),
  fact('l', 'ami-launch-index'),
  fact('m', 'ami-manifest-path'),
  fact('n', 'ancestor-ami-ids'),
  fact('b', 'block-device-mapping'),
  fact('i', 'instance-id'),
  fact('t', 'instance-type'),
  fact('h', 'local-hostname'),
  fact('o', 'local-ipv4'),
  fact('k', 'kernel-id'),
  fact('z', 'availability-zone', 'placement', 'meta-data/placement/availability-zone'),
  fact('R', 'region', 'region', 'meta-data/placement/region'),
  fact('c', 'product-codes'),
  fact('p', 'public-hostname'),
  fact('v', 'public-ipv4'),
  fact('u', 'public-keys'),
  fact('r', 'ramdisk-id'),
  fact('e', 'reservation-id'),
  fact('s', 'security-groups'),
  fact('d', 'user-data', 'user-data', 'user-data'),
]

const help = `Usage: ec2-metadata <option>
Use to retrieve EC2 instance metadata from within a running EC2 instance.
e.g. to retrieve instance id: ec2-metadata -i
     to retrieve only the value of it: ec2-metadata -i --quiet

Options:
--all                     Show all metadata information for this host (also default).
${facts.map(({ letter, word }) => `-${letter}/--${word}`.padEnd(26)).join('\n')}
-q/--quiet                Show values alone, without their names.
`

/** What Amazon Linux brings for a look at the instance's own metadata; Debian's family calls it ec2metadata. */
export async function ec2Metadata(proc: Process): Promise<number> {
  const words = proc.argv.slice(1)
  if (words.some((word) => word === '--help' || word === '-H')) {
    await proc.stdout.write(help)
    return 0
  }
  const quiet = words.includes('-q') || words.includes('--quiet')
  const asked: Fact[] = []
  for (const word of words) {
    const found = facts.find(({ letter, word: long }) => word === `-${letter}` || word === `--${long}`)
    if (found) asked.push(found)
    else if (!['-q', '--quiet', '--all', '-A'].includes(word)) {
      await proc.stderr.write(`ec2-metadata: unrecognized option '${word}'\n${help}`)
      return 1
    }
  }
  const metadata = await open(proc)
  if (!metadata) {
    await proc.stderr.line('[ERROR] Command not valid outside EC2 instance. Please run this command within a running EC2 instance.') // prettier-ignore
    return 1
  }
  for (const one of asked.length > 0 ? asked : facts) {
    const value = await valueOf(metadata, one)
    const lead = quiet ? '' : `${one.name}: `
    await proc.stdout.line(`${value.startsWith('\n') && quiet ? value.slice(1) : lead + value}`)
  }
  return 0
}

async function open(proc: Process): Promise<Metadata | undefined> {
  try {
    return await Metadata.open(proc)
  } catch (error) {
    if (!isErrno(error) && !(error instanceof HttpError)) throw error
    return undefined
  }
}

async function valueOf(metadata: Metadata, { path, word }: Fact): Promise<string> {
  if (word === 'block-device-mapping') return mapping(metadata)
  if (word === 'public-keys') return publicKeys(metadata)
  return (await metadata.get(path))?.trimEnd() || absent
}

async function mapping(metadata: Metadata): Promise<string> {
  const names = (await metadata.get('meta-data/block-device-mapping/'))?.trim().split('\n') ?? []
  const lines: string[] = []
  for (const name of names)
    lines.push(`\n\t ${name}: ${(await metadata.get(`meta-data/block-device-mapping/${name}`))?.trim() ?? absent}`) // prettier-ignore
  return lines.length > 0 ? lines.join('') : absent
}

async function publicKeys(metadata: Metadata): Promise<string> {
  const names = (await metadata.get('meta-data/public-keys/'))?.trim().split('\n') ?? []
  const keys: string[] = []
  for (const [index, entry] of names.filter((name) => name !== '').entries()) {
    const key = (await metadata.get(`meta-data/public-keys/${index}/openssh-key`))?.trim() ?? absent
    keys.push(`\nkeyname:${entry.replace(/^\d+=/, '')}\nindex:${index}\nformat:openssh-key\nkey:(begins from next line)\n${key}`) // prettier-ignore
  }
  return keys.length > 0 ? keys.join('') : absent
}
