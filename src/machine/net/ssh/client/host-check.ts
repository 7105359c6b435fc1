import type { Process } from '../../../kernel/process.ts'
import type { PublicKey } from '../keys.ts'
import { fingerprint, keyKind } from '../keys.ts'
import type { KnownHost } from './known-hosts.ts'
import { hostLabel, judge, parseKnownHosts, readKnownHosts, rememberHost } from './known-hosts.ts'
import type { SshOptions } from './options.ts'
import { askOnTerminal } from './question.ts'

/** Decides whether the host that showed this key is the one that was meant. Says why when it is not. */
export async function checkHost(
  proc: Process,
  options: SshOptions,
  address: string,
  key: PublicKey,
): Promise<boolean> {
  const label = hostLabel(options.hostName, options.port)
  const hosts = parseKnownHosts(await readKnownHosts(proc, options.knownHosts))
  const verdict = judge(hosts, label, key)
  if (verdict.kind === 'known') return true
  if (verdict.kind === 'changed') return changed(proc, options, label, key, verdict.offending)
  return unknown(proc, options, label, address, key, verdict.otherNames)
}

async function unknown(
  proc: Process,
  options: SshOptions,
  label: string,
  address: string,
  key: PublicKey,
  otherNames: readonly KnownHost[],
): Promise<boolean> {
  const kind = keyKind(key)
  if (options.strictHostKeyChecking === 'yes') {
    const shown = label.startsWith('[') ? label : options.hostName
    await proc.stderr.line(
      `No ${kind} host key is known for ${shown} and you have requested strict checking.`,
    )
    return refuse(proc)
  }
  if (options.strictHostKeyChecking === 'ask') {
    const question = introduction(options, label, address, key, otherNames)
    if (options.batch || !(await accepts(proc, question, fingerprint(key)))) return refuse(proc)
  }
  if (await rememberHost(proc, options.knownHosts, label, key)) {
    if (!options.quiet)
      await proc.stderr.line(`Warning: Permanently added '${label}' (${kind}) to the list of known hosts.`)
  } else await proc.stderr.line(`Failed to add the host to the list of known hosts (${options.knownHosts}).`)
  return true
}

function introduction(
  options: SshOptions,
  label: string,
  address: string,
  key: PublicKey,
  otherNames: readonly KnownHost[],
): string {
  const at = options.port === 22 ? address : `[${address}]:${options.port}`
  const known =
    otherNames.length === 0
      ? 'This key is not known by any other names.'
      : `This host key is known by the following other names/addresses:\n${otherNames
          .map(({ line, names }) => `    ${options.knownHosts}:${line}: ${names.join(',')}`)
          .join('\n')}`
  return `The authenticity of host '${label} (${at})' can't be established.
${keyKind(key)} key fingerprint is ${fingerprint(key)}.
${known}
Are you sure you want to continue connecting (yes/no/[fingerprint])? `
}

async function accepts(proc: Process, question: string, print: string): Promise<boolean> {
  for (let prompt = question; ; prompt = "Please type 'yes', 'no' or the fingerprint: ") {
    const answer = await askOnTerminal(proc, prompt)
    if (answer === undefined || answer.toLowerCase() === 'no') return false
    if (answer.toLowerCase() === 'yes' || answer === print) return true
  }
}

async function refuse(proc: Process): Promise<false> {
  await proc.stderr.line('Host key verification failed.')
  return false
}

const fence = '@'.repeat(59)

async function changed(
  proc: Process,
  options: SshOptions,
  label: string,
  key: PublicKey,
  offending: KnownHost,
): Promise<boolean> {
  await proc.stderr.line(`${fence}
@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @
${fence}
IT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY!
Someone could be eavesdropping on you right now (man-in-the-middle attack)!
It is also possible that a host key has just been changed.
The fingerprint for the ${keyKind(key)} key sent by the remote host is
${fingerprint(key)}.
Please contact your system administrator.
Add correct host key in ${options.knownHosts} to get rid of this message.
Offending ${keyKind(offending.key)} key in ${options.knownHosts}:${offending.line}
  remove with:
  ssh-keygen -f '${options.knownHosts}' -R '${label}'`)
  if (options.strictHostKeyChecking === 'no') return true
  await proc.stderr.line(`Host key for ${label} has changed and you have requested strict checking.`)
  return refuse(proc)
}
