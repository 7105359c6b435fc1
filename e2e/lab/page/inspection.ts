import { mountExt4 } from '../../../src/machine/fs/index.ts'
import { versionOf } from './contents.ts'
import { type Lab, region } from './engine.ts'
import { type Answered, fileNames, fileSize, type Volumes } from './workload.ts'

/** Holds everything that was answered against what is there. Returns what is wrong, in sentences. */
export const inspect = async (lab: Lab, volumes: Volumes, facts: readonly Answered[]): Promise<string[]> => {
  const wrong: string[] = []
  const check = async (what: string, body: () => Promise<void>) => {
    try {
      await body()
    } catch (error) {
      wrong.push(`${what}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  await check('tags', async () => {
    const tags = await tagsOf(lab, volumes.files)
    for (const [key, version] of latest(facts, 'tag', ({ key }) => key))
      atLeast(`the tag ${key}`, tags.get(key), version)
  })
  await check('blocks', async () => {
    const device = await lab.device('/dev/sdg')
    for (const [index, version] of latest(facts, 'block', ({ index }) => index)) {
      const bytes = await device.readChunk(index)
      atLeast(`block ${index}`, bytes && versionOf(bytes, `block ${index}`), version)
    }
  })
  await check('files', async () => {
    const files = await filesOn(await lab.device('/dev/sdf'))
    for (const [name, version] of latest(facts, 'file', ({ name }) => name))
      atLeast(`the file ${name}`, files.get(name), version)
  })
  const { Snapshots } = await lab.call<{ Snapshots: { SnapshotId: string }[] }>('DescribeSnapshots', {
    OwnerIds: ['self'],
  })
  const there = new Set(Snapshots.map(({ SnapshotId }) => SnapshotId))
  const ids = (type: Answered['type']) =>
    new Set(facts.flatMap((fact) => (fact.type === type && 'id' in fact ? [fact.id] : [])))
  for (const id of ids('snapshot-deleted')) if (there.has(id)) wrong.push(`${id} was deleted and is there`)
  const doomed = ids('snapshot-doomed')
  for (const id of ids('snapshot')) if (!there.has(id) && !doomed.has(id)) wrong.push(`${id} is missing`)
  for (const fact of facts) {
    if (fact.type !== 'snapshot' || !there.has(fact.id)) continue
    await check(fact.id, async () => {
      const files = await filesOn(await snapshotDevice(lab, fact.id))
      for (const [name, version] of files)
        if (version > fact.most[name]!) throw new Error(`${name} is of version ${version}, from later`)
      for (const [name, version] of Object.entries(fact.least)) atLeast(name, files.get(name), version)
    })
  }
  await check('blocks that every map names', () => everyBlockIsThere(lab))
  return wrong
}

const latest = <T extends 'tag' | 'block' | 'file', K>(
  facts: readonly Answered[],
  type: T,
  keyOf: (fact: Extract<Answered, { type: T }>) => K,
): Map<K, number> => {
  const found = new Map<K, number>()
  for (const fact of facts)
    if (fact.type === type) found.set(keyOf(fact as Extract<Answered, { type: T }>), fact.version)
  return found
}

const atLeast = (what: string, found: number | undefined, answered: number) => {
  if (found === undefined || found < answered)
    throw new Error(`${what} was answered as version ${answered}, and is ${found ?? 'missing'}`)
}

const tagsOf = async (lab: Lab, volumeId: string): Promise<Map<string, number>> => {
  const { Volumes } = await lab.call<{ Volumes: { Tags?: { Key: string; Value: string }[] }[] }>(
    'DescribeVolumes',
    { VolumeIds: [volumeId] },
  )
  return new Map(Volumes[0]!.Tags?.map(({ Key, Value }) => [Key, Number(Value)]))
}

/** The version of each file; throws when one is half written. */
const filesOn = async (device: Parameters<typeof mountExt4>[0]): Promise<Map<string, number>> => {
  const mounted = await mountExt4(device, { now: () => Date.now(), readOnly: true })
  const found = new Map<string, number>()
  for (const name of fileNames) {
    const bytes = await mounted.run((fs) => {
      const ino = fs.lookup(fs.root, name)
      return ino === undefined ? undefined : fs.read(ino, 0, fs.stat(ino).size)
    })
    if (!bytes) continue
    if (bytes.length !== fileSize) throw new Error(`${name} has ${bytes.length} bytes`)
    found.set(name, versionOf(bytes, name))
  }
  mounted.abandon()
  return found
}

const snapshotDevice = async ({ engine }: Lab, id: string) => {
  const image = await engine.volumes.image(region, id)
  return {
    serial: id,
    size: image.size,
    readOnly: true,
    readChunk: (index: number) => image.readChunk(index),
    writeChunks: () => Promise.reject(new Error('a snapshot is read only')),
    onFlush: () => {},
    onResize: () => {},
  }
}

interface Row {
  record: { map?: ReadonlyMap<number, string> }
}

/** Read past the engine: each block that a record names stands in the database, and no other does. */
const everyBlockIsThere = async ({ engine }: Lab) => {
  await engine.flush()
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('lab')
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  const tx = database.transaction(['records', 'blobs'])
  const all = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve) => request.addEventListener('success', () => resolve(request.result)))
  const [rows, keys] = await Promise.all([
    all(tx.objectStore('records').getAll()) as Promise<Row[]>,
    all(tx.objectStore('blobs').getAllKeys()),
  ])
  database.close()
  const named = new Set(rows.flatMap(({ record }) => [...(record.map?.values() ?? [])]))
  const stored = new Set(keys.map(String))
  for (const cid of named) if (!stored.has(cid)) throw new Error(`${cid} is named and not there`)
  for (const cid of stored) if (!named.has(cid)) throw new Error(`${cid} is there and not named`)
}
