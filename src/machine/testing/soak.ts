import { env } from 'node:process'

/** How many times longer random tests run than in `npm test`: the SOAK variable, which `npm run soak` sets. */
export const soak = Math.max(1, Number(env['SOAK'] ?? 1) || 1)
