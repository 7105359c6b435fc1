import { SystemError } from '../uv.ts'
import { files } from './index.ts'

/** rm -r. */
export function removeTree(path: string, recursive: boolean): void {
  const inode = files().stat(path, false)
  if (!inode.children) return files().unlink(path)
  if (!recursive) throw new SystemError('EISDIR')
  for (const [name] of files().readdir(path)) removeTree(`${path}/${name}`, true)
  files().rmdir(path)
}

/** What fs.cpSync wants known before it copies, and the target's directory. */
export function directoryForCopy(from: string, to: string, dereference: boolean, recursive: boolean): void {
  const source = files().stat(from, dereference)
  if (source.children && !recursive) throw new SystemError('EISDIR')
  if (source.children && `${files().absolute(to)}/`.startsWith(`${files().absolute(from)}/`))
    throw new SystemError('EINVAL')
  const missing: string[] = []
  for (let at = parentOf(files().absolute(to)); !files().exists(at); at = parentOf(at)) missing.unshift(at)
  for (const directory of missing) files().mkdir(directory, 0o777)
}

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/'

interface CopyOptions {
  force: boolean
  dereference: boolean
  errorOnExist: boolean
  copyFile(from: string, to: string): void
}

export function copyTree(from: string, to: string, options: CopyOptions): void {
  if (!files().exists(to)) files().mkdir(to, files().stat(from).mode)
  for (const [name] of files().readdir(from)) {
    const source = `${from}/${name}`
    const target = `${to}/${name}`
    const inode = files().stat(source, options.dereference)
    if (inode.children) copyTree(source, target, options)
    else {
      const exists = files().exists(target)
      if (exists && options.errorOnExist && !options.force) throw new SystemError('EEXIST')
      if (exists && !options.force) continue
      if (exists) files().unlink(target)
      if (inode.type === 'symlink') files().symlink(inode.target!, target)
      else options.copyFile(source, target)
    }
  }
}
