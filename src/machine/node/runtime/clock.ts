import { host } from './host.ts'

let offset = 0

/** The clock that programs see is the machine's, which may be ahead of the browser's. */
export const setClockOffset = (milliseconds: number): void => {
  offset = milliseconds
}

export const wallTime = (): number => host.now() + offset

/** Puts a Date on the global object that knows the offset, before lib takes its own copies. */
export function installClock(): void {
  const RealDate = Date
  const MachineDate = function Date(this: unknown, ...args: number[]) {
    if (!new.target) return new RealDate(wallTime()).toString()
    return Reflect.construct(RealDate, args.length === 0 ? [wallTime()] : args, new.target)
  } as unknown as DateConstructor
  const own = { configurable: true, writable: true }
  Object.defineProperties(MachineDate, {
    now: { ...own, value: { now: wallTime }.now },
    parse: { ...own, value: RealDate.parse },
    UTC: { ...own, value: RealDate.UTC },
    prototype: { value: RealDate.prototype },
    length: { configurable: true, value: RealDate.length },
  })
  Object.defineProperty(RealDate.prototype, 'constructor', { ...own, value: MachineDate })
  Object.defineProperty(globalThis, 'Date', { ...own, value: MachineDate })
}
