import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { changedForm } from './changed-form.mjs'
import { readTraits } from './traits.mjs'

const require = createRequire(import.meta.url)

// @smithy/core/schema: the first element of a static schema, and the numbers that stand for scalars.
const kinds = { 1: 'list', 2: 'map', 3: 'structure', '-3': 'structure', 4: 'union' }
const operationKind = 9
const errorKind = -3
const namedScalarKind = 0
const scalars = {
  0: 'string',
  1: 'number',
  2: 'boolean',
  4: 'timestamp',
  5: 'timestamp:dateTime',
  6: 'timestamp:httpDate',
  7: 'timestamp:epochSeconds',
  15: 'document',
  17: 'bigInteger',
  19: 'bigDecimal',
  21: 'blob',
  42: 'blob',
}
const listOf = 64
const mapOf = 128

/** The wanted operations of a package with every shape they reach, and what the door must know of the rest. */
export function readSchemas(packageName, wanted) {
  const exported = Object.values(require(packageName)).filter((value) => Array.isArray(value))
  const all = new Map(
    exported.filter(([kind]) => kind === operationKind).map((schema) => [schema[2], schema]),
  )
  const names = wanted === 'all' ? [...all.keys()] : wanted
  const reader = new ShapeReader(packageName)
  const operations = {}
  for (const name of [...names].sort()) {
    const schema = all.get(name) ?? changedForm(packageName, `has no operation ${name}`)
    if (schema.length !== 6) changedForm(packageName, `operation ${name} has ${schema.length} parts`)
    const [, , , traits, input, output] = schema
    const { http, ...others } = readTraits(packageName, traits)
    if (Object.keys(others).length > 0)
      changedForm(packageName, `operation ${name}: ${JSON.stringify(others)}`)
    operations[name] = {
      ...(http && { http: withHostLabels(packageName, http, deref(input)) }),
      ...reader.endOf('input', input),
      ...reader.endOf('output', output),
      ...reader.errors(errorNames(packageName, name), exported),
    }
  }
  return {
    operations,
    unserved: unserved(
      packageName,
      [...all.values()].filter(([, , name]) => !operations[name]),
    ),
    shapes: reader.sorted(),
  }
}

/**
 * Names of operations; for those that a path tells apart, also method and URI, and the parameters (`?name`)
 * and headers that tell them from others of the same URI.
 */
function unserved(packageName, schemas) {
  const found = schemas.map(([, , name, traits, input]) => {
    const { http } = readTraits(packageName, traits)
    if (!http) return [name]
    const [method, uri] = withHostLabels(packageName, http, deref(input))
    return [name, [method, uri, ...requiredParts(packageName, deref(input))]]
  })
  found.sort(([a], [b]) => (a < b ? -1 : 1))
  return found.some(([, route]) => route) ? Object.fromEntries(found) : found.map(([name]) => name)
}

function requiredParts(packageName, input) {
  return membersOf(packageName, input).flatMap(({ required, traits: { httpQuery, httpHeader } }) => {
    if (!required) return []
    return httpQuery ? [`?${httpQuery}`] : httpHeader ? [httpHeader.toLowerCase()] : []
  })
}

/** Labels that the URI does not have are in the host name: S3's bucket. They are put first, as in path style. */
function withHostLabels(packageName, [method, uri, status], input) {
  const labels = membersOf(packageName, input).filter(({ traits }) => traits.httpLabel)
  const missing = labels.filter(({ name }) => !uri.includes(`{${name}}`) && !uri.includes(`{${name}+}`))
  const prefix = missing.map(({ name }) => `/{${name}}`).join('')
  return [method, prefix + (prefix ? uri.replace(/^\/(?=$|\?)/, '') : uri), status]
}

function membersOf(packageName, input) {
  if (!Array.isArray(input)) return []
  const [, , , , names, members, required = 0] = input
  return names.map((name, index) => {
    const member = members[index]
    const traits = Array.isArray(member) && member.length === 2 ? member[1] : 0
    return { name, required: index < required, traits: readTraits(packageName, traits) }
  })
}

class ShapeReader {
  shapes = new Map()
  schemas = new Map()

  constructor(packageName) {
    this.packageName = packageName
  }

  sorted() {
    return Object.fromEntries([...this.shapes].sort(([a], [b]) => (a < b ? -1 : 1)))
  }

  endOf(name, schema) {
    const target = deref(schema)
    return target === 'unit' ? {} : { [name]: this.reference(target) }
  }

  errors(names, exported) {
    for (const name of names) {
      const schema = exported.find((candidate) => candidate[0] === errorKind && candidate[2] === name)
      this.reference(schema ?? changedForm(this.packageName, `has no error ${name}`))
    }
    return names.length > 0 ? { errors: names } : {}
  }

  /** The name by which a shape is known in the model, after reading it if it is new. */
  reference(schema) {
    const target = deref(schema)
    if (typeof target === 'number') return this.scalar(target)
    if (!Array.isArray(target)) return changedForm(this.packageName, `schema ${String(target)}`)
    const [kind, , name] = target
    if (kind === namedScalarKind) return this.reference(target[4])
    if (!kinds[kind]) return changedForm(this.packageName, `${name} is of the unknown kind ${kind}`)
    const known = this.schemas.get(name)
    if (known && known !== target && !this.isSame(name, target))
      changedForm(this.packageName, `two shapes are named ${name}`)
    if (!known) {
      this.schemas.set(name, target)
      this.shapes.set(name, undefined)
      this.shapes.set(name, this.shape(kinds[kind], target))
    }
    return name
  }

  /** Some lists and maps are written out wherever they are used. */
  isSame(name, target) {
    return JSON.stringify(this.shape(kinds[target[0]], target)) === JSON.stringify(this.shapes.get(name))
  }

  scalar(number) {
    if (number >= mapOf) return `map:${this.scalar(number - mapOf)}`
    if (number >= listOf) return `list:${this.scalar(number - listOf)}`
    return scalars[number] ?? changedForm(this.packageName, `unknown scalar ${number}`)
  }

  shape(type, [, , name, traits, ...parts]) {
    const own = readTraits(this.packageName, traits)
    const shape = { type, ...(Object.keys(own).length > 0 && { traits: own }) }
    if (type === 'list') return { ...shape, member: this.member(parts[0]) }
    if (type === 'map') return { ...shape, key: this.member(parts[0]), value: this.member(parts[1]) }
    const [names, members, required = 0] = parts
    if (!Array.isArray(names) || names.length !== members?.length || parts.length > 3) {
      return changedForm(this.packageName, `${name}'s members`)
    }
    const pairs = names.map((member, index) => [member, this.member(members[index])])
    return { ...shape, members: Object.fromEntries(pairs), ...(required > 0 && { required }) }
  }

  /** A member is its target's name, with its traits beside it if it has any. */
  member(schema) {
    const [target, traits] = Array.isArray(schema) && schema.length === 2 ? schema : [schema, 0]
    const merged = { ...this.scalarTraits(deref(target)), ...readTraits(this.packageName, traits) }
    const name = this.reference(target)
    return Object.keys(merged).length > 0 ? [name, merged] : name
  }

  /** A named scalar leaves nothing of itself in the model but its traits. */
  scalarTraits(target) {
    if (target === 42) return { streaming: 1 }
    if (!Array.isArray(target) || target[0] !== namedScalarKind) return {}
    return readTraits(this.packageName, target[3])
  }
}

/** The schemas of operations do not name their errors; the commands' type files do. */
function errorNames(packageName, operation) {
  const folder = join(dirname(require.resolve(packageName)), '../dist-types/commands')
  const text = readFileSync(join(folder, `${operation}Command.d.ts`), 'utf8')
  const thrown = [...text.matchAll(/@throws \{@link (\w+)\} \((?:client|server) fault\)/g)]
  return thrown.map(([, name]) => name)
}

function deref(schema) {
  return typeof schema === 'function' ? deref(schema()) : schema
}
