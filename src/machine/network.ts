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
  /** What it is plugged into, as DHCP tells. */
  readonly lease: Lease
  /** What is plugged in besides, which may come and go. Nothing, if it says nothing. */
  readonly further?: FurtherAddresses
  /** DNS: the addresses of a name; empty when there is no such name. */
  resolve(name: string): Promise<string[]>
  /**
   * Opens a stream to another machine. Throws ETIMEDOUT (packets dropped: after TCP's own patience,
   * about two minutes, or as soon as `signal` or the learner gives up), ECONNREFUSED, EHOSTUNREACH.
   * `source` is that of the machine's addresses which it is sent from: its first, if none is named.
   */
  connect(to: Endpoint, signal?: AbortSignal, source?: string): Promise<Stream>
  /** The machine says who takes incoming streams; called after the security groups let them pass. */
  onIncoming(accept: AcceptStream | undefined): void
  /** UDP: sends and forgets. 'refused' where the far machine says that nobody is at that port. */
  send(packet: Datagram): Promise<'sent' | 'refused'>
  onDatagram(take: TakeDatagram | undefined): void
  /** What comes back of one packet with a limited life; undefined when nothing does. Throws ENETUNREACH. */
  probe(probe: Probe): Promise<ProbeAnswer | undefined>
  /** What a DNS server (the network's own, if none is named) knows; undefined when it does not answer. */
  query(name: string, type: DnsType, server?: string): Promise<DnsAnswer | undefined>
}

/** 'full': the listener's queue has no room, and the packet is dropped. */
export type AcceptStream = (stream: Stream) => 'accepted' | 'refused' | 'full'
export type TakeDatagram = (packet: Datagram) => 'taken' | 'refused'

export interface Datagram {
  from: Endpoint
  to: Endpoint
  data: Uint8Array
}

/** ping's and traceroute's packet. */
export interface Probe {
  to: string
  /** Of the machine's addresses; its first, if none is named. */
  source?: string
  protocol: 'icmp' | 'udp' | 'tcp'
  /** Of UDP and TCP. */
  port?: number
  /** How many routers it may pass. */
  ttl: number
}

export interface ProbeAnswer {
  /** 'exceeded': a router on the way had to drop it. 'unreachable': it arrived, and nobody was at the port. */
  kind: 'reply' | 'exceeded' | 'unreachable'
  from: string
  /** What was left of the answer's own life. */
  ttl: number
  milliseconds: number
}

export type DnsType = 'A' | 'AAAA' | 'CNAME' | 'MX' | 'NS' | 'PTR' | 'SOA' | 'TXT' | 'ANY'

export interface DnsRecord {
  name: string
  type: DnsType
  /** In seconds. */
  ttl: number
  data: string
}

export interface DnsAnswer {
  status: 'NOERROR' | 'NXDOMAIN'
  answers: DnsRecord[]
}

/** Of a machine: the first card's addresses after its first, and the cards after the first. */
export interface FurtherAddresses {
  addresses: readonly string[]
  cards: readonly Card[]
}

/** A card after the first. */
export interface Card extends Lease {
  /** Its number: 1 for the second. */
  index: number
  addresses: readonly string[]
}

export interface Lease {
  /** The card's own, `06:2b:…`. */
  mac: string
  /** How many bits of the address are the subnet's. */
  prefix: number
  gateway: string
  nameServer: string
}
