import { indexedDbStorage } from '#engine'
import type { IsolateProvider } from '#machine'
import { readAsset } from './assets.ts'
import { type Cloud, startCloud } from './cloud.ts'
import { openIndexedDbDisk } from './indexed-db-disk.ts'
import { laptopDiskSize } from './laptop-facts.ts'

export { cloudApi } from './cloud-api.ts'

/** The cloud on this browser's databases. */
export const openCloud = async (isolates: IsolateProvider): Promise<Cloud> =>
  startCloud({
    storage: await indexedDbStorage('sandcloud'),
    openLaptopDisk: (track) => openIndexedDbDisk('sandcloud-laptop', laptopDiskSize, track),
    isolates,
    readAsset,
  })
