import type { Architecture } from '../distribution.ts'

/** Where Ubuntu's packages come from: the archive's mirror in EC2 for Intel and AMD, the ports' for ARM. */
function places(architecture: Architecture): { main: string; security: string } {
  if (architecture === 'arm64') {
    const ports = 'http://us-east-1.ec2.ports.ubuntu.com/ubuntu-ports/'
    return { main: ports, security: 'http://ports.ubuntu.com/ubuntu-ports/' }
  }
  return {
    main: 'http://us-east-1.ec2.archive.ubuntu.com/ubuntu/',
    security: 'http://security.ubuntu.com/ubuntu',
  }
}

const components = 'main restricted universe multiverse'

/** One line a source up to 22.04, deb822's paragraphs since 24.04. */
export function aptFiles(codename: string, architecture: Architecture): Readonly<Record<string, string>> {
  const { main, security } = places(architecture)
  if (codename === 'jammy')
    return {
      '/etc/apt/sources.list': `deb ${main} jammy ${components}
deb ${main} jammy-updates ${components}
deb ${main} jammy-backports ${components}
deb ${security} jammy-security ${components}
`,
    }
  const key = '/usr/share/keyrings/ubuntu-archive-keyring.gpg'
  return {
    '/etc/apt/sources.list': '# Ubuntu sources have moved to /etc/apt/sources.list.d/ubuntu.sources\n',
    '/etc/apt/sources.list.d/ubuntu.sources': `Types: deb
URIs: ${main}
Suites: ${codename} ${codename}-updates ${codename}-backports
Components: ${components.replace('main restricted universe', 'main universe restricted')}
Signed-By: ${key}

Types: deb
URIs: ${security}
Suites: ${codename}-security
Components: ${components.replace('main restricted universe', 'main universe restricted')}
Signed-By: ${key}
`,
  }
}
