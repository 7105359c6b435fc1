import type { Paragraph } from '../../packages/dpkg-format.ts'
import { namesIn } from '../../packages/dpkg-format.ts'
import { matchesStars } from '../../star-pattern.ts'
import { type Status, isInstalled } from '../dpkg/status.ts'
import { compareVersions } from '../dpkg/versions.ts'
import type { Candidate } from './lists.ts'

/** What is there and what is to be had. */
export interface Known {
  status: Status
  automatic: Set<string>
  lists: ReadonlyMap<string, readonly Candidate[]>
}

export interface Plan {
  /** In the order in which they are unpacked. */
  install: Candidate[]
  /** Of `install`, those that replace an older version. */
  upgrades: Set<string>
  /** Of `install`, those that nobody asked for. */
  extra: Set<string>
  remove: string[]
}

export const emptyPlan = (): Plan => ({ install: [], upgrades: new Set(), extra: new Set(), remove: [] })

/** The newest version of a package: by its own name, or the first that provides the name. */
export const candidateFor = ({ lists }: Known, name: string): Candidate | undefined =>
  lists.get(name)?.[0] ?? [...lists.values()].flat().find(({ provides }) => provides.includes(name))

export const installedVersion = ({ status }: Known, name: string): string | undefined => {
  const fields = status.get(name)
  return isInstalled(fields) ? fields!.get('Version') : undefined
}

const isThere = (known: Known, name: string): boolean =>
  installedVersion(known, name) !== undefined ||
  [...known.status.values()].some(
    (fields) => isInstalled(fields) && namesIn(fields, 'Provides').includes(name),
  )

/** Puts a package and what it needs into the plan, what is needed before what needs it. */
export function planInstall(
  known: Known,
  plan: Plan,
  candidate: Candidate,
  options: { recommends: boolean; asked: boolean },
): void {
  if (plan.install.some(({ name }) => name === candidate.name)) return
  const seen = new Set<string>([candidate.name])
  const need = (wanted: Candidate, asked: boolean): void => {
    const others = [...wanted.depends, ...(options.recommends ? wanted.recommends : [])]
    for (const name of others) {
      if (seen.has(name) || isThere(known, name) || plan.install.some((each) => each.name === name)) continue
      seen.add(name)
      const found = candidateFor(known, name)
      if (found) need(found, false)
    }
    plan.install.push(wanted)
    if (!asked) plan.extra.add(wanted.name)
    if (installedVersion(known, wanted.name) !== undefined) plan.upgrades.add(wanted.name)
  }
  need(candidate, options.asked)
}

/** Everything of which the archives have a newer version. */
export function planUpgrade(known: Known): Plan {
  const plan = emptyPlan()
  for (const [name, fields] of known.status) {
    const [newest] = known.lists.get(name) ?? []
    if (newest && isInstalled(fields) && compareVersions(newest.version, fields.get('Version') ?? '') > 0)
      planInstall(known, plan, newest, { recommends: true, asked: true })
  }
  return plan
}

/** The packages and everything that needs them. */
export function planRemove({ status }: Known, names: readonly string[]): string[] {
  const going = new Set(names)
  for (let grown = true; grown;) {
    grown = false
    for (const [name, fields] of status)
      if (
        isInstalled(fields) &&
        !going.has(name) &&
        namesIn(fields, 'Depends').some((each) => going.has(each))
      ) {
        going.add(name)
        grown = true
      }
  }
  return [...going].toSorted()
}

/** What nobody asked for and nobody needs any more. */
export function unneeded({ status, automatic }: Known, without: readonly string[] = []): string[] {
  const going = new Set(without)
  const found = new Set<string>()
  for (let grown = true; grown;) {
    grown = false
    for (const name of automatic) {
      if (found.has(name) || going.has(name) || !isInstalled(status.get(name))) continue
      const needed = [...status].some(
        ([other, fields]) =>
          isInstalled(fields) && !going.has(other) && !found.has(other) && needs(fields, name),
      )
      if (needed) continue
      found.add(name)
      grown = true
    }
  }
  return [...found].toSorted()
}

const needs = (fields: Paragraph, name: string): boolean =>
  [...namesIn(fields, 'Depends'), ...namesIn(fields, 'Recommends')].includes(name)

/** The names that fit a word: itself, or with stars in it. */
export const namesFitting = (names: Iterable<string>, word: string): string[] =>
  [...names].filter((name) => matchesStars(word, name))
