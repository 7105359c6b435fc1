import { isObject, type Json } from './values.ts'

/** --stream: each leaf with its path, and the end of each array and object. */
export const streamOf = (value: Json): Json[] => {
  const events: Json[] = []
  walk(value, [], events)
  return events
}

const walk = (value: Json, path: Json[], events: Json[]): void => {
  const inside: [Json, Json][] = Array.isArray(value)
    ? value.map((item, i) => [i, item])
    : isObject(value)
      ? [...value]
      : []
  if (inside.length === 0) {
    events.push([path, value])
    return
  }
  for (const [key, item] of inside) walk(item, [...path, key], events)
  events.push([[...path, inside.at(-1)![0]]])
}
