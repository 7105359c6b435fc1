/** curl's options, by letter and by long name. `true` takes a value. */
const options: readonly (readonly [letter: string, name: string, takesValue: boolean])[] = [
  ['v', 'verbose', false],
  ['i', 'include', false],
  ['I', 'head', false],
  ['s', 'silent', false],
  ['S', 'show-error', false],
  ['f', 'fail', false],
  ['L', 'location', false],
  ['k', 'insecure', false],
  ['G', 'get', false],
  ['O', 'remote-name', false],
  ['J', 'remote-header-name', false],
  ['#', 'progress-bar', false],
  ['4', 'ipv4', false],
  ['N', 'no-buffer', false],
  ['V', 'version', false],
  ['h', 'help', false],
  ['', 'compressed', false],
  ['', 'http1.1', false],
  ['', 'fail-with-body', false],
  ['', 'no-progress-meter', false],
  ['X', 'request', true],
  ['d', 'data', true],
  ['', 'data-ascii', true],
  ['', 'data-raw', true],
  ['', 'data-binary', true],
  ['', 'data-urlencode', true],
  ['', 'json', true],
  ['T', 'upload-file', true],
  ['H', 'header', true],
  ['o', 'output', true],
  ['m', 'max-time', true],
  ['', 'connect-timeout', true],
  ['', 'max-redirs', true],
  ['u', 'user', true],
  ['A', 'user-agent', true],
  ['e', 'referer', true],
  ['w', 'write-out', true],
  ['b', 'cookie', true],
  ['', 'url', true],
  ['F', 'form', true],
  ['c', 'cookie-jar', true],
  ['D', 'dump-header', true],
  ['', 'resolve', true],
  ['', 'retry', true],
  ['', 'retry-delay', true],
  ['', 'retry-max-time', true],
  ['', 'retry-connrefused', false],
  ['', 'retry-all-errors', false],
  ['', 'unix-socket', true],
  ['', 'create-dirs', false],
  ['', 'output-dir', true],
  ['', 'location-trusted', false],
  ['', 'http1.0', false],
  ['', 'basic', false],
  ['', 'tcp-nodelay', false],
  ['', 'keepalive-time', true],
]

export interface CurlArguments {
  urls: string[]
  flags: ReadonlySet<string>
  /** Every value given to an option, in order, by its long name. */
  values: ReadonlyMap<string, readonly string[]>
  /** Data options in the order in which they were given. */
  data: readonly (readonly [name: string, value: string])[]
}

export class CurlUsageError extends Error {
  override readonly name = 'CurlUsageError'
}

export function parseCurlArguments(argv: readonly string[]): CurlArguments {
  const urls: string[] = []
  const flags = new Set<string>()
  const values = new Map<string, string[]>()
  const data: [string, string][] = []
  const words = argv.slice(1)

  const take = (name: string, value: string): void => {
    if (name === 'url') urls.push(value)
    else if (name.startsWith('data') || name === 'json') data.push([name, value])
    else values.set(name, [...(values.get(name) ?? []), value])
  }
  for (let word; (word = words.shift()) !== undefined;) {
    if (word === '--') urls.push(...words.splice(0))
    else if (word.startsWith('--')) {
      const [name, takesValue] = longOption(word)
      if (takesValue) take(name, required(words.shift(), word))
      else flags.add(name)
    } else if (word.startsWith('-') && word.length > 1) {
      for (let index = 1; index < word.length; index++) {
        const [name, takesValue] = shortOption(word[index]!)
        if (!takesValue) flags.add(name)
        else {
          take(name, required(word.slice(index + 1) || words.shift(), `-${word[index]}`))
          break
        }
      }
    } else urls.push(word)
  }
  return { urls, flags, values, data }
}

function longOption(word: string): [string, boolean] {
  const name = word.slice(2)
  const exact = options.filter((option) => option[1] === name)
  const found = exact.length > 0 ? exact : options.filter((option) => option[1].startsWith(name))
  if (found.length > 1) throw new CurlUsageError(`option ${word}: is ambiguous`)
  if (!found[0]) throw new CurlUsageError(`option ${word}: is unknown`)
  return [found[0][1], found[0][2]]
}

function shortOption(letter: string): [string, boolean] {
  const found = options.find((option) => option[0] === letter)
  if (!found) throw new CurlUsageError(`option -${letter}: is unknown`)
  return [found[1], found[2]]
}

function required(value: string | undefined, option: string): string {
  if (value === undefined) throw new CurlUsageError(`option ${option}: requires parameter`)
  return value
}
