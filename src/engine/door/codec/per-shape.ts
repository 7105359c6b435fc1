/** Remembers, for each shape, what a protocol works out about it once. */
export function perShape<Shape extends object, Found>(
  work: (shape: Shape) => Found,
): (shape: Shape) => Found {
  const known = new WeakMap<Shape, Found>()
  return (shape) => {
    const found = known.get(shape)
    if (found !== undefined) return found
    const made = work(shape)
    known.set(shape, made)
    return made
  }
}
