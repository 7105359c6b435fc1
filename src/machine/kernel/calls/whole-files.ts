import type { OpenFile } from '../open-file.ts'
import type { Process } from '../process.ts'
import type { Task } from '../task.ts'
import { openPath } from '../vfs/open-path.ts'
import { readAll } from './read-all.ts'

const piece = 256 * 1024

/** Opens, does something, and closes, whatever happens. */
async function withFile<T>(file: OpenFile, work: (file: OpenFile) => Promise<T>): Promise<T> {
  file.hold()
  try {
    return await work(file)
  } finally {
    file.drop()
  }
}

export function wholeFileCalls(task: Task): Pick<Process, 'readFile' | 'readText' | 'writeFile'> {
  // A call for each piece: a device without end does not keep the others out.
  const readFile = async (path: string): Promise<Uint8Array> =>
    withFile(await task.call(() => openPath(task, path, { read: true }, 0)), (file) =>
      readAll(() => task.call(() => file.read(task, piece))),
    )
  return {
    readFile,
    readText: async (path) => new TextDecoder().decode(await readFile(path)),
    writeFile: (path, data, options = {}) =>
      task.call(async () => {
        const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data
        const how = options.append ? { append: true } : { truncate: true }
        const file = await openPath(task, path, { write: true, create: true, ...how }, options.mode ?? 0o666)
        await withFile(file, async () => {
          for (let at = 0; at < bytes.length; at += piece)
            await file.write(task, bytes.subarray(at, at + piece))
        })
      }),
  }
}
