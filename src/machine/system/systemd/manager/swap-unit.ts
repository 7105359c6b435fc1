import { openJournalStreams } from './exec.ts'
import { describeExit } from './exit-status.ts'
import { type JobResult, LiveUnit } from './live-unit.ts'

/** A swap line of /etc/fstab: swapon(8) and swapoff(8) do the work. */
export class SwapUnit extends LiveUnit {
  #result = 'success'

  override get result(): string {
    return this.#result
  }

  async start(): Promise<JobResult> {
    if (this.isUp) return 'done'
    this.become('activating', 'activating')
    const priority = /(?:^|,)pri=(\d+)/.exec(this.unit.settings.last('Swap', 'Options') ?? '')?.[1]
    return this.#run(['/usr/sbin/swapon', ...(priority === undefined ? [] : ['-p', priority])], 'active')
  }

  stop(): Promise<JobResult> {
    this.become('deactivating', 'deactivating')
    return this.#run(['/usr/sbin/swapoff'], 'inactive')
  }

  async #run(command: [string, ...string[]], well: 'active' | 'inactive'): Promise<JobResult> {
    const argv = [...command, this.unit.settings.last('Swap', 'What') ?? ''] as [string, ...string[]]
    const identifier = argv[0].slice(argv[0].lastIndexOf('/') + 1)
    const task = this.context.kernel.start((proc) => proc.exec(argv[0], argv), {
      argv,
      descriptors: await openJournalStreams(this.context, this.name, identifier),
      cgroup: `/system.slice/${this.name}`,
    })
    const status = await task.finished
    this.#result = status.exit === 0 ? 'success' : 'exit-code'
    if (status.exit === 0) {
      this.become(well, well === 'active' ? 'active' : 'dead')
      return 'done'
    }
    this.say(`${this.name}: Swap process exited, ${describeExit(status)}`, 5)
    this.say(`${this.name}: Failed with result 'exit-code'.`, 4)
    this.become('failed', 'failed')
    return 'failed'
  }
}
