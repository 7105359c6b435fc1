interface Recording {
  operation: string
  output: Record<string, unknown>
}

/** What the real AWS answered: `await recording('DescribeInstances.running')`. */
export const recording = async (name: string): Promise<Recording> => {
  const file = (await import(`./${name}.json`)) as { default: Recording }
  return file.default
}

const isoDate = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/

/**
 * Where ours differs in form from what was recorded: members too many or missing, other types. Values do not
 * count. Lists are compared by their first elements, since the recordings are cut to one.
 */
export const differences = (ours: unknown, recorded: unknown, path = ''): string[] => {
  if (ours instanceof Date && typeof recorded === 'string' && isoDate.test(recorded)) return []
  if (Array.isArray(ours) && Array.isArray(recorded)) {
    if (ours.length === 0 || recorded.length === 0)
      return ours.length === recorded.length
        ? []
        : [`${path}: ${ours.length} for ${recorded.length} elements`]
    return differences(ours[0], recorded[0], `${path}[]`)
  }
  if (isObject(ours) && isObject(recorded)) {
    const names = new Set([...Object.keys(ours), ...Object.keys(recorded)])
    return [...names].flatMap((name) => {
      const inner = path === '' ? name : `${path}.${name}`
      if (ours[name] === undefined) return [`${inner} is missing`]
      if (recorded[name] === undefined) return [`${inner} is too much`]
      return differences(ours[name], recorded[name], inner)
    })
  }
  return typeof ours === typeof recorded ? [] : [`${path}: ${typeof ours} for ${typeof recorded}`]
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
