/** The record without some of its members. */
export const omit = <T extends object, K extends keyof T>(record: T, ...keys: K[]): Omit<T, K> => {
  const rest = { ...record }
  for (const key of keys) delete rest[key]
  return rest
}
