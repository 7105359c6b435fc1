import { boot } from './boot-data.ts'
import { facts } from './facts.ts'
import { host } from './host.ts'
import { privateSymbols } from './symbols.ts'

const [kExiting, kExitCode, kHasExitCode] = [0, 1, 2] as const
const exitInfo = new Int32Array(3)

/** What the process object and several bindings share. */
export const processState = {
  cwd: '/',
  umask: 0o022,
  env: {} as Record<string, string>,
  startedAt: 0,
  uptimeAtStart: 0,
  title: 'node',
  execArgv: [] as string[],
  argv: [] as string[],
  patch(process: Record<string, unknown>): void {
    const { pid, ppid, execPath, machine } = boot()
    let title = processState.title
    Object.defineProperty(process, 'title', {
      enumerable: true,
      configurable: true,
      get: () => title,
      set: (value: unknown) => {
        title = String(value)
      },
    })
    Object.assign(process, {
      argv: processState.argv,
      execArgv: processState.execArgv,
      env: environment(processState.env),
      pid,
      ppid,
      execPath,
      arch: machine === 'aarch64' ? 'arm64' : 'x64',
      debugPort: 9229,
    })
    const { versions } = process as { versions: object }
    Object.freeze(versions)
  },
}

/** Variables are strings, whatever was assigned. */
function environment(values: Record<string, string>): object {
  return new host.Proxy(values, {
    set(target: Record<string, string>, key: string | symbol, value: unknown) {
      if (typeof key === 'symbol') throw new TypeError('Cannot convert a Symbol value to a string')
      target[key] = String(value)
      return true
    },
    defineProperty(target: Record<string, string>, key: string | symbol, descriptor: PropertyDescriptor) {
      if (typeof key === 'string') target[key] = String(descriptor.value)
      return true
    },
  })
}

let made: Record<string | symbol, unknown> | undefined

/** `this` of the callbacks that Node's C++ makes on the process. */
export const theProcess = (): unknown => made

/** The object that lib turns into `process`: an instance of a class by that name, with what is known before start. */
export function createProcessObject(): Record<string | symbol, unknown> {
  const shell = { process: function () {} as unknown as new () => Record<string | symbol, unknown> }
  const process = new shell.process()
  process.version = facts.version
  process.versions = { ...facts.versions }
  process.arch = 'x64'
  process.platform = 'linux'
  process.release = { ...facts.release }
  process[privateSymbols.exit_info_private_symbol!] = exitInfo
  made = process
  return process
}

export const exitCode = (): number | undefined => (exitInfo[kHasExitCode] ? exitInfo[kExitCode] : undefined)

export const markExiting = (): void => {
  exitInfo[kExiting] = 1
}
