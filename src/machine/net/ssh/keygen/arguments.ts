import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import { readAgain } from '../../byte-stream.ts'
import { text } from '../../bytes.ts'
import { KeyFormatError } from '../private-key.ts'

export interface Arguments {
  values: Map<string, string>
  flags: Set<string>
}

export const usage = `usage: ssh-keygen [-q] [-b bits] [-C comment] [-f output_keyfile] [-m format]
                  [-N new_passphrase] [-t ed25519 | rsa]
       ssh-keygen -p [-f keyfile] [-m format] [-N new_passphrase]
       ssh-keygen -e [-f input_keyfile] [-m key_format]
       ssh-keygen -y [-f input_keyfile]
       ssh-keygen -c [-C comment] [-f keyfile]
       ssh-keygen -l [-v] [-E fingerprint_hash] [-f input_keyfile]
       ssh-keygen -F hostname [-lv] [-f known_hosts_file]
       ssh-keygen -R hostname [-f known_hosts_file]`

export function parse(argv: readonly string[]): Arguments | string {
  const values = new Map<string, string>()
  const flags = new Set<string>()
  for (let at = 1; at < argv.length; at++) {
    const word = argv[at]!
    const letter = word[1] ?? ''
    if (!word.startsWith('-') || letter === '') return 'Too many arguments.'
    if ('qylvpecHB'.includes(letter)) {
      const refused = word.slice(1).match(/[HB]/)?.[0]
      if (refused) return `ssh-keygen: Sandcloud's ssh-keygen has no -${refused}`
      // `-lf file`: the last letter may take a value.
      const letters = word.slice(1)
      const valued = 'bCfmNtRaEFP'.includes(letters.at(-1)!) && letters.length > 1
      for (const flag of valued ? letters.slice(0, -1) : letters) flags.add(flag)
      if (valued) values.set(letters.at(-1)!, argv[++at] ?? '')
    } else if ('bCfmNtRaEFP'.includes(letter)) {
      const value = word.slice(2) || argv[++at]
      if (value === undefined) return `ssh-keygen: option requires an argument -- '${letter}'`
      values.set(letter, value)
    } else return `ssh-keygen: unknown option -- ${letter}`
  }
  return { values, flags }
}

/** ssh-keygen asks on standard output and reads standard input, whatever they are. Undefined at the end. */
export async function ask(proc: Process, question: string): Promise<string | undefined> {
  await proc.stdout.write(question)
  const answer = text(await readAgain(proc, 0))
  return answer === '' ? undefined : answer.split('\n')[0]!.trim()
}

export const homeOf = (proc: Process): string => proc.env.get('HOME') ?? '/'

export async function fileFor(proc: Process, args: Arguments, name: string): Promise<string> {
  const given = args.values.get('f')
  if (given !== undefined) return given
  const standard = `${homeOf(proc)}/.ssh/${name}`
  return (await ask(proc, `Enter file in which the key is (${standard}): `)) || standard
}

export async function complain(proc: Process, error: unknown, where: string): Promise<number> {
  if (!(error instanceof KeyFormatError) && !isErrno(error)) throw error
  await proc.stderr.line(`${where}: ${error.message}`)
  return 255
}
