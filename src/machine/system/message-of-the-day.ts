import { leadsSomewhere } from '../kernel/exists.ts'
import { isErrno } from '../errno.ts'
import type { Process } from '../kernel/process.ts'
import { textOrNothing } from './accounts.ts'
import { outputOf } from './output-of.ts'

const scripts = '/etc/update-motd.d'
const legal = '/etc/legal'

/**
 * The greeting of a login, as pam_motd gives it: what the scripts of /etc/update-motd.d say, /etc/motd, and
 * Ubuntu's notice for who has not seen it yet. Runs as root, before the login has become the user.
 */
export async function messageOfTheDay(
  proc: Process,
  { home, uid, gid }: { home: string; uid: number; gid: number },
): Promise<string> {
  const env = new Map([['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], ['LANG', 'C.UTF-8']]) // prettier-ignore
  let text = ''
  for (const path of await executables(proc)) text += await outputOf(proc, path, [path], env)
  text += await textOrNothing(proc, '/etc/motd')
  return text + (await legalNotice(proc, `${home}/.cache`, uid, gid))
}

async function executables(proc: Process): Promise<string[]> {
  const names = await proc.readdir(scripts).catch((error: unknown) => {
    if (isErrno(error)) return []
    throw error
  })
  const found: string[] = []
  for (const name of names.map((item) => item.name).toSorted()) {
    const stat = await proc.stat(`${scripts}/${name}`)
    if (/^[\w-]+$/.test(name) && stat.type === 'file' && (stat.mode & 0o111) !== 0)
      found.push(`${scripts}/${name}`)
  }
  return found
}

async function legalNotice(proc: Process, cache: string, uid: number, gid: number): Promise<string> {
  const notice = await textOrNothing(proc, legal)
  const shown = `${cache}/motd.legal-displayed`
  if (notice === '' || (await leadsSomewhere(proc, shown))) return ''
  try {
    if (!(await leadsSomewhere(proc, cache))) {
      await proc.mkdir(cache, 0o700)
      await proc.chown(cache, uid, gid)
    }
    await proc.writeFile(shown, '')
    await proc.chown(shown, uid, gid)
  } catch (error) {
    // A full disk or a home that cannot be written is no reason not to log in.
    if (!isErrno(error)) throw error
  }
  return notice
}
