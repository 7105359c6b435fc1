import { nodeSourceSoftware, nodeVersion, packagesOf } from '../../packages/index.ts'
import type { ByteStream } from '../byte-stream.ts'
import type { Reply } from '../http/index.ts'
import { serveHttp } from '../http/index.ts'
import { archiveAnswer, nodeSourceSuites } from './deb-archive.ts'
import { rpmRepository } from './rpm-repository.ts'

const notFound: Reply = { status: 404, body: 'Not Found\n' }
const setup = /^\/setup_(18|20|22|24|lts|current)\.x$/

/** deb.nodesource.com: the script that adds the archive, and the archive. */
export const nodeSourceDebs = (stream: ByteStream): Promise<void> =>
  serveHttp(
    stream,
    async ({ path }) => {
      const version = setup.exec(path)?.[1]
      if (version !== undefined) return { status: 200, body: debScript(version) }
      const [, below] = /^\/node_\w+\.x(\/.*)$/.exec(path) ?? []
      return below === undefined ? notFound : archiveAnswer(below, nodeSourceSuites)
    },
    'nginx',
  )

/** rpm.nodesource.com, likewise. */
export const nodeSourceRpms = (stream: ByteStream): Promise<void> =>
  serveHttp(
    stream,
    async ({ path }) => {
      const version = setup.exec(path)?.[1]
      if (version !== undefined) return { status: 200, body: rpmScript(version) }
      const [, machine, below] = /^\/pub_\w+\.x\/nodistro\/nodejs\/(x86_64|aarch64)(\/.*)$/.exec(path) ?? []
      if (below === undefined) return notFound
      const packages = packagesOf('al2023', machine as 'x86_64' | 'aarch64', nodeSourceSoftware)
      return (await rpmRepository(packages, below)) ?? notFound
    },
    'nginx',
  )

const prologue = `#!/bin/bash

log() {
  echo "$(date '+%Y-%m-%d %H:%M:%S') - $1"
}

if [ "$(id -u)" -ne 0 ]; then
  log "Error: This script must be run as root" >&2
  exit 1
fi
`

const honest = `log "Sandcloud has one runtime: this installs Node.js ${nodeVersion}."`

const debScript = (version: string): string => `${prologue}
log "Installing pre-requisites"
mkdir -p /usr/share/keyrings /etc/apt/sources.list.d /etc/apt/preferences.d
arch=$(dpkg --print-architecture)
echo "deb [arch=$arch] https://deb.nodesource.com/node_${version}.x nodistro main" > /etc/apt/sources.list.d/nodesource.list
printf 'Package: nodejs\\nPin: origin deb.nodesource.com\\nPin-Priority: 600\\n' > /etc/apt/preferences.d/nodejs
apt-get update || exit 1
log "Repository configured successfully."
${honest}
log "To install Node.js, run: apt-get install nodejs -y"
`

const rpmScript = (version: string): string => `${prologue}
log "Cleaning up old repositories..."
rm -f /etc/yum.repos.d/nodesource-*.repo
log "Old repositories removed"
arch=$(uname -m)
log "Supported architecture: $arch"
cat > /etc/yum.repos.d/nodesource-nodejs.repo <<END
[nodesource-nodejs]
name=Node.js Packages for Linux RPM based distros - $arch
baseurl=https://rpm.nodesource.com/pub_${version}.x/nodistro/nodejs/$arch
priority=9
enabled=1
gpgcheck=1
END
log "dnf available, updating..."
dnf makecache || exit 1
log "Repository is configured and updated."
${honest}
log "Run 'dnf install nodejs -y' to complete the installation."
`
