import type { Verdict } from '#engine'
import type { Probe, ProbeAnswer } from '#machine'

/** A router on a packet's way; one without an address answers nobody, as most of AWS's. */
interface Router {
  address?: string
  milliseconds: number
}

/** Where a probe starts and what becomes of it: enough to tell which routers it meets. */
export interface Way {
  from: 'home' | 'instance'
  /** Within one VPC there is no router between two instances. */
  inside: boolean
  outcome: Verdict['outcome']
}

/** The learner's own router, and the provider's behind it (RFC 6598). */
const homeRouters: readonly Router[] = [
  { address: '192.168.1.1', milliseconds: 1.2 },
  { address: '100.64.0.1', milliseconds: 8.4 },
]
const awsBorder: readonly Router[] = [{ milliseconds: 0.5 }, { milliseconds: 0.8 }]

const routersOf = ({ from, inside }: Way): readonly Router[] =>
  inside ? [] : from === 'home' ? [...homeRouters, ...awsBorder] : awsBorder

const initialLife = { instance: 127, linux: 64 }

/** A measured time that is not the same twice. */
const about = (milliseconds: number, chance: number): number => milliseconds * (0.95 + chance * 0.1)

/** What comes back of a probe that goes this way; undefined when nothing does. */
export const probeAnswer = (
  way: Way,
  { to, protocol, ttl }: Probe,
  { listens, chance }: { listens: boolean; chance: number },
): ProbeAnswer | undefined => {
  const routers = routersOf(way)
  const router = routers[ttl - 1]
  if (router) {
    const { address, milliseconds } = router
    return address === undefined
      ? undefined
      : {
          kind: 'exceeded',
          from: address,
          ttl: initialLife.linux - ttl,
          milliseconds: about(milliseconds, chance),
        }
  }
  if (way.outcome !== 'deliver' && way.outcome !== 'outside') return undefined
  const kind = protocol === 'icmp' || (protocol === 'tcp' && listens) ? 'reply' : 'unreachable'
  const milliseconds = about(way.inside ? 0.4 : way.from === 'home' ? 23 : 1.4, chance)
  const life = way.inside ? initialLife.instance : initialLife.linux
  return { kind, from: to, ttl: life - routers.length, milliseconds }
}
