import type { SocketInfo } from '../../kernel/process.ts'
import { UsageError } from '../../programs/options.ts'
import { portNumber } from './services.ts'

export type SocketTest = (socket: SocketInfo) => boolean

const stateNames: Record<string, readonly SocketInfo['state'][]> = {
  'all': ['LISTEN', 'ESTAB', 'SYN-SENT', 'CLOSE-WAIT', 'FIN-WAIT-2', 'UNCONN'],
  'connected': ['ESTAB', 'SYN-SENT', 'CLOSE-WAIT', 'FIN-WAIT-2'],
  'synchronized': ['ESTAB', 'CLOSE-WAIT', 'FIN-WAIT-2'],
  'established': ['ESTAB'],
  'syn-sent': ['SYN-SENT'],
  'fin-wait-2': ['FIN-WAIT-2'],
  'close-wait': ['CLOSE-WAIT'],
  'listening': ['LISTEN'],
  'listen': ['LISTEN'],
  'closed': ['UNCONN'],
  'unconnected': ['UNCONN'],
} // prettier-ignore

/** ss's filter: `state established`, `sport = :22 or dport = :22`, with parentheses and `not`. */
export function parseFilter(words: readonly string[]): {
  states?: readonly SocketInfo['state'][]
  test: SocketTest
} {
  const tokens = words
    .flatMap((word) =>
      word
        .replace(/([()])/g, ' $1 ')
        .trim()
        .split(/\s+/),
    )
    .filter(Boolean)
  let states: readonly SocketInfo['state'][] | undefined
  while (tokens[0] === 'state') {
    tokens.shift()
    const name = tokens.shift() ?? ''
    const named = stateNames[name] ?? misuse(`wrong state name: ${name}`)
    states = [...(states ?? []), ...named]
  }
  const test = tokens.length === 0 ? () => true : parseAny(tokens)
  if (tokens.length > 0) misuse(`syntax error near "${tokens[0]}"`)
  return { ...(states && { states }), test }
}

const misuse = (message: string): never => {
  throw new UsageError(message)
}

function parseAny(tokens: string[]): SocketTest {
  const left = parseEvery(tokens)
  if (tokens[0] !== 'or' && tokens[0] !== '||') return left
  tokens.shift()
  const right = parseAny(tokens)
  return (socket) => left(socket) || right(socket)
}

function parseEvery(tokens: string[]): SocketTest {
  const left = parseOne(tokens)
  if (tokens.length === 0 || [')', 'or', '||'].includes(tokens[0]!)) return left
  if (tokens[0] === 'and' || tokens[0] === '&&') tokens.shift()
  const right = parseEvery(tokens)
  return (socket) => left(socket) && right(socket)
}

function parseOne(tokens: string[]): SocketTest {
  const word = tokens.shift()
  if (word === '(') {
    const inner = parseAny(tokens)
    if (tokens.shift() !== ')') misuse('syntax error: missing ")"')
    return inner
  }
  if (word === 'not' || word === '!') {
    const inner = parseOne(tokens)
    return (socket) => !inner(socket)
  }
  if (word === 'src' || word === 'dst') return addressTest(word, tokens.shift() ?? '')
  if (word === 'sport' || word === 'dport') return portTest(word, tokens)
  return misuse(`syntax error near "${word ?? ''}"`)
}

function addressTest(side: 'src' | 'dst', wanted: string): SocketTest {
  const [, address = wanted, port] = /^([\d.*]*):(\w[\w-]*)$/.exec(wanted) ?? []
  const number = port === undefined ? undefined : (portNumber(port) ?? misuse(`"${port}" is not a service`))
  return (socket) => {
    const end = side === 'src' ? socket.local : socket.remote
    const sameAddress = address === '' || address === '*' || end?.address === address
    return end !== undefined && sameAddress && (number === undefined || end.port === number)
  }
}

const comparisons: Record<string, (a: number, b: number) => boolean> = {
  '=': (a, b) => a === b,
  '==': (a, b) => a === b,
  'eq': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  'ne': (a, b) => a !== b,
  'neq': (a, b) => a !== b,
  '>=': (a, b) => a >= b,
  'ge': (a, b) => a >= b,
  '<=': (a, b) => a <= b,
  'le': (a, b) => a <= b,
  '>': (a, b) => a > b,
  'gt': (a, b) => a > b,
  '<': (a, b) => a < b,
  'lt': (a, b) => a < b,
} // prettier-ignore

function portTest(side: 'sport' | 'dport', tokens: string[]): SocketTest {
  const compare = comparisons[tokens[0] ?? '']
  if (compare) tokens.shift()
  const word = (tokens.shift() ?? '').replace(/^\*?:/, '')
  const port = portNumber(word) ?? misuse(`"${word}" is not a service`)
  return (socket) => {
    const end = side === 'sport' ? socket.local : socket.remote
    return end !== undefined && (compare ?? comparisons['=']!)(end.port, port)
  }
}
