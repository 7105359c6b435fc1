import { operation } from '../operation.ts'

/** A key's account stands in its id; all that are given out here are of one account. */
export const getAccessKeyInfo = operation('GetAccessKeyInfo', {
  decide: (_, { account }) => ({ Account: account }),
})
