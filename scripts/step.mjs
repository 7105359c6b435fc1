import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Runs a command with the terminal's own streams; rejects when it fails. */
export const run = (command, args, options = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32',
      ...options,
    })
    child.on('error', reject)
    child.on('exit', (code, signal) =>
      code === 0
        ? resolve()
        : reject(new Error(`${command} ${args.join(' ')}: ${signal ?? `exit status ${code}`}`)),
    )
  })

/** A package's own command out of node_modules. */
export const runLocal = (bin, args, options) =>
  run(process.execPath, [`${root}/node_modules/${bin}`, ...args], options)

/** Says which lock file the installed dependencies are of: `postinstall` writes it. */
export const installedMark = `${root}/node_modules/.installed-lock`

export const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(`${root}/package-lock.json`))
    .digest('hex')

/** Installs the dependencies if they are not there or of another lock file: a fresh clone needs one command. */
export const ensureDependencies = async () => {
  if (existsSync(installedMark) && readFileSync(installedMark, 'utf8') === lockHash()) return
  console.log('Installing dependencies…')
  await run('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'])
}

/** Says what goes on and how long it took. */
export const step = async (title, body) => {
  const started = Date.now()
  console.log(`\n▸ ${title}`)
  await body()
  console.log(`  ${title}: ${((Date.now() - started) / 1000).toFixed(1)} s`)
}
