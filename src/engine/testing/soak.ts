interface WithEnvironment {
  readonly process?: { readonly env: Readonly<Record<string, string | undefined>> }
}

/** How many times longer random tests run than in `npm test`: the SOAK variable, which `npm run soak` sets. */
export const soak = Math.max(1, Number((globalThis as WithEnvironment).process?.env['SOAK'] ?? 1) || 1)
