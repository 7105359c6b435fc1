import { AsyncWrap } from '../async-wrap.ts'
import { hold, letGo, nextTurn } from '../event-loop.ts'
import { dataOf } from '../facts.ts'
import { tellKernel } from '../kernel-link.ts'
import { uvNumber } from '../uv.ts'

const AF_INET6 = 10

class GetAddrInfoReqWrap extends AsyncWrap {
  constructor() {
    super('GETADDRINFOREQWRAP')
  }
}

class GetNameInfoReqWrap extends AsyncWrap {
  constructor() {
    super('GETNAMEINFOREQWRAP')
  }
}

class QueryReqWrap extends AsyncWrap {
  constructor() {
    super('QUERYWRAP')
  }
}

const requests = new Map<number, (addresses: readonly string[]) => void>()
let nextRequest = 1

function resolve(name: string, done: (addresses: readonly string[]) => void): void {
  hold()
  const request = nextRequest++
  requests.set(request, (addresses) => {
    letGo()
    done(addresses)
  })
  tellKernel({ type: 'resolve', request, name })
}

export function resolved(request: number, addresses: readonly string[]): void {
  const done = requests.get(request)
  requests.delete(request)
  done?.(addresses)
}

function getaddrinfo(request: AsyncWrap, name: string, family: number): number {
  if (family === 6 || family === AF_INET6) {
    hold()
    nextTurn(() => {
      letGo()
      request.callBack('oncomplete', uvNumber('EAI_NONAME'))
    })
    return 0
  }
  resolve(name, (addresses) => {
    if (addresses.length === 0) request.callBack('oncomplete', uvNumber('EAI_NONAME'))
    else request.callBack('oncomplete', null, [...addresses])
  })
  return 0
}

/** DNS queries by type. The virtual internet has addresses only; anything else is answered as having no data. */
class ChannelWrap extends AsyncWrap {
  constructor() {
    super('DNSCHANNEL')
  }

  queryA(request: AsyncWrap, name: string): number {
    resolve(name, (addresses) => {
      if (addresses.length === 0) request.callBack('oncomplete', 'ENOTFOUND')
      else
        request.callBack(
          'oncomplete',
          null,
          [...addresses],
          addresses.map(() => 60),
        )
    })
    return 0
  }

  getServers(): unknown[] {
    return [['169.254.169.253', 53]]
  }

  setServers(): number {
    return 0
  }

  setLocalAddress(): void {}
  cancel(): void {}
}

function noData(request: AsyncWrap): number {
  hold()
  nextTurn(() => {
    letGo()
    request.callBack('oncomplete', 'ENODATA')
  })
  return 0
}

const others = ['Any', 'Aaaa', 'Caa', 'Cname', 'Mx', 'Naptr', 'Ns', 'Ptr', 'Srv', 'Soa', 'Tlsa', 'Txt']
for (const type of others) Object.defineProperty(ChannelWrap.prototype, `query${type}`, { value: noData })
Object.defineProperty(ChannelWrap.prototype, 'getHostByAddr', { value: noData })

function convertIpv6StringToBuffer(address: string): Uint8Array | null {
  const [head, tail] = address.split('::')
  const groups = (text: string | undefined) => (text ? text.split(':') : [])
  const missing = 8 - groups(head).length - groups(tail).length
  if (missing < 0) return null
  const all = [...groups(head), ...Array<string>(tail === undefined ? 0 : missing).fill('0'), ...groups(tail)]
  return Uint8Array.from(
    all.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]),
  )
}

export const binding = {
  ...dataOf('cares_wrap'),
  GetAddrInfoReqWrap,
  GetNameInfoReqWrap,
  QueryReqWrap,
  ChannelWrap,
  getaddrinfo,
  getnameinfo(request: AsyncWrap, address: string, port: number) {
    hold()
    nextTurn(() => {
      letGo()
      request.callBack('oncomplete', null, address, String(port))
    })
    return 0
  },
  canonicalizeIP: (address: string) =>
    /^[\d.]+$|^[\da-f:.]+$/i.test(address) ? address.toLowerCase() : undefined,
  convertIpv6StringToBuffer,
  strerror: (code: string | number) => String(code),
}
