/** Made by scripts/build-node-runtime.mjs: Node's lib/ as { id: source }. */
declare module 'virtual:node-library' {
  export const library: Record<string, string>
  /** facts.json. */
  export const facts: unknown
}
