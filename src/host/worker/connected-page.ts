/** A page at the other end of a port. Ports do not say when their page has gone; the locks it held do. */
export class ConnectedPage {
  #left: () => void = () => {}
  readonly gone = new Promise<void>((resolve) => {
    this.#left = resolve
  })

  /** @param lock name of a Web Lock that the page holds for as long as it lives. */
  holds(lock: string) {
    void navigator.locks.request(lock, () => this.#left())
  }
}
