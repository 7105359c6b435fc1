import { readFile } from 'node:fs/promises'
import { memoryStorage, type Storage } from '#engine'
import type { IsolateProvider } from '#machine'
import { MemoryDevice, nodeIsolates, TestTerminal } from '#machine/testing'
import { type Cloud, startCloud } from '../cloud.ts'
import { laptopDiskSize, laptopUser } from '../laptop-facts.ts'

const built = (path: string) => new URL(`../../../../.build/${path}`, import.meta.url)

export interface TestCloud extends Cloud {
  /** A terminal on the laptop that has shown its prompt. */
  terminal(): Promise<TestTerminal>
}

/** The whole cloud in Node: memory for the databases, threads for the sandboxes. */
export const testCloud = async (storage: Storage = memoryStorage()): Promise<TestCloud> => {
  const disk = Object.assign(new MemoryDevice(laptopDiskSize), {
    isNew: true,
    flush: async () => {},
    erase: async () => {},
  })
  const isolates: IsolateProvider = nodeIsolates({ node: built('node-runtime/node-runtime.js').pathname })
  const cloud = await startCloud({
    storage,
    openLaptopDisk: async () => disk,
    isolates,
    readAsset: (path) => readFile(built(path)).catch(() => undefined),
  })
  await cloud.engine.setPace('instant')
  return Object.assign(cloud, {
    async terminal() {
      const { machine } = await (await cloud.machines).laptop()
      const session = machine.openTerminal({ user: laptopUser, columns: 120, rows: 50 })
      const terminal = new TestTerminal(session, { columns: 120, rows: 50 })
      await terminal.see(/\$ ?$/)
      return terminal
    },
  })
}
