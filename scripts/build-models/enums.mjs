import { readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { changedForm } from './changed-form.mjs'

const require = createRequire(import.meta.url)

/**
 * The runtime schemas know no enums; the packages' type files do. Gives the values of each enum in use,
 * and marks the members (of the given shapes) that take them, singly or in a list, with their enum's name.
 */
export function addEnums(packageName, shapes) {
  const folder = join(dirname(require.resolve(packageName)), '../dist-types/models')
  const names = readdirSync(folder).filter((name) => name.endsWith('.d.ts'))
  const text = names.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n')
  const values = enumValues(text)
  const used = new Set()
  for (const [structure, body] of interfaces(text)) {
    const shape = shapes[structure]
    if (!shape?.members) continue
    for (const [, member, type] of body.matchAll(/^ {4}(\w+)\??: (.+?)(?: \| undefined)?;$/gm)) {
      const name = /^\(?_?(\w+?)\)?(?:\[\])?$/.exec(type)?.[1]
      if (!values.has(name)) continue
      if (!shape.members[member]) changedForm(packageName, `${structure}.${member} is in the types only`)
      const [target, traits] = [shape.members[member]].flat()
      shape.members[member] = [target, { ...traits, enum: name }]
      used.add(name)
    }
  }
  if (values.size > 0 && interfaces(text).length === 0) changedForm(packageName, 'no interfaces in the types')
  return Object.fromEntries([...used].sort().map((name) => [name, values.get(name)]))
}

function enumValues(text) {
  const declared = text.matchAll(/^export declare const _?(\w+): \{\n((?: {4}readonly .+;\n)+)\};$/gm)
  return new Map(
    [...declared].map(([, name, body]) => [
      name,
      [...body.matchAll(/: "(.*)";$/gm)].map(([, value]) => value),
    ]),
  )
}

function interfaces(text) {
  return [...text.matchAll(/^export interface (\w+)(?: extends .+)? \{\n([\s\S]*?)^\}$/gm)].map(
    ([, name, body]) => [name, body],
  )
}
