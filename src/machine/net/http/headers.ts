/** Header fields in the order and spelling in which they were sent, found by name in any spelling. */
export class HeaderList {
  readonly entries: [name: string, value: string][]

  constructor(entries: Iterable<readonly [string, string]> | Record<string, string> = []) {
    const pairs = Symbol.iterator in entries ? entries : Object.entries(entries)
    this.entries = [...pairs].map(([name, value]) => [name, value])
  }

  get(name: string): string | undefined {
    const lower = name.toLowerCase()
    return this.entries.find((entry) => entry[0].toLowerCase() === lower)?.[1]
  }

  has(name: string): boolean {
    return this.get(name) !== undefined
  }

  append(name: string, value: string): void {
    this.entries.push([name, value])
  }

  /** In the place of the field of this name, or at the end. */
  set(name: string, value: string): void {
    const lower = name.toLowerCase()
    const entry = this.entries.find((candidate) => candidate[0].toLowerCase() === lower)
    if (entry) entry[1] = value
    else this.append(name, value)
  }

  delete(name: string): void {
    const lower = name.toLowerCase()
    const kept = this.entries.filter((entry) => entry[0].toLowerCase() !== lower)
    this.entries.splice(0, this.entries.length, ...kept)
  }
}

/** CR, LF and NUL would end the field and begin another: they are dropped. */
export const formatHead = (firstLine: string, headers: HeaderList): string =>
  `${[firstLine, ...headers.entries.map(([name, value]) => `${name}: ${value}`)]
    // oxlint-disable-next-line no-control-regex -- these are the characters to keep out
    .map((line) => line.replace(/[\r\n\0]/g, ''))
    .join('\r\n')}\r\n\r\n`
