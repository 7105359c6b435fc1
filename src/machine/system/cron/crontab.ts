import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { type Invocation, program } from '../../programs/program.ts'
import { findAccount, userName } from '../accounts.ts'
import { makeDirectories } from '../make-directories.ts'
import { type Crontab, parseCrontab } from './crontab-file.ts'
import { spoolOf } from './tables.ts'

const spec = { short: 'u:elrisTV', usage: '[options] file\n crontab [options]\n crontab -n [hostname]' }

/** crontab(1): set-uid, since the tables are root's. */
export const crontab = program('crontab', spec, async (invocation) => {
  const { proc, operands } = invocation
  const caller = proc.credentials.realUid ?? proc.credentials.uid
  const given = invocation.value('u')
  if (given !== undefined && caller !== 0 && given !== (await userName(proc, caller))) {
    await proc.stderr.line('must be privileged to use -u')
    return 1
  }
  const user = given ?? (await userName(proc, caller))
  if (!(await findAccount(proc, user))) {
    await proc.stderr.line(`crontab:  user \`${user}' unknown`)
    return 1
  }
  const path = `${spoolOf(proc)}/${user}`
  if (invocation.has('l')) return list(proc, user, path)
  if (invocation.has('r')) return remove(invocation, user, path)
  if (invocation.has('e')) return edit(proc, user, path)
  const [file = '-'] = operands
  return replace(proc, user, path, file)
})

async function current(proc: Process, path: string): Promise<string | undefined> {
  try {
    return await proc.readText(path)
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) return undefined
    throw error
  }
}

async function list(proc: Process, user: string, path: string): Promise<number> {
  const text = await current(proc, path)
  if (text === undefined) {
    await proc.stderr.line(`no crontab for ${user}`)
    return 1
  }
  await proc.stdout.write(text)
  return 0
}

async function remove(invocation: Invocation, user: string, path: string): Promise<number> {
  const { proc } = invocation
  if ((await current(proc, path)) === undefined) {
    await proc.stderr.line(`no crontab for ${user}`)
    return 1
  }
  if (invocation.has('i')) {
    await proc.stdout.write(`crontab: really delete ${user}'s crontab? `)
    if (!/^y/i.test(new TextDecoder().decode(await proc.read(0)))) return 0
  }
  await proc.unlink(path)
  tellDaemon(proc, user, 'DELETE')
  return 0
}

async function replace(proc: Process, user: string, path: string, file: string): Promise<number> {
  let text: string
  try {
    text = file === '-' ? await proc.stdin.text() : await readAsCaller(proc, file)
  } catch (error) {
    if (!isErrno(error)) throw error
    await proc.stderr.line(`${file}: ${error.message}`)
    return 1
  }
  const { errors } = parseCrontab(text, false)
  if (errors.length > 0) {
    await tellErrors(proc, file, errors)
    await proc.stderr.line("errors in crontab file, can't install.")
    return 1
  }
  await install(proc, user, path, text)
  return 0
}

/** The set-uid bit is for the tables, not for other people's files. */
async function readAsCaller(proc: Process, file: string): Promise<string> {
  const { realUid, uid, gid } = proc.credentials
  if (realUid === undefined || realUid === uid) return proc.readText(file)
  const own = proc.credentials
  proc.setCredentials({ ...own, uid: realUid, gid, realUid: uid })
  try {
    return await proc.readText(file)
  } finally {
    proc.setCredentials(own)
  }
}

async function tellErrors(proc: Process, file: string, errors: Crontab['errors']): Promise<void> {
  for (const { line, message } of errors) await proc.stderr.line(`"${file}":${line}: ${message}`)
}

async function install(proc: Process, user: string, path: string, text: string): Promise<void> {
  await makeDirectories(proc, path.slice(0, path.lastIndexOf('/')))
  await proc.writeFile(path, text === '' || text.endsWith('\n') ? text : `${text}\n`, { mode: 0o600 })
  tellDaemon(proc, user, 'REPLACE')
}

function tellDaemon(proc: Process, user: string, what: string): void {
  proc.system.log(`crontab[${proc.pid}]: (${user}) ${what} (${user})`)
  proc.system.bus.find('cron')?.changed()
}

async function edit(proc: Process, user: string, path: string): Promise<number> {
  const before = await current(proc, path)
  if (before === undefined) await proc.stderr.line(`no crontab for ${user} - using an empty one`)
  const draft = `/tmp/crontab.${Array.from(proc.system.randomBytes(4), (byte) => (byte % 36).toString(36)).join('')}x`
  const account = (await findAccount(proc, proc.credentials.realUid ?? proc.credentials.uid))!
  await proc.writeFile(draft, before ?? '', { mode: 0o600 })
  await proc.chown(draft, account.uid, account.gid)
  try {
    for (;;) {
      if (!(await runEditor(proc, draft))) return 1
      const text = await proc.readText(draft)
      if (text === (before ?? '')) {
        await proc.stderr.line('crontab: no changes made to crontab')
        return 0
      }
      const { errors } = parseCrontab(text, false)
      if (errors.length === 0) {
        await proc.stderr.line('crontab: installing new crontab')
        await install(proc, user, path, text)
        return 0
      }
      await tellErrors(proc, draft, errors)
      await proc.stdout.write(
        "errors in crontab file, can't install.\nDo you want to retry the same edit? (Y/N) ",
      )
      if (!/^y/i.test(new TextDecoder().decode(await proc.read(0)))) {
        await proc.stderr.line(`crontab: edits left in ${draft}`)
        return 1
      }
    }
  } finally {
    await proc.unlink(draft).catch((error: unknown) => {
      if (!isErrno(error)) throw error
    })
  }
}

/** As the user: an editor can run commands. */
async function runEditor(proc: Process, draft: string): Promise<boolean> {
  const fallback = proc.system.release.id === 'amzn' ? 'vi' : 'nano'
  const editor = proc.env.get('VISUAL') ?? proc.env.get('EDITOR') ?? fallback
  const account = (await findAccount(proc, proc.credentials.realUid ?? proc.credentials.uid))!
  const pid = await proc.fork(async (child) => {
    const { uid, gid, groups } = account
    child.setCredentials({ uid, gid, groups: [gid, ...groups.map((group) => group.gid)] })
    return child.exec('/bin/sh', ['sh', '-c', `${editor} "$1" || { command -v ${editor.split(' ')[0]} > /dev/null || nano "$1"; }`, 'sh', draft]) // prettier-ignore
  })
  const ended = await proc.wait(pid)
  if (ended?.exit === 0) return true
  await proc.stderr.line(`crontab: "${editor}" exited with status ${ended?.exit ?? 1}`)
  return false
}
