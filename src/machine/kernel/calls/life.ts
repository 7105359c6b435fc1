import { fail } from '../../errno.ts'
import { checkArguments, loadExecutable } from '../executable.ts'
import type { ChildStatus, Process, Program } from '../process.ts'
import { ProcessGone } from '../process-gone.ts'
import type { Task } from '../task.ts'

type LifeCalls = Pick<
  Process,
  'fork' | 'exec' | 'spawn' | 'wait' | 'exit' | 'sleep' | 'yield' | 'outside' | 'onEnd'
>

const longestTimer = 2_147_483_647

/** Begin, become, wait, end. */
export function lifeCalls(task: Task): LifeCalls {
  return {
    fork: (main, options) =>
      task.call(() => {
        const child = forkTask(task, options)
        task.kernel.tasks.start(child, main)
        return child.pid
      }),
    exec: async (path, argv, env) => {
      const program = await task.call(() => becomeProgram(task, path, argv, env))
      return task.kernel.tasks.run(task, program)
    },
    spawn: (path, argv, options = {}) =>
      task.call(async () => {
        const child = forkTask(task, options)
        try {
          if (options.cwd !== undefined) await child.process.chdir(options.cwd)
          const program = await becomeProgram(child, path, argv, options.env)
          task.kernel.tasks.start(child, program)
          return child.pid
        } catch (error) {
          task.kernel.tasks.finish(child, { pid: child.pid, exit: 127 })
          task.kernel.tasks.reap(child)
          throw error
        }
      }),
    wait: (pid, options = {}) =>
      task.call(() => {
        const attempt = (): ChildStatus | undefined => changedChild(task, pid, options.untraced === true)
        return options.noHang ? attempt() : task.waitFor(task.childChanged, attempt)
      }),
    exit: (status) => {
      task.kernel.tasks.finish(task, { pid: task.pid, exit: status & 255 })
      throw new ProcessGone()
    },
    sleep: (milliseconds) => task.call(() => task.waitOutside((signal) => timer(milliseconds, signal))),
    yield: () => task.call(() => undefined),
    outside: (work) => task.call(() => task.waitOutside(work)),
    onEnd: (run) => task.onEnd(run),
  }
}

function forkTask(
  parent: Task,
  options: { group?: 'new' | number; descriptors?: ReadonlyMap<number, number>; name?: string } = {},
): Task {
  const { kernel, session } = parent
  const { group } = options
  if (typeof group === 'number') {
    const members = kernel.tasks.all().filter((task) => task.pgid === group)
    if (!members.some((task) => task.session === session)) fail('EPERM')
  }
  const child = kernel.tasks.add({
    parent,
    session,
    ...(group === 'new' ? {} : { pgid: group ?? parent.pgid }),
    argv: parent.argv,
    binary: parent.binary,
    command: options.name ?? parent.command,
    env: new Map(parent.env),
    credentials: parent.credentials,
    cwd: parent.cwd,
    umask: parent.umask,
    descriptors: parent.descriptors.copy(options.descriptors),
  })
  // A handler is a closure of the parent's program; only what is ignored is inherited.
  for (const [signal, action] of parent.actions) if (action === 'ignore') child.actions.set(signal, action)
  return child
}

/** The point of no return of execve(2): from here on the task is the new program. */
async function becomeProgram(
  task: Task,
  path: string,
  argv: readonly string[],
  env: ReadonlyMap<string, string> = task.env,
): Promise<Program> {
  checkArguments(argv, env)
  const loaded = await loadExecutable(task, path, argv)
  task.argv = [...loaded.argv]
  task.command = loaded.command
  task.binary = loaded.binary
  task.credentials = loaded.credentials
  task.env = new Map(env)
  task.descriptors.exec()
  for (const [signal, action] of task.actions) if (action !== 'ignore') task.actions.delete(signal)
  return loaded.program
}

function changedChild(task: Task, pid: number, untraced: boolean): ChildStatus | undefined {
  const wanted = [...task.children].filter(
    (child) => pid === -1 || child.pid === pid || child.pgid === (pid === 0 ? task.pgid : -pid),
  )
  if (wanted.length === 0) fail('ECHILD')
  const ended = wanted.find((child) => child.ended)
  if (ended) {
    task.kernel.tasks.reap(ended)
    return ended.status
  }
  const stopped = untraced ? wanted.find((child) => child.stopUnreported) : undefined
  if (stopped) stopped.stopUnreported = false
  return stopped?.status
}

function timer(milliseconds: number, interrupted: AbortSignal): Promise<void> {
  const end = performance.now() + Math.max(0, milliseconds)
  return new Promise((resolve) => {
    let id: ReturnType<typeof setTimeout>
    const next = (): void => {
      const left = end - performance.now()
      if (left <= 0) resolve()
      else id = setTimeout(next, Math.min(left, longestTimer))
    }
    next()
    interrupted.addEventListener('abort', () => clearTimeout(id))
  })
}
