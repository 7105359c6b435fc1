import type { BlockDevice } from '../fs/index.ts'
import { Kernel } from '../kernel/kernel.ts'
import { machinePrograms } from '../machine-programs.ts'
import type { Process } from '../kernel/process.ts'
import type { Machine, MachineOptions, PowerEvent, TerminalSession, UserFiles } from '../machine.ts'
import { credentialsOf, findAccount } from '../system/accounts.ts'
import { boot } from './boot.ts'
import { shutDown } from './shut-down.ts'
import { Terminal } from './terminal.ts'

/** Switches a computer on. */
export const bootMachine = (options: MachineOptions): Machine => new Computer(options)

class Computer implements Machine {
  readonly booted: Promise<void>
  readonly #kernel: Kernel
  readonly #terminals = new Set<Terminal>()
  readonly #powerHandlers: ((event: PowerEvent) => void)[] = []
  #off: Promise<void> | undefined

  constructor(options: MachineOptions) {
    this.#kernel = new Kernel(options, machinePrograms)
    this.#kernel.onPower = (event) => void this.#switchedOffInside(event)
    this.booted = boot(this.#kernel)
    // Whoever does not ask how the boot went is not to be bothered by a rejection.
    this.booted.catch(() => undefined)
  }

  get hostname(): string {
    return this.#kernel.hostname
  }

  openTerminal(options: { user: string; columns: number; rows: number; cwd?: string }): TerminalSession {
    const terminal = new Terminal(this.#kernel, this.booted, options)
    this.#terminals.add(terminal)
    terminal.onExit(() => this.#terminals.delete(terminal))
    return terminal
  }

  attachDisk(name: string, device: BlockDevice, attachedAs?: string): void {
    const kernel = this.#kernel
    void kernel.disks.attach(name, device, attachedAs).then(
      () => kernel.print(`${name}: attached, ${device.size / 512} 512-byte logical blocks`),
      (error: unknown) => kernel.print(`${name}: ${String(error)}`, 3),
    )
  }

  detachDisk(name: string): void {
    this.#kernel.disks.detach(name)
    this.#kernel.print(`${name}: removed`)
  }

  shutdown(): Promise<void> {
    return (this.#off ??= shutDown(this.#kernel).then(() => this.#pullPlug()))
  }

  powerOff(): void {
    this.#off ??= Promise.resolve()
    this.#pullPlug()
  }

  onPower(handler: (event: PowerEvent) => void): void {
    this.#powerHandlers.push(handler)
  }

  consoleOutput(): string {
    return this.#kernel.console.text
  }

  async readFile(path: string): Promise<Uint8Array> {
    await this.booted
    return this.#kernel.init.process.readFile(path)
  }

  async writeFile(path: string, data: Uint8Array, options: { mode: number; owner: string }): Promise<void> {
    await this.booted
    const { process: init } = this.#kernel.init
    const owner = await findAccount(init, options.owner)
    await init.writeFile(path, data, { mode: options.mode })
    await init.chmod(path, options.mode)
    if (owner) await init.chown(path, owner.uid, owner.gid)
  }

  async asUser<T>(user: string, work: (files: UserFiles) => Promise<T>): Promise<T> {
    await this.booted
    const account = await findAccount(this.#kernel.init.process, user)
    if (!account) throw new Error(`There is no user ${user} on ${this.hostname}.`)
    return new Promise<T>((resolve, reject) => {
      const main = async (proc: Process): Promise<number> => {
        try {
          await proc.chdir(account.home)
          resolve(await work(proc))
          return 0
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)))
          return 1
        }
      }
      const task = this.#kernel.start(main, {
        argv: ['/usr/libexec/file-transfer'],
        credentials: credentialsOf(account),
      })
      task.onEnd(() => reject(new Error(`${this.hostname} was switched off.`)))
    })
  }

  #pullPlug(): void {
    this.#kernel.halt()
    this.#kernel.disks.abandon()
    for (const terminal of this.#terminals) terminal.close()
  }

  async #switchedOffInside(event: PowerEvent): Promise<void> {
    if (this.#off) return
    await this.shutdown()
    for (const handler of this.#powerHandlers) handler(event)
  }
}
