/** What a package puts on the disk: a program of ours, a link, or a text. */
export type PackagedFile =
  | { path: string; program: string }
  | { path: string; link: string }
  | { path: string; text: string }

/** An account without a login, made with the package that needs it. */
export interface SystemAccount {
  name: string
  comment: string
  home: string
}

/** The distributions that have packages, by the names of their releases. */
export type Release = 'al2023' | 'jammy' | 'noble' | 'bookworm'

/**
 * A piece of software, whatever it is called where: `git 1:2.43.0-1ubuntu7` is the package's name and
 * version in a release, a star before it says that the real image comes with it.
 */
export interface Software extends Partial<Record<Release, string>> {
  /** Each becomes a binary; where none of them is known to the machine, there is no such package. */
  programs: readonly string[]
  summary: string
  /** The summary when not given. */
  description?: string
  url: string
  license: string
  /** Debian's section. */
  section?: string
  files?: readonly PackagedFile[]
  /** By the names that packages of the release's family have; what a release does not have is left out. */
  requires?: readonly string[]
  recommends?: readonly string[]
  provides?: readonly string[]
  /** An account of the system's that its service runs as. */
  account?: SystemAccount
}
