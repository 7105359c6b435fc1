import type { Program } from '../kernel/process.ts'

/** Names one export of a module that is loaded at its first use. */
export const from =
  <Name extends string>(load: () => Promise<Record<Name, Program>>, name: Name) =>
  async (): Promise<Program> =>
    (await load())[name]
