import { invalidCombination } from '../errors.ts'

/** The Modify…Attribute calls change one attribute at a time. */
export const checkOneAttribute = (...attributes: readonly unknown[]) => {
  const given = attributes.filter((attribute) => attribute !== undefined).length
  if (given === 0) throw invalidCombination('No attributes specified.')
  if (given > 1) throw invalidCombination('Fields for multiple attribute types specified')
}
