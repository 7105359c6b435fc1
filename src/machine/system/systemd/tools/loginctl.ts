import type { Process } from '../../../kernel/process.ts'
import { formatTimestamp } from '../../journal/timestamp.ts'
import type { LoginSession, LoginSessions } from '../login-sessions.ts'

type Verb = (proc: Process, logins: LoginSessions, operands: readonly string[]) => Promise<number>

const verbs: Readonly<Record<string, Verb>> = {
  'list-sessions': listSessions,
  'list-users': listUsers,
  'show-session': (proc, logins, ids) => each(proc, logins, ids, showSession),
  'session-status': (proc, logins, ids) => each(proc, logins, ids, sessionStatus),
  'show-user': showUser,
  'terminate-session': (proc, logins, ids) => end(proc, logins, (session) => ids.includes(session.id), ids, 'session'), // prettier-ignore
  'terminate-user': (proc, logins, users) => end(proc, logins, ({ user, uid }) => users.includes(user) || users.includes(String(uid)), users, 'user'), // prettier-ignore
}

const seats = new Set(['attach', 'flush-devices', 'list-seats', 'seat-status', 'show-seat', 'terminate-seat', 'activate', 'lock-session', 'unlock-session', 'lock-sessions', 'unlock-sessions']) // prettier-ignore

/** loginctl(1): who is logged in, as systemd-logind keeps it. */
export async function loginctl(proc: Process): Promise<number> {
  const words = proc.argv.slice(1).filter((word) => !/^--?(no-pager|no-legend|all|full|[al])$/.test(word))
  const [verb = 'list-sessions', ...operands] = words.filter((word) => !word.startsWith('-'))
  const logins = proc.system.bus.find('org.freedesktop.login1')
  if (!logins) {
    await proc.stderr.line('Failed to connect to bus: Host is down')
    return 1
  }
  const run = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
  if (run) return run(proc, logins, operands)
  if (verb === 'enable-linger' || verb === 'disable-linger')
    await proc.stderr.line(`Could not ${verb.replace('-', ' ')}: there are no user services on this machine: use a system unit with User=`) // prettier-ignore
  else await proc.stderr.line(seats.has(verb) ? `loginctl ${verb}: this machine has no seat.` : `Unknown command verb ${verb}.`) // prettier-ignore
  return 1
}

function table(rows: readonly (readonly string[])[], right: readonly number[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  const lines = rows.map((row) =>
    row
      .map((cell, column) => (right.includes(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join(' ')
      .trimEnd(),
  ) // prettier-ignore
  return lines.map((line) => `${line}\n`).join('')
}

async function listSessions(proc: Process, logins: LoginSessions): Promise<number> {
  const rows = logins.list().map(({ id, uid, user, tty }) => [id, String(uid), user, '', tty ?? ''])
  if (rows.length === 0) await proc.stdout.line('No sessions.')
  else await proc.stdout.write(`${table([['SESSION', 'UID', 'USER', 'SEAT', 'TTY'], ...rows], [0, 1])}\n${rows.length} sessions listed.\n`) // prettier-ignore
  return 0
}

async function listUsers(proc: Process, logins: LoginSessions): Promise<number> {
  const users = new Map(logins.list().map(({ uid, user }) => [uid, user]))
  if (users.size === 0) await proc.stdout.line('No users.')
  else await proc.stdout.write(`${table([['UID', 'USER'], ...[...users].map(([uid, user]) => [String(uid), user])], [0])}\n${users.size} users listed.\n`) // prettier-ignore
  return 0
}

/** Without an id it is the caller's own session. */
async function each(
  proc: Process,
  logins: LoginSessions,
  ids: readonly string[],
  show: (proc: Process, session: LoginSession) => Promise<void>,
): Promise<number> {
  const own = logins.sessionOf(proc)?.id
  let status = 0
  for (const id of ids.length > 0 ? ids : own === undefined ? [] : [own]) {
    const session = logins.list().find((one) => one.id === id)
    if (session) await show(proc, session)
    else {
      await proc.stderr.line(`Failed to get session path: No session '${id}' known`)
      status = 1
    }
  }
  return status
}

async function showSession(
  proc: Process,
  { id, uid, user, tty, service, leader, since, scope }: LoginSession,
): Promise<void> {
  await proc.stdout.write(`Id=${id}\nUser=${uid}\nName=${user}\nTimestamp=${formatTimestamp(since)}\nTTY=${tty ?? ''}\nRemote=${service === 'sshd' ? 'yes' : 'no'}\nService=${service}\nScope=${scope}\nLeader=${leader}\nType=tty\nClass=user\nActive=yes\nState=active\n`) // prettier-ignore
}

async function sessionStatus(proc: Process, session: LoginSession): Promise<void> {
  const { id, user, uid, since, leader, tty, service, scope } = session
  await proc.stdout.write(`${id} - ${user} (${uid})
           Since: ${formatTimestamp(since)}
          Leader: ${leader}
${tty === undefined ? '' : `             TTY: ${tty}\n`}         Service: ${service}; type tty; class user
           State: active
            Unit: ${scope}
`)
}

async function showUser(proc: Process, logins: LoginSessions, names: readonly string[]): Promise<number> {
  const own = logins.sessionOf(proc)?.user
  let status = 0
  for (const name of names.length > 0 ? names : own === undefined ? [] : [own]) {
    const sessions = logins.list().filter(({ user, uid }) => user === name || String(uid) === name)
    const [first] = sessions
    if (first)
      await proc.stdout.write(`UID=${first.uid}\nName=${first.user}\nTimestamp=${formatTimestamp(first.since)}\nState=active\nSessions=${sessions.map(({ id }) => id).join(' ')}\nLinger=no\n`) // prettier-ignore
    else {
      await proc.stderr.line(`Failed to get user: User ID ${name} is not logged in or lingering`)
      status = 1
    }
  }
  return status
}

async function end(
  proc: Process,
  logins: LoginSessions,
  wanted: (session: LoginSession) => boolean,
  named: readonly string[],
  kind: 'session' | 'user',
): Promise<number> {
  const sessions = logins.list().filter(wanted)
  if (sessions.length === 0 && named.length > 0) {
    await proc.stderr.line(kind === 'session' ? `Failed to terminate session: No session '${named[0]}' known` : `Failed to look up user ${named[0]}: No such process`) // prettier-ignore
    return 1
  }
  if (proc.credentials.uid !== 0 && sessions.some(({ uid }) => uid !== proc.credentials.uid)) {
    await proc.stderr.line(`Could not terminate ${kind}: Interactive authentication required.`)
    return 1
  }
  for (const session of sessions) logins.terminate(session)
  return 0
}
