import type { ImageTreeBuilder } from './image-tree.ts'

export type Architecture = 'x86_64' | 'arm64'

/** What distinguishes one operating system's image from another's, for the parts that all have. */
export interface Distribution {
  /** As /etc/os-release has them: `amzn` `2023`, `ubuntu` `24.04`, `debian` `12`, `sandcloud-laptop` `1`. */
  id: string
  version: string
  /** `PRETTY_NAME`. */
  prettyName: string
  /** Which package tools, account files and paths it has. */
  family: 'redhat' | 'debian'
  architecture: Architecture
  /** What `uname -r` and `uname -v` say. */
  kernel: { release: string; version: string }
  /** Who logs in: its home is there from the start. */
  user: { name: string; fullName: string; groups: readonly string[] }
}

/** Something that belongs on an image: files, links, units. */
export type ImagePart = (tree: ImageTreeBuilder, distribution: Distribution) => void
