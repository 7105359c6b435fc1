import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { installedMark, lockHash, root } from './step.mjs'

// The packages with Node's binary, from which the machines' library is taken, put a `node` before the
// learner's own on the path of npm's scripts. Ours run on the Node that is installed.
for (const name of ['node', 'node.cmd', 'node.ps1', 'node.exe'])
  rmSync(`${root}/node_modules/.bin/${name}`, { force: true })

if (existsSync(`${root}/node_modules`)) writeFileSync(installedMark, lockHash())
