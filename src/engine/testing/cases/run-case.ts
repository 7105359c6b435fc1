import { expect } from 'vitest'
import { refusal } from '../aws-answers.ts'
import type { Case, Fields } from './case.ts'

export type World = Record<string, string>

export interface Keys {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
}

/** How a kind of client makes a call: rejects with an error whose name is AWS's code. */
export type Caller = (call: Case & { keys: Keys | undefined }) => Promise<unknown>

/** Makes the call of a case, with what earlier ones have kept, and holds the answer against AWS's. */
export const runCase = async (call: Caller, each: Case, world: World) => {
  const input = filled(each.input, world) as Fields
  const asked = call({ ...each, input, keys: keysOf(each.by, world) })
  if (each.refused) {
    const [code, message] = each.refused
    const words = await refusal(asked)
    if (typeof message === 'string') expect(words).toBe(`${code}: ${fill(message, world)}`)
    else {
      expect(words.slice(0, words.indexOf(': '))).toBe(code)
      expect(words.slice(code.length + 2)).toMatch(message)
      Object.assign(world, message.exec(words.slice(code.length + 2))?.groups)
    }
    return
  }
  const output = await asked
  if (each.answer) expect(output).toMatchObject(filled(each.answer, world) as object)
  for (const [name, path] of Object.entries(each.keep ?? {})) world[name] = at(output, path)
}

const keysOf = (by: string | undefined, world: World): Keys | undefined => {
  if (by === undefined) return undefined
  const sessionToken = world[`${by}.token`]
  return {
    accessKeyId: world[`${by}.id`]!,
    secretAccessKey: world[`${by}.secret`]!,
    ...(sessionToken && { sessionToken }),
  }
}

const fill = (text: string, world: World) =>
  text.replace(/\$([a-zA-Z]\w*)/g, (whole, name: string) => world[name] ?? whole)

const filled = (value: unknown, world: World): unknown => {
  if (typeof value === 'string') return fill(value, world)
  if (Array.isArray(value)) return value.map((item) => filled(item, world))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, filled(inner, world)]))
  return value
}

/** `Instances.0.InstanceId` */
const at = (output: unknown, path: string): string => {
  let value = output
  for (const name of path.split('.')) value = (value as Record<string, unknown> | undefined)?.[name]
  if (typeof value !== 'string') throw new Error(`The answer has no text at ${path}`)
  return value
}
