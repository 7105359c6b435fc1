/** What a package puts on the disk: a program of ours, a link, or a folder. */
export type PackagedFile =
  | { path: string; program: string }
  | { path: string; link: string }
  | { path: string; text: string }

export interface PackageInfo {
  name: string
  epoch?: number
  version: string
  release: string
  architecture: 'x86_64' | 'noarch'
  summary: string
  description: string
  url: string
  license: string
  /** Other names by which it can be asked for. */
  provides?: readonly string[]
  /** Comes with it, and is needed. */
  requires?: readonly string[]
  /** Comes with it, unless it cannot. */
  recommends?: readonly string[]
}

export interface MirroredPackage extends PackageInfo {
  files: readonly PackagedFile[]
}

/** The one runtime that every nodejs package installs; a test holds it to the one that we ship. */
export const nodeVersion = '24.21.0'
const npmVersion = '11.6.2'

const nodeNames = ['nodejs', 'nodejs20', 'nodejs22', 'nodejs24'] as const

const nodePackages = nodeNames.flatMap((name): MirroredPackage[] => [
  {
    name,
    epoch: 1,
    version: nodeVersion,
    release: '1.amzn2023.0.1',
    architecture: 'x86_64',
    summary: 'JavaScript runtime',
    description: `Node.js is a platform built on the V8 JavaScript engine for easily building fast, scalable network
applications. Sandcloud has one runtime, Node.js ${nodeVersion}, and every nodejs package installs it.`,
    url: 'http://nodejs.org/',
    license: 'MIT',
    recommends: [`${name}-npm`],
    files: [{ path: '/usr/bin/node', program: 'node' }],
  },
  {
    name: `${name}-npm`,
    epoch: 1,
    version: npmVersion,
    release: `1.${nodeVersion}.1.amzn2023.0.1`,
    architecture: 'x86_64',
    summary: 'Node.js Package Manager',
    description:
      'npm is a package manager for node.js. You can use it to install and publish your node programs.',
    url: 'http://nodejs.org/',
    license: 'MIT',
    provides: ['npm', 'npx'],
    requires: [name],
    files: [
      { path: '/usr/lib/node_modules/npm/bin/npm', program: 'npm' },
      { path: '/usr/lib/node_modules/npm/bin/npx', program: 'npx' },
      {
        path: '/usr/lib/node_modules/npm/package.json',
        text: `${JSON.stringify({ name: 'npm', version: npmVersion }, undefined, 2)}\n`,
      },
      { path: '/usr/bin/npm', link: '../lib/node_modules/npm/bin/npm' },
      { path: '/usr/bin/npx', link: '../lib/node_modules/npm/bin/npx' },
    ],
  },
])

const gitPackage = {
  version: '2.50.1',
  release: '1.amzn2023.0.1',
  architecture: 'x86_64',
  url: 'https://git-scm.com/',
  license: 'GPLv2',
} as const

/** Everything that the mirror has beyond what is on the image. */
export const mirroredPackages: readonly MirroredPackage[] = [
  ...nodePackages,
  {
    ...gitPackage,
    name: 'git',
    summary: 'Fast Version Control System',
    description: `Git is a fast, scalable, distributed revision control system with an unusually rich command set that
provides both high-level operations and full access to internals.`,
    requires: ['git-core'],
    files: [],
  },
  {
    ...gitPackage,
    name: 'git-core',
    summary: 'Core package of git with minimal functionality',
    description: `Git is a fast, scalable, distributed revision control system with an unusually rich command set that
provides both high-level operations and full access to internals.`,
    files: [{ path: '/usr/bin/git', program: 'git' }],
  },
]

/** `1:24.21.0-1.amzn2023.0.1`: the column Version. */
export const versionOf = ({ epoch, version, release }: PackageInfo): string =>
  `${epoch ? `${epoch}:` : ''}${version}-${release}`

/** `nodejs-1:24.21.0-1.amzn2023.0.1.x86_64`: a package's full name. */
export const fullName = (info: PackageInfo): string => `${info.name}-${versionOf(info)}.${info.architecture}`

/** The file on the mirror; the epoch is no part of it. */
export const fileName = (info: PackageInfo): string =>
  `${info.name}-${info.version}-${info.release}.${info.architecture}.rpm`
