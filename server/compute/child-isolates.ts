import { type ChildProcess, spawn } from 'node:child_process'
import type { Isolate, IsolateProvider } from '#machine'
import { childScript } from './child-script.ts'

const megabytes = 512

/** Node's own fence against files, processes, threads and add-ons; its name has changed since Node 20. */
const permission = process.allowedNodeEnvironmentFlags.has('--permission')
  ? '--permission'
  : '--experimental-permission'

/**
 * A learner's Node program as a child process of its own: with an empty environment, and Node's permission flags
 * between it and this computer's files. That is a second line behind the runtime, and no sandbox.
 */
export class ChildIsolates implements IsolateProvider {
  readonly #children = new Set<ChildProcess>()

  /** @param runtime the path of the built node-runtime.js */
  constructor(private readonly runtime: string) {}

  create(): Promise<Isolate> {
    const child = spawn(
      process.execPath,
      [
        permission,
        `--allow-fs-read=${this.runtime}`,
        `--max-old-space-size=${megabytes}`,
        '--disable-proto=throw',
        '-e',
        childScript(this.runtime),
      ],
      { env: {}, cwd: '/', stdio: ['ignore', 'ignore', 'ignore', 'ipc'], serialization: 'advanced' },
    )
    this.#children.add(child)
    return Promise.resolve(this.#isolate(child))
  }

  /** Ends every program. */
  stop(): void {
    for (const child of this.#children) child.kill('SIGKILL')
  }

  #isolate(child: ChildProcess): Isolate {
    const { port1, port2 } = new MessageChannel()
    let terminated = false
    port2.on('message', (message) => {
      if (child.connected) child.send(message as object, () => {})
    })
    child.on('message', (message) => port2.postMessage(message))
    const gone = new Promise<'terminated' | 'crashed'>((resolve) => {
      const end = () => {
        this.#children.delete(child)
        port2.close()
        resolve(terminated ? 'terminated' : 'crashed')
      }
      child.once('error', end).once('exit', end)
    })
    return {
      port: port1 as unknown as Isolate['port'],
      gone,
      terminate() {
        terminated = true
        port1.close()
        child.kill('SIGKILL')
      },
    }
  }
}
