import type { Process } from '../../kernel/process.ts'
import { AwkError } from './awk-error.ts'
import { AwkRecord } from './record.ts'
import { formatAwk } from './format.ts'
import { Streams } from './streams.ts'
import { InputText, toNumber, toText, unassigned, type Value } from './values.ts'

export type Cell = Value | AwkArray
/** An element may be an array itself. */
export interface AwkArray extends Map<string, Cell> {}

/** More elements than a tab's memory should hold. */
const elementLimit = 5_000_000

/** What an awk program works on: variables, the record, open files. */
export class AwkMachine {
  readonly globals = new Map<string, Cell>()
  /** Variables of the running functions, innermost last. */
  readonly frames: Map<string, Cell>[] = []
  readonly streams: Streams
  readonly record: AwkRecord
  #splitting: 'FS' | 'FPAT' | 'FIELDWIDTHS' = 'FS'
  /** The next record of the program's own input; undefined at its end. */
  nextRecord: () => Promise<string | undefined> = () => Promise.resolve(undefined)
  seed = 0
  randomState = 1
  /** The line of the program that runs, for messages. */
  line = 0

  constructor(readonly proc: Process) {
    this.streams = new Streams(proc)
    this.record = new AwkRecord({
      separator: () => this.textOf('FS'),
      /** Which of the three was set last says how fields are found. */
      content: () => (this.#splitting === 'FPAT' ? this.textOf('FPAT') : undefined),
      widths: () => (this.#splitting === 'FIELDWIDTHS' ? this.textOf('FIELDWIDTHS') : undefined),
      paragraphs: () => this.textOf('RS') === '',
      glue: () => this.textOf('OFS'),
      format: (value) => formatAwk(this.textOf('CONVFMT'), [value], String),
    })
    for (const [name, value] of Object.entries({
      FS: ' ',
      OFS: ' ',
      ORS: '\n',
      RS: '\n',
      SUBSEP: '\x1c',
      CONVFMT: '%.6g',
      OFMT: '%.6g',
      FILENAME: '',
      RT: '',
      ERRNO: '',
      FPAT: '[^[:space:]]+',
    })) {
      this.globals.set(name, value)
    }
    for (const name of ['NR', 'FNR', 'RSTART']) this.globals.set(name, 0)
    this.globals.set('RLENGTH', -1)
    this.globals.set(
      'PROCINFO',
      new Map<string, Cell>([
        ['version', '5.2.1'],
        ['pid', proc.pid],
        ['uid', proc.credentials.uid],
      ]),
    )
    this.globals.set('ENVIRON', new Map([...proc.env].map(([name, value]) => [name, new InputText(value)])))
  }

  text = (value: Value): string =>
    toText(value, (number) => formatAwk(this.textOf('CONVFMT'), [number], String))

  /** As print writes it: numbers by OFMT. */
  printed(value: Value): string {
    return toText(value, (number) => formatAwk(this.textOf('OFMT'), [number], String))
  }

  textOf(name: string): string {
    const cell = this.globals.get(name)
    return cell === undefined || cell instanceof Map
      ? ''
      : typeof cell === 'string'
        ? cell
        : toText(cell, String)
  }

  #scopeOf(name: string): Map<string, Cell> {
    const frame = this.frames.at(-1)
    return frame?.has(name) ? frame : this.globals
  }

  get(name: string): Value {
    if (name === 'NF') return this.record.count
    const cell = this.#scopeOf(name).get(name)
    if (cell instanceof Map) throw new AwkError(`attempt to use array \`${name}' in a scalar context`)
    return cell ?? unassigned
  }

  set(name: string, value: Value): void {
    if (name === 'NF') {
      this.record.count = toNumber(value)
      return
    }
    if (name === 'FS' || name === 'FPAT' || name === 'FIELDWIDTHS') this.#splitting = name
    const scope = this.#scopeOf(name)
    if (scope.get(name) instanceof Map)
      throw new AwkError(`attempt to use array \`${name}' in a scalar context`)
    scope.set(name, value)
  }

  array(name: string): AwkArray {
    const scope = this.#scopeOf(name)
    const cell = scope.get(name)
    if (cell instanceof Map) return cell
    if (cell !== undefined && cell !== unassigned)
      throw new AwkError(`attempt to use scalar \`${name}' as an array`)
    const created: AwkArray = new Map()
    scope.set(name, created)
    return created
  }

  /** The array inside an array under this key; made when it is not there. */
  inner(array: AwkArray, key: string, name: string): AwkArray {
    const cell = array.get(key)
    if (cell instanceof Map) return cell
    if (cell !== undefined && cell !== unassigned)
      throw new AwkError(`attempt to use scalar \`${name}["${key}"]' as an array`)
    const created: AwkArray = new Map()
    this.setElement(array, key, created, name)
    return created
  }

  setElement(array: AwkArray, key: string, value: Cell, name: string): void {
    if (array.size >= elementLimit) throw new AwkError(`array \`${name}' is too large`)
    if (array.get(key) instanceof Map && !(value instanceof Map))
      throw new AwkError(`attempt to use array \`${name}["${key}"]' in a scalar context`)
    array.set(key, value)
  }

  /** The whole content of a variable, an array too: what a function is called with. */
  cell(name: string): Cell {
    if (name === 'NF') return this.record.count
    return this.#scopeOf(name).get(name) ?? unassigned
  }

  async takeRecord(): Promise<boolean> {
    const text = await this.nextRecord()
    if (text === undefined) return false
    this.record.set(text)
    return true
  }
}
