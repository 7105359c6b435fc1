import { fail } from '../../errno.ts'
import type { OpenFile } from '../open-file.ts'
import type { Task } from '../task.ts'
import type { Place } from '../vfs/place.ts'

export interface DeviceOpening {
  type: 'block' | 'character'
  rdev: number
  place: Place
  access: { read: boolean; write: boolean }
}

export type Driver = (task: Task, opening: DeviceOpening) => OpenFile

export const deviceNumber = (major: number, minor: number): number => major * 256 + minor

/** Which driver stands behind a device node: by type and number, as mknod gave them. */
export class DeviceRegistry {
  readonly #drivers = new Map<string, Driver>()

  add(type: 'block' | 'character', rdev: number, driver: Driver): void {
    this.#drivers.set(`${type} ${rdev}`, driver)
  }

  remove(type: 'block' | 'character', rdev: number): void {
    this.#drivers.delete(`${type} ${rdev}`)
  }

  open(task: Task, opening: DeviceOpening): OpenFile {
    if (opening.place.mount.options.noDev) fail('EACCES')
    const driver = this.#drivers.get(`${opening.type} ${opening.rdev}`) ?? fail('ENXIO')
    return driver(task, opening)
  }
}
