import { fstabEntryOf } from '../fstab-units.ts'
import { openJournalStreams } from './exec.ts'
import { describeExit } from './exit-status.ts'
import { type JobResult, LiveUnit } from './live-unit.ts'

/** A line of /etc/fstab: mount(8) and umount(8) do the work. */
export class MountUnit extends LiveUnit {
  #result = 'success'

  override get result(): string {
    return this.#result
  }

  get where(): string {
    return this.unit.settings.last('Mount', 'Where') ?? '/'
  }

  get what(): string {
    return this.unit.settings.last('Mount', 'What') ?? ''
  }

  async start(): Promise<JobResult> {
    if (this.#isMounted()) this.become('active', 'mounted')
    if (this.isUp) return 'done'
    this.become('activating', 'mounting')
    const { options, type } = fstabEntryOf(this.unit.settings)
    const argv: [string, ...string[]] = ['/usr/bin/mount', this.what, this.where]
    if (type !== '' && type !== 'auto') argv.push('-t', type)
    if (options !== '' && options !== 'defaults') argv.push('-o', options)
    return this.#run(argv, 'mounted', 'dead')
  }

  async stop(): Promise<JobResult> {
    if (this.where === '/' || !this.#isMounted()) {
      this.become('inactive', 'dead')
      return 'done'
    }
    this.become('deactivating', 'unmounting')
    return this.#run(['/usr/bin/umount', this.where], 'dead', 'mounted')
  }

  /** What was mounted or unmounted behind our back. */
  look(): void {
    const mounted = this.#isMounted()
    if (mounted && this.isDown) this.become('active', 'mounted')
    if (!mounted && this.active === 'active') this.become('inactive', 'dead')
  }

  async #run(argv: [string, ...string[]], well: string, badly: string): Promise<JobResult> {
    const { kernel } = this.context
    const identifier = argv[0].slice(argv[0].lastIndexOf('/') + 1)
    const task = kernel.start((proc) => proc.exec(argv[0], argv), {
      argv,
      descriptors: await openJournalStreams(this.context, this.name, identifier),
      cgroup: `/system.slice/${this.name}`,
    })
    const status = await task.finished
    if (status.exit === 0) {
      this.#result = 'success'
      this.become(well === 'mounted' ? 'active' : 'inactive', well)
      return 'done'
    }
    this.#result = 'exit-code'
    this.say(`${this.name}: Mount process exited, ${describeExit(status)}`, 5)
    this.say(`${this.name}: Failed with result 'exit-code'.`, 4)
    this.become(badly === 'mounted' ? 'active' : 'failed', badly === 'mounted' ? badly : 'failed')
    return 'failed'
  }

  #isMounted(): boolean {
    return this.context.kernel.system.mounts().some(({ target }) => target === this.where)
  }
}
