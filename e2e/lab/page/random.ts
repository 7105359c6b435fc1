/** Repeatable random whole numbers below a bound (a linear congruential generator, Numerical Recipes' constants). */
export const seededBelow = (seed: number) => {
  let state = seed >>> 0
  return (bound: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * bound)
  }
}
