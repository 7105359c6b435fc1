/** Node's options that take a value of their own, as far as they stand before a script. */
const withValue = new Set(['-r', '--require', '--import', '--loader', '--experimental-loader', '-C', '--conditions', '--env-file', '--title', '--input-type']) // prettier-ignore
const withoutScript = new Set(['-e', '--eval', '-p', '--print', '-pe', '-v', '--version', '-h', '--help'])

/** The script in a command line of node's, to know where its files are; undefined when there is none. */
export function scriptOf(argv: readonly string[]): string | undefined {
  for (let index = 1; index < argv.length; index++) {
    const argument = argv[index]!
    if (withoutScript.has(argument)) return undefined
    if (!argument.startsWith('-')) return argument
    if (withValue.has(argument)) index++
  }
  return undefined
}
