/**
 * Reads what the build made for the outside world: `registry/index.json`, `registry/<name>-<version>.tgz`,
 * `registry/repositories.json`, by their path under .build/. Undefined when there is no such file.
 */
export type ReadAsset = (path: string) => Promise<Uint8Array | undefined>
