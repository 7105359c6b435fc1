const longestName = 255

/** A path that files from outside are written to: absolute, without `..`, with names that Linux can have. Throws. */
export const safePath = (path: string): string => {
  const names = path.split('/').slice(1)
  const good = path.startsWith('/') && names.length > 0 && names.every(isSafe)
  if (!good) throw new Error(`Files cannot be written to ${JSON.stringify(path.slice(0, 200))}.`)
  return path
}

const isSafe = (name: string) =>
  name !== '' &&
  name !== '.' &&
  name !== '..' &&
  !/[\u0000-\u001f\u007f]/.test(name) &&
  new TextEncoder().encode(name).length <= longestName
