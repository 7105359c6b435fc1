/** Files between the learner's real computer and the laptop. */
export interface LaptopFilesApi {
  /** Where files may go: ~/Downloads, and where the terminal's shell stands. */
  places(terminalId?: string): Promise<LaptopPlaces>
  /** What a folder holds, folders first; how much room is left on its disk. */
  list(folder: string): Promise<LaptopFolder>
  /** Makes a folder that may be there already. */
  makeFolder(path: string): Promise<void>
  /** Writes a file part by part: `first` makes it anew, and the last part gives it its name. */
  writePart(path: string, part: Uint8Array, which: { first: boolean; last: boolean }): Promise<void>
  /** Takes away what was written of a file that will not be finished. */
  abandon(path: string): Promise<void>
  /** A file, or a folder with all that is below it, parents first. Sizes in bytes. */
  tree(path: string): Promise<LaptopTree>
  readPart(path: string, offset: number, length: number): Promise<Uint8Array>
}

export interface LaptopPlaces {
  home: string
  downloads: string
  current?: string
}

export interface LaptopFolder {
  path: string
  entries: { name: string; folder: boolean; size: number }[]
  /** In bytes. */
  free: number
}

export interface LaptopTree {
  /** Its last name: what the download is called. */
  name: string
  folder: boolean
  entries: { path: string; relative: string; folder: boolean; size: number }[]
  size: number
}

/** A download or upload of more is refused: it would not fit into a browser's memory and storage. */
export const largestTransfer = { bytes: 512 * 2 ** 20, files: 50_000 }
