import { isErrno } from '../../errno.ts'
import type { ChildStatus, Process } from '../../kernel/process.ts'
import { WaitQueue } from '../../kernel/wait-queue.ts'
import { makeDirectories } from '../make-directories.ts'
import type { AppSettings } from './app-settings.ts'

declare module '../../kernel/bus.ts' {
  interface BusNames {
    /** By the user's number. */
    pm2: Map<number, Supervisor>
  }
}

export type AppStatus = 'online' | 'stopping' | 'stopped' | 'errored' | 'waiting restart'

export interface App {
  readonly id: number
  settings: AppSettings
  status: AppStatus
  pid: number
  restarts: number
  unstable: number
  /** Since when it runs. */
  since: number
  created: number
  /** It shall not run: a stop, or its end, is no reason to start it again. */
  unwanted: boolean
  ended: Promise<void>
}

export interface LogLine {
  app: App
  stream: 'out' | 'error'
  text: string
}

const killTimeout = 1600
const restartDelay = 100
/** An app that ends sooner has never been up. */
const minUptime = 1000
const mostLines = 1000

/** What runs the apps of one user, in a process of its own that outlives the login. */
export class Supervisor {
  readonly apps = new Map<number, App>()
  /** The newest lines of all apps, and how many there have ever been. */
  readonly lines: LogLine[] = []
  lineCount = 0
  readonly written = new WaitQueue()
  #nextId = 0

  constructor(
    readonly proc: Process,
    readonly home: string,
  ) {}

  async start(settings: AppSettings): Promise<App> {
    const now = this.proc.system.now()
    const app: App = {
      id: this.#nextId++, settings, status: 'stopped', pid: 0, restarts: 0, unstable: 0, since: now, created: now,
      unwanted: false, ended: Promise.resolve(),
    } // prettier-ignore
    this.apps.set(app.id, app)
    await this.#run(app)
    return app
  }

  async stop(app: App): Promise<void> {
    app.unwanted = true
    if (app.pid !== 0) {
      app.status = 'stopping'
      await this.#signal(app, 'SIGINT')
      const how = await Promise.race([app.ended.then(() => 'ended'), this.proc.sleep(killTimeout)])
      if (how !== 'ended') {
        await this.#signal(app, 'SIGKILL')
        await app.ended
      }
    }
    app.status = 'stopped'
  }

  async restart(app: App, settings?: AppSettings): Promise<void> {
    await this.stop(app)
    if (settings) app.settings = settings
    app.restarts++
    app.unstable = 0
    await this.#run(app)
  }

  async delete(app: App): Promise<void> {
    await this.stop(app)
    this.apps.delete(app.id)
    if (this.apps.size === 0) this.#nextId = 0
  }

  logFile(app: App, stream: 'out' | 'error'): string {
    return `${this.home}/logs/${app.settings.name.replace(/[^\w.-]/g, '-')}-${stream}.log`
  }

  async #signal({ pid }: App, signal: 'SIGINT' | 'SIGKILL'): Promise<void> {
    await this.proc.kill(-pid, signal).catch((error: unknown) => {
      if (!isErrno(error, 'ESRCH')) throw error
    })
  }

  async #run(app: App): Promise<void> {
    const { proc } = this
    const { script, args, cwd, interpreter, env, name } = app.settings
    const argv = interpreter === undefined ? [script, ...args] : [interpreter, script, ...args]
    await makeDirectories(proc, `${this.home}/logs`)
    await makeDirectories(proc, `${this.home}/pids`)
    const [out, error] = [proc.pipe(), proc.pipe()]
    const nothing = await proc.open('/dev/null', { read: true })
    app.unwanted = false
    app.pid = await proc.fork(
      async (child) => {
        try {
          child.setSession()
          await child.chdir(cwd)
          const environment = new Map([...Object.entries(env), ['pm_id', String(app.id)], ['name', name]] as [string, string][]) // prettier-ignore
          return await child.exec(argv[0]!, argv, environment)
        } catch (failure) {
          if (!isErrno(failure)) throw failure
          await child.stderr.line(`${argv[0]}: ${failure.message}`)
          return 127
        }
      },
      { descriptors: new Map([[0, nothing], [1, out.write], [2, error.write]]) }, // prettier-ignore
    )
    for (const fd of [nothing, out.write, error.write]) await proc.close(fd)
    app.status = 'online'
    app.since = proc.system.uptime()
    await proc.writeFile(`${this.home}/pids/${name.replace(/[^\w.-]/g, '-')}-${app.id}.pid`, String(app.pid))
    const streams = [this.#pump(app, 'out', out.read), this.#pump(app, 'error', error.read)]
    for (const stream of streams) stream.catch(() => undefined)
    app.ended = proc.wait(app.pid).then(async (status) => {
      await Promise.race([Promise.all(streams), proc.sleep(50)])
      this.#over(app, status)
    })
    app.ended.catch(() => undefined)
  }

  #over(app: App, _status: ChildStatus | undefined): void {
    app.pid = 0
    if (app.unwanted || !app.settings.autorestart) {
      app.status = 'stopped'
      return
    }
    app.unstable = this.proc.system.uptime() - app.since < minUptime ? app.unstable + 1 : 0
    if (app.unstable >= app.settings.maxRestarts) {
      app.status = 'errored'
      return
    }
    app.status = 'waiting restart'
    void this.proc
      .sleep(restartDelay)
      .then(async () => {
        if (app.unwanted || app.status !== 'waiting restart' || !this.apps.has(app.id)) return
        app.restarts++
        await this.#run(app)
      })
      .catch(() => undefined)
  }

  /** Everything an app writes goes into its file, and to whoever watches. */
  async #pump(app: App, stream: 'out' | 'error', fd: number): Promise<void> {
    const decoder = new TextDecoder()
    let rest = ''
    for (;;) {
      const bytes = await this.proc.read(fd)
      if (bytes.length === 0) break
      await this.proc
        .writeFile(this.logFile(app, stream), bytes, { append: true })
        .catch((error: unknown) => {
          if (!isErrno(error)) throw error
        })
      const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n')
      rest = lines.pop()!.slice(-65_536)
      for (const text of lines) this.#add({ app, stream, text })
    }
    if (rest !== '') this.#add({ app, stream, text: rest })
    await this.proc.close(fd)
  }

  #add(line: LogLine): void {
    this.lines.push(line)
    this.lineCount++
    if (this.lines.length > mostLines) this.lines.shift()
    this.written.wake()
  }
}
