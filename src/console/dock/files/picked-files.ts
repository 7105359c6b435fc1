/** A file that the learner picked or dropped, with its way from the folder that was picked. */
export interface PickedFile {
  /** `my-project/src/app.js`. */
  path: string
  file: Blob
}

export interface Picked {
  files: PickedFile[]
  /** Folders without files: they have to be made for themselves. */
  emptyFolders: string[]
}

/** What an `<input type="file">` gives; with webkitdirectory it tells the way from the folder. */
export const fromInput = (list: FileList): Picked => ({
  files: [...list].map((file) => ({ path: file.webkitRelativePath || file.name, file })),
  emptyFolders: [],
})

/** What was dropped, folders with all that is in them. To be called while the event is handled: later it is gone. */
export const fromDrop = async (transfer: DataTransfer): Promise<Picked> => {
  const picked: Picked = { files: [], emptyFolders: [] }
  // What comes out of another program, and not from a folder, is a file and no entry.
  const dropped = [...transfer.items].map((item) => item.webkitGetAsEntry() ?? item.getAsFile())
  for (const one of dropped) {
    if (one instanceof File) picked.files.push({ path: one.name, file: one })
    else if (one) await walk(one, one.name, picked)
  }
  return picked
}

const walk = async (entry: FileSystemEntry, path: string, picked: Picked): Promise<void> => {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => {
      ;(entry as FileSystemFileEntry).file(resolve, reject)
    })
    picked.files.push({ path, file })
    return
  }
  const children = await childrenOf(entry as FileSystemDirectoryEntry)
  if (children.length === 0) picked.emptyFolders.push(path)
  for (const child of children) await walk(child, `${path}/${child.name}`, picked)
}

/** Browsers give a folder's entries in batches, an empty one at the end. */
const childrenOf = async (folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> => {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (batch.length === 0) return all
    all.push(...batch)
  }
}
