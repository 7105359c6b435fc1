/** A TCP stream as both ends see it. Back-pressure: `write` resolves when there is room again. */
export interface Stream {
  readonly local: Endpoint
  readonly remote: Endpoint
  /** The next bytes, or undefined at the end (FIN). Throws ECONNRESET. */
  read(): Promise<Uint8Array | undefined>
  /** Throws EPIPE or ECONNRESET. */
  write(bytes: Uint8Array): Promise<void>
  /** Half-close: no more will be written. */
  end(): void
  /** Reset: both ends get ECONNRESET. */
  destroy(): void
}

export interface Endpoint {
  /** IPv4 in dotted form. */
  address: string
  port: number
}

/** What is plugged into a machine's network interface. */
export interface Network {
  /** This machine's own (private) IPv4 address. */
  readonly address: string
  /** DNS: the addresses of a name; empty when there is no such name. */
  resolve(name: string): Promise<string[]>
  /**
   * Opens a stream to another machine. Throws ETIMEDOUT (packets dropped: after TCP's own patience,
   * about two minutes, or as soon as `signal` or the learner gives up), ECONNREFUSED, EHOSTUNREACH.
   */
  connect(to: Endpoint, signal?: AbortSignal): Promise<Stream>
  /** The machine says who takes incoming streams; called after the security groups let them pass. */
  onIncoming(accept: ((stream: Stream) => 'accepted' | 'refused') | undefined): void
}
