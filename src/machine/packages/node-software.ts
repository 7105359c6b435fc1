import type { PackagedFile, Release, Software } from './software.ts'

/** The one runtime that every nodejs package installs; a test holds it to the one that we ship. */
export const nodeVersion = '24.21.0'
export const npmVersion = '11.6.2'

const description = `Node.js is a platform built on the V8 JavaScript engine for easily building fast, scalable network
applications. Sandcloud has one runtime, Node.js ${nodeVersion}, and every nodejs package installs it.`

const nodeFiles: readonly PackagedFile[] = [
  { path: '/usr/bin/node', program: 'node' },
  { path: '/usr/bin/nodejs', link: 'node' },
]

const npmFiles: readonly PackagedFile[] = [
  { path: '/usr/lib/node_modules/npm/bin/npm', program: 'npm' },
  { path: '/usr/lib/node_modules/npm/bin/npx', program: 'npx' },
  {
    path: '/usr/lib/node_modules/npm/package.json',
    text: `${JSON.stringify({ name: 'npm', version: npmVersion }, undefined, 2)}\n`,
  },
  { path: '/usr/bin/npm', link: '../lib/node_modules/npm/bin/npm' },
  { path: '/usr/bin/npx', link: '../lib/node_modules/npm/bin/npx' },
]

const node = {
  programs: [],
  summary: 'JavaScript runtime',
  description,
  url: 'https://nodejs.org/',
  license: 'MIT',
  section: 'javascript',
} as const

const npm = {
  programs: [],
  summary: 'Node.js Package Manager',
  description:
    'npm is a package manager for node.js. You can use it to install and publish your node programs.',
  url: 'https://nodejs.org/',
  license: 'MIT',
  section: 'javascript',
  files: npmFiles,
} as const

const amazonNames = ['nodejs', 'nodejs20', 'nodejs22', 'nodejs24'] as const

/** Amazon's packages by the major version that one asks for; they do not differ here. */
const amazon = amazonNames.flatMap((name): Software[] => [
  {
    ...node,
    files: nodeFiles.slice(0, 1),
    recommends: [`${name}-npm`],
    al2023: `${name} 1:${nodeVersion}-1.amzn2023.0.1`,
  },
  {
    ...npm,
    provides: ['npm', 'npx'],
    requires: [name],
    al2023: `${name}-npm 1:${npmVersion}-1.${nodeVersion}.1.amzn2023.0.1`,
  },
])

const everyDebian = (text: string): Partial<Record<Release, string>> => ({
  jammy: text,
  noble: text,
  bookworm: text,
})

export const nodeSoftware: readonly Software[] = [
  ...amazon,
  { ...node, files: nodeFiles, ...everyDebian(`nodejs ${nodeVersion}-0sandcloud1`) },
  { ...npm, requires: ['nodejs'], ...everyDebian(`npm ${npmVersion}-0sandcloud1`) },
]

/** NodeSource's package has npm in it. */
export const nodeSourceSoftware: readonly Software[] = [
  {
    ...node,
    files: [...nodeFiles, ...npmFiles],
    provides: ['npm', 'npx'],
    al2023: `nodejs 2:${nodeVersion}-1nodesource`,
    ...everyDebian(`nodejs ${nodeVersion}-1nodesource1`),
  },
]
