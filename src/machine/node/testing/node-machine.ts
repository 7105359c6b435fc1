import { HeaderList, HttpConnection, collect } from '../../net/http/index.ts'
import { text, utf8 } from '../../net/bytes.ts'
import type { Signal } from '../../kernel/signals.ts'
import type { IsolateProvider } from '../../isolate.ts'
import { TestInternet } from '../../testing/internet.ts'
import { startProgram, type RunResult, type Started } from '../../testing/run-program.ts'
import { testKernel, type TestFile } from '../../testing/test-kernel.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { ProgramTable } from '../../kernel/program-table.ts'
import { deliver } from '../../kernel/signal-delivery.ts'
import { node } from '../program.ts'

const home = '/home/ec2-user'
const address = '172.31.0.10'

/** A machine whose ec2-user runs node, with a network cable to a small internet. */
export class NodeMachine {
  private constructor(
    readonly kernel: Kernel,
    readonly internet: TestInternet,
  ) {}

  static async start(
    isolates: IsolateProvider,
    files: Record<string, TestFile>,
    programs: ProgramTable = {},
  ): Promise<NodeMachine> {
    const internet = new TestInternet()
    const own = Object.fromEntries(
      Object.entries(files).map(([path, file]): [string, TestFile] => [
        path.startsWith('/') ? path : `${home}/${path}`,
        typeof file === 'string' ? { content: file, uid: 1000 } : file,
      ]),
    )
    const hardware = { isolates, network: internet.plug(address) }
    const table = { ...programs, node: () => Promise.resolve(node) }
    return new NodeMachine(await testKernel({ files: own, programs: table, hardware }), internet)
  }

  /** Starts `node …` and does not wait for its end. */
  node(
    argv: readonly string[],
    options: { stdin?: string; env?: Record<string, string>; cwd?: string } = {},
  ): Promise<Started> {
    return startProgram(node, {
      argv: ['node', ...argv],
      uid: 1000,
      cwd: home,
      kernel: this.kernel,
      ...options,
    })
  }

  async run(
    argv: readonly string[],
    options?: { stdin?: string; env?: Record<string, string> },
  ): Promise<RunResult> {
    return (await this.node(argv, options)).result
  }

  signal({ task }: Started, signal: Signal): void {
    deliver(task, signal)
  }

  /** Asks the machine over the network, as a browser elsewhere would. */
  async fetch(
    port: number,
    target: string,
    options: { method?: string; body?: string; type?: string } = {},
  ): Promise<{ status: number; headers: HeaderList; body: string }> {
    const stream = await this.internet.plug('203.0.113.9').connect({ address, port })
    const headers = new HeaderList({ Host: `${address}:${port}`, Connection: 'close' })
    if (options.type) headers.set('Content-Type', options.type)
    const response = await new HttpConnection(stream).request({
      method: options.method ?? 'GET',
      target,
      headers,
      ...(options.body !== undefined && { body: utf8(options.body) }),
    })
    return { status: response.status, headers: response.headers, body: text(await collect(response.body)) }
  }

  /** Waits until the program has printed this. */
  async printed(started: Started, wanted: string): Promise<void> {
    const ended = started.result.then(({ stdout, stderr }) => {
      throw new Error(`It ended without printing ${wanted}:\n${stdout}${stderr}`)
    })
    ended.catch(() => undefined)
    while (!started.stdout.text.includes(wanted)) {
      await Promise.race([new Promise((resolve) => setTimeout(resolve, 5)), ended])
    }
  }
}
