import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { makeDirectories } from '../make-directories.ts'

/** Makes a home with the skeleton's files in it, the user's own. @returns whether it was not there before. */
export async function makeHome(
  proc: Process,
  home: string,
  owner: { uid: number; gid: number },
  { skeleton, mode }: { skeleton: string; mode: number },
): Promise<boolean> {
  const there = await proc.stat(home).then(
    () => true,
    () => false,
  )
  if (there) return false
  await makeDirectories(proc, home.slice(0, home.lastIndexOf('/')))
  await copyTree(proc, skeleton, home, owner)
  await proc.chmod(home, mode)
  return true
}

async function copyTree(
  proc: Process,
  from: string,
  to: string,
  owner: { uid: number; gid: number },
): Promise<void> {
  await proc.mkdir(to, 0o755).catch((error: unknown) => {
    if (!isErrno(error, 'EEXIST')) throw error
  })
  await proc.chown(to, owner.uid, owner.gid)
  const items = await proc.readdir(from).catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return []
    throw error
  })
  for (const { name, type } of items) {
    const [source, target] = [`${from}/${name}`, `${to}/${name}`]
    if (type === 'directory') await copyTree(proc, source, target, owner)
    else if (type === 'symlink') await proc.symlink(await proc.readlink(source), target)
    else if (type === 'file') {
      const { mode } = await proc.stat(source)
      await proc.writeFile(target, await proc.readFile(source), { mode: mode & 0o777 })
      await proc.chown(target, owner.uid, owner.gid)
    }
  }
}

/** rm -r, as userdel -r does with a home. */
export async function removeTree(proc: Process, path: string): Promise<void> {
  const { type } = await proc.lstat(path)
  if (type !== 'directory') return proc.unlink(path)
  for (const { name } of await proc.readdir(path)) await removeTree(proc, `${path}/${name}`)
  await proc.rmdir(path)
}

/** Everything below a directory that one user owned becomes another's. */
export async function giveTree(
  proc: Process,
  path: string,
  from: number,
  to: number,
  gid: number,
): Promise<void> {
  const stat = await proc.lstat(path)
  if (stat.uid === from) await proc.chown(path, to, gid, { noFollow: true })
  if (stat.type === 'directory')
    for (const { name } of await proc.readdir(path)) await giveTree(proc, `${path}/${name}`, from, to, gid)
}
