import type { Process } from '../../kernel/process.ts'
import { cleanInstall, install, uninstall } from './commands/install.ts'
import { config, init, list, view } from './commands/look.ts'
import { listScripts, runCommand, runScript } from './commands/run-script.ts'
import type { NpmCall } from './context.ts'
import { globalPrefix, npmVersion, parseCall } from './context.ts'
import { packageRoot } from './manifest.ts'
import { NpmError } from './npm-error.ts'

const script = (name: string) => (call: NpmCall) => runScript(call, name, [...call.words, ...call.rest])

const run = ({ words: [name, ...args], ...call }: NpmCall): Promise<number> =>
  name === undefined
    ? listScripts({ ...call, words: [] })
    : runScript({ ...call, words: [] }, name, [...args, ...call.rest])

const print = (text: (call: NpmCall) => string | Promise<string>) => async (call: NpmCall) => {
  await call.proc.stdout.line(await text(call))
  return 0
}

const commands: Record<string, (call: NpmCall) => Promise<number>> = {
  install,
  uninstall,
  ci: cleanInstall,
  run,
  start: script('start'),
  stop: script('stop'),
  restart: script('restart'),
  test: script('test'),
  exec: (call) => runCommand(call, [...call.words, ...call.rest]),
  init,
  ls: list,
  view,
  config,
  get: config,
  root: print(async ({ proc, flags }) =>
    flags.has('global') ? `${globalPrefix}/lib/node_modules` : `${await packageRoot(proc)}/node_modules`,
  ),
  prefix: print(({ proc, flags }) => (flags.has('global') ? globalPrefix : packageRoot(proc))),
  fund: print(() => 'Packages name where they are funded in their package.json, under "funding".'),
}

const aliases: Record<string, string> = {
  i: 'install', add: 'install', in: 'install', isntall: 'install',
  un: 'uninstall', rm: 'uninstall', r: 'uninstall', remove: 'uninstall', unlink: 'uninstall',
  'clean-install': 'ci', 'run-script': 'run', t: 'test', tst: 'test', x: 'exec', create: 'init',
  list: 'ls', la: 'ls', ll: 'ls', info: 'view', show: 'view', v: 'view', c: 'config',
} // prettier-ignore

/** npm's own commands that Sandcloud leaves out: told so, and not as unknown. */
const leftOut =
  'access adduser audit bugs cache completion dedupe deprecate diff dist-tag docs doctor edit explain explore find-dupes help-search hook link login logout org outdated owner pack ping pkg profile prune publish query rebuild repo sbom search set shrinkwrap star stars team token unpublish unstar update version whoami'.split(
    ' ',
  )

export async function npm(proc: Process): Promise<number> {
  proc.onSignal('SIGPIPE', 'ignore')
  const call = parseCall(proc)
  try {
    return await dispatch(call)
  } catch (error) {
    if (!(error instanceof NpmError)) throw error
    const lines = [...(error.code ? [`code ${error.code}`] : []), ...error.lines]
    await proc.stderr.write(lines.map((line) => `npm error${line && ` ${line}`}\n`).join(''))
    return error.status
  }
}

async function dispatch(call: NpmCall): Promise<number> {
  const { proc, flags } = call
  if (flags.has('version') && call.command === '') {
    await proc.stdout.line(npmVersion)
    return 0
  }
  const name = aliases[call.command] ?? call.command
  if (Object.hasOwn(commands, name)) return commands[name]!(call)
  if (leftOut.includes(name)) throw new NpmError('', [`Sandcloud's npm does not have \`npm ${name}\`.`])
  if (name === '' || name === 'help') {
    await proc.stdout.write(usage)
    return name === '' ? 1 : 0
  }
  await proc.stdout.write(
    `Unknown command: "${name}"\n\nTo see a list of supported npm commands, run:\n  npm help\n`,
  )
  return 1
}

/** npx: `npm exec` in one word. */
export async function npx(proc: Process): Promise<number> {
  const words = proc.argv
    .slice(1)
    .filter(
      (word, index, all) =>
        !(word.startsWith('-') && all.slice(0, index + 1).every((before) => before.startsWith('-'))),
    )
  try {
    return await runCommand(parseCall(proc), words)
  } catch (error) {
    if (!(error instanceof NpmError)) throw error
    await proc.stderr.write(error.lines.map((line) => `npm error ${line}\n`).join(''))
    return error.status
  }
}

const usage = `npm <command>

Usage:

npm install        install all the dependencies in your project
npm install <foo>  add the <foo> dependency to your project
npm test           run this project's tests
npm run <foo>      run the script named <foo>

All commands:

    ${Object.keys(commands).join(', ')}

npm@${npmVersion} /usr/lib/node_modules/npm
`
