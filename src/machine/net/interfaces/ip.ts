import { subnetOf } from '../../kernel/net/addresses.ts'
import type { Process } from '../../kernel/process.ts'
import { type Interface, interfacesOf, routesOf } from './interfaces.ts'

interface Wish {
  flags: ReadonlySet<string>
  words: string[]
}

const usage = `Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }
where  OBJECT := { address | link | neighbour | route }
       OPTIONS := { -4 | -6 | -br[ief] | -o[neline] | -j[son] | -p[retty] | -c[olor] }
`

const optionNames = ['4', '6', 'brief', 'oneline', 'json', 'pretty', 'color', 'details', 'statistics']
const objects: Record<string, (proc: Process, wish: Wish) => Promise<number>> = {
  address: showAddresses,
  link: showLinks,
  route: showRoutes,
  neighbour: showNeighbours,
}
const changes = ['add', 'del', 'delete', 'change', 'replace', 'set', 'flush', 'append']

/** iproute2's ip, for looking; objects and options may be abbreviated. */
export async function ip(proc: Process): Promise<number> {
  const flags = new Set<string>()
  const words = proc.argv.slice(1)
  while (words[0]?.startsWith('-')) {
    const typed = words.shift()!.replace(/^--?/, '')
    if (typed === 'V' || 'Version'.startsWith(typed)) {
      await proc.stdout.line('ip utility, iproute2-6.10.0')
      return 0
    }
    const name = optionNames.find((option) => option.startsWith(typed.replace(/=.*/, '')))
    if (!name) {
      await proc.stderr.line(`Option "-${typed}" is unknown, try "ip -help".`)
      return 255
    }
    flags.add(name)
  }
  const typed = words.shift()
  if (typed === undefined || typed === 'help') {
    await (typed === undefined ? proc.stderr : proc.stdout).write(usage)
    return typed === undefined ? 255 : 0
  }
  const object = Object.keys(objects).find((name) => name.startsWith(typed)) ?? (typed === 'neighbor' ? 'neighbour' : undefined) // prettier-ignore
  if (!object) {
    await proc.stderr.line(`Object "${typed}" is unknown, try "ip help".`)
    return 1
  }
  if (changes.includes(words[0] ?? '')) return refuse(proc)
  if (words[0] && 'show'.startsWith(words[0])) words.shift()
  else if (['list', 'lst', 'ls'].includes(words[0] ?? '')) words.shift()
  return objects[object]!(proc, { flags, words })
}

async function refuse(proc: Process): Promise<number> {
  await proc.stderr.line(
    proc.credentials.uid === 0
      ? 'ip: a Sandcloud machine has its address and routes from its subnet by DHCP; they cannot be changed here'
      : 'RTNETLINK answers: Operation not permitted',
  )
  return 2
}

/** The interfaces asked for, or undefined when there is none of that name. */
async function chosen(proc: Process, words: readonly string[]): Promise<Interface[] | undefined> {
  const name = words[0] === 'dev' ? words[1] : words[0]
  const all = interfacesOf(proc)
  if (name === undefined || name === 'up') return all
  const found = all.filter((one) => one.name === name)
  if (found.length > 0) return found
  await proc.stderr.line(`Device "${name}" does not exist.`)
  return undefined
}

const state = ({ loopback }: Interface): string => (loopback ? 'UNKNOWN' : 'UP')
const linkFlags = ({ loopback }: Interface): string =>
  loopback ? 'LOOPBACK,UP,LOWER_UP' : 'BROADCAST,MULTICAST,UP,LOWER_UP'

const linkLine = (one: Interface): string =>
  `${one.index}: ${one.name}: <${linkFlags(one)}> mtu ${one.mtu} qdisc ${one.loopback ? 'noqueue' : 'mq'} state ${state(one)}`
const macLine = ({ loopback, mac }: Interface): string =>
  `    link/${loopback ? 'loopback' : 'ether'} ${mac} brd ${loopback ? '00:00:00:00:00:00' : 'ff:ff:ff:ff:ff:ff'}`

/** The lease runs out an hour after boot and is renewed at its half. */
const leftOfLease = (proc: Process): string => `${3600 - (Math.floor(proc.system.uptime() / 1000) % 1800)}sec`

async function showAddresses(proc: Process, { flags, words }: Wish): Promise<number> {
  const interfaces = await chosen(proc, words)
  if (!interfaces) return 1
  if (flags.has('json')) return writeJson(proc, flags, interfaces.map(addressObject))
  for (const one of interfaces) {
    const { name, loopback, address, prefix, broadcast, secondary, metric } = one
    if (flags.has('brief')) {
      const six = loopback && !flags.has('4') ? '::1/128 ' : ''
      const more = secondary.map((each) => `${each}/32 `).join('')
      const four = flags.has('6') ? '' : `${address}/${prefix} ${loopback ? '' : `metric ${metric} `}${more}`
      if (four || six) await proc.stdout.line(`${name.padEnd(16)} ${state(one).padEnd(14)} ${four}${six}`)
      continue
    }
    const lines = [`${linkLine(one)} group default qlen 1000`]
    if (!flags.has('4') && !flags.has('6')) lines.push(macLine(one))
    if (!flags.has('6')) {
      const valid = loopback ? 'forever' : leftOfLease(proc)
      const scope = loopback
        ? `scope host ${name}`
        : `metric ${metric} brd ${broadcast} scope global dynamic ${name}`
      lines.push(`    inet ${address}/${prefix} ${scope}`, `       valid_lft ${valid} preferred_lft ${valid}`)
      for (const each of secondary)
        lines.push(
          `    inet ${each}/32 scope global ${name}`,
          '       valid_lft forever preferred_lft forever',
        )
    }
    if (loopback && !flags.has('4'))
      lines.push(
        '    inet6 ::1/128 scope host noprefixroute ',
        '       valid_lft forever preferred_lft forever',
      )
    // With -6 an interface without an IPv6 address is left out.
    if (flags.has('6') && !loopback) continue
    await writeLines(proc, flags, lines)
  }
  return 0
}

async function writeLines(
  proc: Process,
  flags: ReadonlySet<string>,
  lines: readonly string[],
): Promise<void> {
  await proc.stdout.line(lines.join(flags.has('oneline') ? '\\' : '\n'))
}

async function writeJson(proc: Process, flags: ReadonlySet<string>, value: unknown): Promise<number> {
  await proc.stdout.line(JSON.stringify(value, undefined, flags.has('pretty') ? 4 : undefined))
  return 0
}

const linkObject = (one: Interface) => ({
  ifindex: one.index,
  ifname: one.name,
  flags: linkFlags(one).split(','),
  mtu: one.mtu,
  qdisc: one.loopback ? 'noqueue' : 'mq',
  operstate: state(one),
  group: 'default',
  txqlen: 1000,
  link_type: one.loopback ? 'loopback' : 'ether',
  address: one.mac,
  broadcast: one.loopback ? '00:00:00:00:00:00' : 'ff:ff:ff:ff:ff:ff',
})

const addressObject = (one: Interface) => ({
  ...linkObject(one),
  addr_info: [
    {
      family: 'inet',
      local: one.address,
      prefixlen: one.prefix,
      ...(one.broadcast && { metric: one.metric, broadcast: one.broadcast }),
      scope: one.loopback ? 'host' : 'global',
      ...(!one.loopback && { dynamic: true }),
      label: one.name,
    },
    ...one.secondary.map((local) => ({
      family: 'inet',
      local,
      prefixlen: 32,
      scope: 'global',
      label: one.name,
    })),
    ...(one.loopback ? [{ family: 'inet6', local: '::1', prefixlen: 128, scope: 'host' }] : []),
  ],
})

async function showLinks(proc: Process, { flags, words }: Wish): Promise<number> {
  const interfaces = await chosen(proc, words)
  if (!interfaces) return 1
  if (flags.has('json')) return writeJson(proc, flags, interfaces.map(linkObject))
  for (const one of interfaces) {
    if (flags.has('brief'))
      await proc.stdout.line(
        `${one.name.padEnd(16)} ${state(one).padEnd(14)} ${one.mac} <${linkFlags(one)}> `,
      )
    else
      await writeLines(proc, flags, [`${linkLine(one)} mode DEFAULT group default qlen 1000`, macLine(one)])
  }
  return 0
}

async function showRoutes(proc: Process, { flags, words }: Wish): Promise<number> {
  if (flags.has('6')) return 0
  if (words[0] === 'get') {
    const to = words[1] ?? ''
    if (!/^(\d{1,3}\.){3}\d{1,3}$/.test(to)) {
      await proc.stderr.line(`Error: any valid prefix is expected rather than "${to}".`)
      return 1
    }
    const { uid } = proc.credentials
    const { networks } = proc.system
    const own =
      to.startsWith('127.') || networks.some((card) => card.address === to || card.secondary.includes(to))
    const near = networks.find(
      ({ address, prefix }) => subnetOf(to, prefix).network === subnetOf(address, prefix).network,
    )
    const { name, address, gateway } = near ?? proc.system.network
    const way = own
      ? `local ${to} dev lo src ${to}`
      : `${to}${near ? '' : ` via ${gateway}`} dev ${name} src ${address}`
    await proc.stdout.write(`${way} uid ${uid} \n    cache ${own ? '<local> ' : ''}\n`)
    return 0
  }
  const wanted = words[0] === 'dev' ? undefined : words[0]
  const device = words[0] === 'dev' ? words[1] : undefined
  const routes = routesOf(proc).filter(
    ({ destination, dev }) =>
      (wanted === undefined || destination === wanted) && (device === undefined || dev === device),
  )
  if (flags.has('json')) {
    const objects = routes.map(({ destination, via, proto, scope, dev, src, metric }) => ({
      dst: destination,
      ...(via && { gateway: via }),
      dev,
      protocol: proto,
      ...(scope && { scope }),
      prefsrc: src,
      metric,
      flags: [],
    }))
    return writeJson(proc, flags, objects)
  }
  for (const { destination, via, proto, scope, dev, src, metric } of routes)
    await proc.stdout.line(
      `${destination}${via ? ` via ${via}` : ''} dev ${dev} proto ${proto}${scope ? ` scope ${scope}` : ''} src ${src} metric ${metric} `,
    )
  return 0
}

async function showNeighbours(proc: Process, { flags }: Wish): Promise<number> {
  const routers = proc.system.networks.map(({ name, gateway, mac }) => {
    // The router's card differs from ours in its last byte only: one more is as good as any.
    const last = (Number.parseInt(mac.slice(-2), 16) ^ 1).toString(16).padStart(2, '0')
    return { gateway, name, lladdr: `${mac.slice(0, -2)}${last}` }
  })
  if (flags.has('json')) {
    const objects = routers.map(({ gateway, name, lladdr }) => ({ dst: gateway, dev: name, lladdr, state: ['REACHABLE'] })) // prettier-ignore
    return writeJson(proc, flags, objects)
  }
  for (const { gateway, name, lladdr } of routers)
    await proc.stdout.line(
      flags.has('brief')
        ? `${gateway.padEnd(39)} ${name.padEnd(16)} ${lladdr} `
        : `${gateway} dev ${name} lladdr ${lladdr} REACHABLE `,
    )
  return 0
}
