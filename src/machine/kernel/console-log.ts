const longest = 65_536

/** What came out on the serial console since the machine was switched on: the last 64 KiB. */
export class ConsoleLog {
  #text = ''
  readonly #decoder = new TextDecoder()

  get text(): string {
    return this.#text
  }

  write(bytes: Uint8Array): void {
    this.#append(this.#decoder.decode(bytes, { stream: true }))
  }

  line(text: string): void {
    this.#append(`${text}\n`)
  }

  #append(text: string): void {
    this.#text = (this.#text + text.replace(/\r?\n/g, '\r\n')).slice(-longest)
  }
}
