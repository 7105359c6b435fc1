import { facts } from '../facts.ts'

const { options } = facts

/** The options of this process, by their canonical names; null prototype as lib expects. */
let values: Record<string, unknown> = Object.assign(Object.create(null), options.values)

export function setOptions(given: Record<string, unknown>): void {
  values = Object.assign(Object.create(null), options.values, given)
}

export const optionValue = (name: string): unknown => values[name]

export const binding = {
  getCLIOptionsValues: () => values,
  getCLIOptionsInfo: () => ({
    options: new Map(
      options.info.map(([name, helpText, envVarSettings, type, defaultIsTrue]) => [
        name,
        { helpText, envVarSettings, type, defaultIsTrue },
      ]),
    ),
    aliases: new Map(options.aliases),
  }),
  getOptionsAsFlags: () => [],
  getEmbedderOptions: () => options.embedder,
  getEnvOptionsInputType: () => new Map(),
  getNamespaceOptionsInputType: () => new Map(),
  envSettings: options.envSettings,
  types: options.types,
}
