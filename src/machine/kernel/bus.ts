/**
 * What daemons offer to the machine's other programs, by name. A room adds its own:
 * `declare module '../../kernel/bus.ts' { interface BusNames { 'org.freedesktop.systemd1': ServiceManager } }`
 */
// oxlint-disable-next-line typescript/no-empty-object-type
export interface BusNames {}

/** The system bus. Unlike D-Bus it carries calls in the one thread; who calls is checked by whoever answers. */
export class SystemBus {
  readonly #owners = new Map<string, unknown>()

  own<Name extends keyof BusNames>(name: Name, owner: BusNames[Name]): void {
    this.#owners.set(name, owner)
  }

  /** Undefined while nobody owns the name. */
  find<Name extends keyof BusNames>(name: Name): BusNames[Name] | undefined {
    return this.#owners.get(name) as BusNames[Name] | undefined
  }
}
