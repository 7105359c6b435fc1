/** The options that :set knows: full name → short one, and what it is at first. */
const booleans: Readonly<Record<string, readonly [short: string, value: boolean]>> = {
  autoindent: ['ai', false],
  expandtab: ['et', false],
  hlsearch: ['hls', false],
  ignorecase: ['ic', false],
  incsearch: ['is', true],
  list: ['list', false],
  number: ['nu', false],
  paste: ['paste', false],
  readonly: ['ro', false],
  relativenumber: ['rnu', false],
  ruler: ['ru', true],
  showmode: ['smd', true],
  smartcase: ['scs', false],
  smartindent: ['si', false],
  startofline: ['sol', true],
  wrap: ['wrap', true],
  wrapscan: ['ws', true],
}

const numbers: Readonly<Record<string, readonly [short: string, value: number]>> = {
  scrolloff: ['so', 0],
  shiftwidth: ['sw', 8],
  softtabstop: ['sts', 0],
  tabstop: ['ts', 8],
}

export class Settings {
  readonly #values = new Map<string, boolean | number>()

  constructor() {
    for (const [name, [, value]] of Object.entries({ ...booleans, ...numbers })) this.#values.set(name, value)
  }

  is(name: keyof typeof booleans): boolean {
    return this.#values.get(name) === true
  }

  number(name: keyof typeof numbers): number {
    return this.#values.get(name) as number
  }

  get shiftWidth(): number {
    return this.number('shiftwidth') || this.number('tabstop')
  }

  turn(name: string, value: boolean): void {
    this.#values.set(name, value)
  }

  /** `:set nu`, `:set sw=4`, `:set ts?`; what shall be shown, or an error. */
  set(argument: string): { message?: string; error?: string } {
    const match = /^(no|inv)?([a-z]+)([!?&]|[=:](.*))?$/.exec(argument)
    const name = match && this.#find(match[2]!)
    const whole = match?.[1] ? this.#find(match[1] + match[2]!) : undefined
    if (!match || (!name && !whole))
      return { error: `E518: Unknown option: ${argument.replace(/[=:?!&].*$/, '')}` }
    const option = (name ?? whole)!
    const isBoolean = option in booleans
    if (match[3] === '?') return { message: this.#shown(option) }
    if (isBoolean) {
      if (match[3]?.startsWith('=')) return { error: `E474: Invalid argument: ${argument}` }
      const value = match[3] === '!' || match[1] === 'inv' ? !this.is(option) : !(name && match[1] === 'no')
      this.#values.set(option, match[3] === '&' ? booleans[option]![1] : value)
      return {}
    }
    if (match[1]) return { error: `E474: Invalid argument: ${argument}` }
    if (match[4] === undefined) return { message: this.#shown(option) }
    if (!/^\d+$/.test(match[4])) return { error: `E521: Number required after =: ${argument}` }
    const value = Number(match[4])
    if (option === 'tabstop' && (value < 1 || value > 100))
      return { error: `E487: Argument must be positive: ${argument}` }
    this.#values.set(option, Math.min(value, 1000))
    return {}
  }

  #find(name: string): string | undefined {
    return Object.entries({ ...booleans, ...numbers }).find(
      ([full, [short]]) => full === name || short === name,
    )?.[0]
  }

  #shown(option: string): string {
    const value = this.#values.get(option)
    return typeof value === 'number' ? `  ${option}=${value}` : `${value ? '  ' : 'no'}${option}`
  }

  /** `:set`: what is not as it was at first. */
  changed(): string[] {
    return Object.entries({ ...booleans, ...numbers })
      .filter(([name, [, value]]) => this.#values.get(name) !== value)
      .map(([name]) => this.#shown(name))
  }
}
