import type { GeneratedMember, GeneratedModel } from './generated-model.ts'
import type { Constraint, Member, ServiceModel, Shape, StructureShape } from './shapes.ts'

type Constraints = Readonly<Record<string, Constraint>>

/** Turns names into references, so that the codec walks a graph and looks nothing up. */
export function linkModel(generated: GeneratedModel, constraints: Constraints = {}): ServiceModel {
  const shapes = new ShapeLinker(generated, constraints)
  const { operations, unserved, shapes: _, enums: __, ...facts } = generated
  const linked = Object.entries(operations).map(([name, { http, input, output, errors = [] }]) => {
    const operation = {
      name,
      ...(http && { http: { method: http[0], uri: http[1], status: http[2] } }),
      ...(input && { input: shapes.structure(input) }),
      ...(output && { output: shapes.structure(output) }),
      errors: errors.map((error) => shapes.structure(error)),
    }
    return [name, operation] as const
  })
  return { ...facts, operations: new Map(linked), unserved: unservedOf(unserved) }
}

function unservedOf(unserved: GeneratedModel['unserved']): ServiceModel['unserved'] {
  if (isList(unserved)) return new Map(unserved.map((name) => [name, undefined]))
  const routes = Object.entries(unserved)
  return new Map(routes.map(([name, [method, uri, ...required]]) => [name, { method, uri, required }]))
}

// Array.isArray does not narrow readonly arrays.
const isList = (unserved: GeneratedModel['unserved']): unserved is readonly string[] =>
  Array.isArray(unserved)

class ShapeLinker {
  private readonly linked = new Map<string, Shape>()
  private readonly generated: GeneratedModel
  private readonly constraints: Constraints

  constructor(generated: GeneratedModel, constraints: Constraints) {
    this.generated = generated
    this.constraints = constraints
  }

  structure(name: string): StructureShape {
    const shape = this.shape(name)
    if (shape.type !== 'structure' && shape.type !== 'union') throw new Error(`${name} is no structure`)
    return shape
  }

  private shape(name: string): Shape {
    const known = this.linked.get(name)
    if (known) return known
    // Shapes may contain themselves: the object is known by name before its members are linked.
    const shape = {} as Shape
    this.linked.set(name, shape)
    return Object.assign(shape, this.contents(name))
  }

  private contents(name: string): Shape {
    const colon = name.indexOf(':')
    const kind = colon < 0 ? name : name.slice(0, colon)
    const rest = name.slice(colon + 1)
    if (kind === 'timestamp') return { type: kind, ...(colon > 0 && { format: rest }) } as Shape
    if (kind === 'list' && colon > 0) return { type: kind, member: this.member('member', rest) }
    if (kind === 'map' && colon > 0) {
      return { type: kind, key: this.member('key', 'string'), value: this.member('value', rest) }
    }
    const shape = this.generated.shapes[name]
    if (!shape) return { type: kind } as Shape
    if (shape.type === 'list') return { type: shape.type, member: this.member('member', shape.member!) }
    if (shape.type === 'map') {
      return {
        type: shape.type,
        key: this.member('key', shape.key!),
        value: this.member('value', shape.value!),
      }
    }
    const required = shape.required ?? 0
    const members = Object.entries(shape.members!).map(([memberName, member], index) =>
      this.member(memberName, member, index < required, this.constraints[`${name}.${memberName}`]),
    )
    return { type: shape.type, name, members, traits: shape.traits ?? {} }
  }

  private member(name: string, member: GeneratedMember, required = false, constraint?: Constraint): Member {
    const [target, traits] = typeof member === 'string' ? [member, {}] : member
    const { enum: enumName, ...others } = traits as { enum?: string }
    return {
      name,
      shape: this.shape(target),
      traits: others,
      required: required && !constraint?.mayBeMissing,
      ...(enumName && { enum: this.generated.enums[enumName]! }),
      ...(constraint && { constraint }),
    }
  }
}
