import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createInterface, type Interface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export interface CliAnswer {
  readonly stdout: string
  readonly stderr: string
  readonly status: number
}

const python = '/usr/bin/python3'
const driver = fileURLToPath(new URL('aws-cli.py', import.meta.url))

/** Why Debian's AWS CLI cannot be driven here; undefined where it can. */
export const awsCliMissing: string | undefined = (() => {
  if (!existsSync('/usr/bin/aws')) return 'the package awscli is not installed'
  try {
    const version = execFileSync(python, ['-c', 'import awscli; print(awscli.__version__)'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return version.startsWith('2.') ? undefined : `awscli is version ${version.trim()}, and not 2`
  } catch {
    return `${python} cannot import awscli`
  }
})()

/** The installed AWS CLI, many commands in one process. */
export class AwsCli {
  private readonly process: ChildProcess
  private readonly lines: Interface
  private readonly waiting: ((answer: CliAnswer) => void)[] = []

  constructor(environment: Readonly<Record<string, string>>) {
    this.process = spawn(python, [driver], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: {
        PATH: process.env['PATH'],
        // A home of nobody: neither the user's configuration nor the CLI's cache plays a part.
        HOME: '/nonexistent',
        AWS_CONFIG_FILE: '/dev/null',
        AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_PAGER: '',
        ...environment,
      },
    })
    this.lines = createInterface({ input: this.process.stdout! })
    this.lines.on('line', (line) => this.waiting.shift()?.(JSON.parse(line) as CliAnswer))
    this.process.on('exit', () => {
      for (const answer of this.waiting.splice(0))
        answer({ stdout: '', stderr: 'The AWS CLI has ended', status: -1 })
    })
  }

  /** Commands are run one after the other. */
  run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CliAnswer> {
    return new Promise((answered) => {
      this.waiting.push(answered)
      this.process.stdin!.write(`${JSON.stringify({ args, env })}\n`)
    })
  }

  close(): void {
    this.process.stdin!.end()
    this.process.kill()
  }
}
