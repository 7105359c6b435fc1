import type { Kernel } from '../kernel/kernel.ts'
import { DescriptorTable } from '../kernel/descriptor-table.ts'
import type { Program } from '../kernel/process.ts'
import { signalNumbers, type Signal } from '../kernel/signals.ts'
import type { Task } from '../kernel/task.ts'
import { CapturedOutput, PreparedInput } from './captured-files.ts'
import { testKernel } from './test-kernel.ts'
import type { TestKernelOptions } from './test-kernel.ts'

export interface RunOptions extends TestKernelOptions {
  /** With the program's own name first: `['ls', '-l']`. */
  argv?: readonly string[]
  env?: Readonly<Record<string, string>>
  stdin?: string | Uint8Array
  cwd?: string
  /** 0 (root) when not given; 1000 is ec2-user. */
  uid?: number
  /** An existing machine instead of a fresh one. */
  kernel?: Kernel
}

export interface RunResult {
  /** As the shell's `$?`: 128 + the signal's number when one ended it. */
  status: number
  signal?: Signal
  stdout: string
  stderr: string
  bytes: Uint8Array
  kernel: Kernel
  /** The content of a file afterwards, as root reads it. */
  readText(path: string): Promise<string>
}

/** A program that has been started, with its output so far. */
export interface Started {
  task: Task
  stdout: CapturedOutput
  stderr: CapturedOutput
  result: Promise<RunResult>
}

/** Runs a program to its end on a machine in memory. */
export async function runProgram(program: Program, options: RunOptions = {}): Promise<RunResult> {
  return (await startProgram(program, options)).result
}

export async function startProgram(program: Program, options: RunOptions = {}): Promise<Started> {
  const kernel = options.kernel ?? (await testKernel(options))
  const stdout = new CapturedOutput()
  const stderr = new CapturedOutput()
  const descriptors = new DescriptorTable()
  descriptors.set(0, new PreparedInput(options.stdin ?? ''))
  descriptors.set(1, stdout)
  descriptors.set(2, stderr)
  const uid = options.uid ?? 0
  const env = {
    PATH: '/usr/bin',
    HOME: uid === 0 ? '/root' : '/home/ec2-user',
    LANG: 'C.UTF-8',
    ...options.env,
  }
  const task = kernel.start(
    async (proc) => {
      await proc.chdir(options.cwd ?? '/tmp')
      return program(proc)
    },
    {
      argv: options.argv ?? ['program'],
      env: new Map(Object.entries(env)),
      credentials: { uid, gid: uid, groups: uid === 0 ? [0] : [uid, 10] },
      descriptors,
    },
  )
  const result = task.finished.then((ended): RunResult => ({
    status: ended.exit ?? 128 + signalNumbers[ended.signal!],
    ...(ended.signal && { signal: ended.signal }),
    stdout: stdout.text,
    stderr: stderr.text,
    bytes: stdout.bytes,
    kernel,
    readText: (path) => kernel.init.process.readText(path),
  }))
  return { task, stdout, stderr, result }
}
