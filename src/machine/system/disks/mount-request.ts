/** What a command line of mount(8) asks for. */
export interface MountRequest {
  type: string | undefined
  options: string[]
  all: boolean
  verbose: boolean
  words: string[]
  /** An option that the real one has and Sandcloud has not. */
  refused?: string
}

/** `-o` words for mount(8) itself: when to mount, not how. */
const own = /^(defaults|auto|noauto|nofail|_netdev|nouser|discard|comment=.*|x-.*)$/
const missing = /^(loop.*|bind|rbind|move|user|users|owner|group|offset=.*)$/

/** The words that are for the kernel. `discard` is not: volumes here have no use for it, as EBS has none. */
export const kernelOptions = (options: readonly string[]): string[] =>
  options.filter((word) => word !== '' && !own.test(word))

/** The word among these that Sandcloud's mount cannot do. */
export const missingOption = (options: readonly string[]): string | undefined =>
  options.find((word) => missing.test(word))

/** Undefined for a wrong use. */
export function parseMount(args: readonly string[]): MountRequest | undefined {
  const request: MountRequest = { type: undefined, options: [], all: false, verbose: false, words: [] }
  const rest = [...args]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [, name = word, attached] = /^(--[a-z-]+)=(.*)$/.exec(word) ?? []
    const argument = (): string => attached ?? rest.shift() ?? ''
    if (name === '-t' || name === '--types') request.type = argument()
    else if (name === '-o' || name === '--options') request.options.push(...argument().split(','))
    else if (name === '-r' || name === '--read-only') request.options.push('ro')
    else if (name === '-w' || name === '--rw' || name === '--read-write') request.options.push('rw')
    else if (name === '-a' || name === '--all') request.all = true
    else if (name === '-v' || name === '--verbose') request.verbose = true
    else if (name === '-U' || name === '--uuid') request.words.push(`UUID=${argument()}`)
    else if (name === '-L' || name === '--label') request.words.push(`LABEL=${argument()}`)
    else if (/^(-B|--bind|-R|--rbind|-M|--move|--make-.*)$/.test(name)) request.refused ??= name
    else if (name === '-l' || name === '--show-labels' || name === '--') continue
    else if (word.startsWith('-')) return undefined
    else request.words.push(word)
  }
  return request.words.length > 2 ? undefined : request
}
