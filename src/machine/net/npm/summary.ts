import type { NpmCall } from './context.ts'
import { elapsed } from './context.ts'
import type { RegistryClient } from './registry-client.ts'
import type { Changes } from './reify.ts'
import type { Tree } from './tree.ts'
import { nameAt } from './tree.ts'

const packages = (count: number): string => `${count} package${count === 1 ? '' : 's'}`

/** What npm says after an installation. */
export async function printSummary(
  call: NpmCall,
  registry: RegistryClient,
  changes: Changes,
  tree: Tree,
): Promise<void> {
  const { proc, flags } = call
  if (flags.has('silent')) return
  const advisories = flags.has('no-audit') || flags.has('global') ? undefined : await audit(registry, tree)
  const audited = advisories === undefined ? undefined : tree.size + 1
  await proc.stdout.line(`\n${changesLine(changes, audited)} in ${elapsed(call)}`)
  const funded = flags.has('no-fund') ? 0 : [...tree.values()].filter((entry) => entry.funding).length
  if (funded > 0) {
    const are = funded === 1 ? 'is' : 'are'
    await proc.stdout.line(`\n${packages(funded)} ${are} looking for funding\n  run \`npm fund\` for details`)
  }
  const skipped = [...tree].filter(([, entry]) => entry.hasInstallScript).map(([place]) => nameAt(place))
  if (skipped.length > 0)
    await proc.stderr.line(
      `npm warn install-scripts Sandcloud did not run the install scripts of: ${skipped.join(', ')}`,
    )
  if (advisories !== undefined) await proc.stdout.line(`\nfound ${advisories} vulnerabilities`)
}

function changesLine({ added, removed, changed }: Changes, audited: number | undefined): string {
  const parts = [
    ...(added ? [`added ${packages(added)}`] : []),
    ...(removed ? [`removed ${packages(removed)}`] : []),
    ...(changed ? [`changed ${packages(changed)}`] : []),
  ]
  if (parts.length === 0) return `up to date${audited === undefined ? '' : `, audited ${packages(audited)}`}`
  if (audited !== undefined) parts.push(`audited ${packages(audited)}`)
  const last = parts.pop()!
  return parts.length === 0 ? last : `${parts.join(', ')}, and ${last}`
}

async function audit(registry: RegistryClient, tree: Tree): Promise<number | undefined> {
  const versions: Record<string, string[]> = {}
  for (const [place, { version }] of tree) (versions[nameAt(place)] ??= []).push(version)
  return registry.advisories(versions)
}
