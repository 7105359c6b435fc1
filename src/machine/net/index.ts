import type { ProgramTable } from '../kernel/program-table.ts'

/** The programs that speak to other machines. */
export const netPrograms: ProgramTable = {
  ssh: async () => (await import('./ssh/client/ssh.ts')).ssh,
  sshd: async () => (await import('./ssh/server/sshd.ts')).sshd,
  'ssh-keygen': async () => (await import('./ssh/ssh-keygen.ts')).sshKeygen,
  scp: async () => (await import('./ssh/scp/scp.ts')).scp,
  curl: async () => (await import('./curl/curl.ts')).curl,
  wget: async () => (await import('./wget/wget.ts')).wget,
  git: async () => (await import('./git/git.ts')).git,
  npm: async () => (await import('./npm/npm.ts')).npm,
  npx: async () => (await import('./npm/npm.ts')).npx,
  dnf: async () => (await import('./dnf/dnf.ts')).dnf,
  yum: async () => (await import('./dnf/dnf.ts')).dnf,
}

export { socketStream, type ByteStream } from './byte-stream.ts'
export * from './http/index.ts'
export { TlsError, acceptTls, startTls } from './tls.ts'
export {
  outsidePorts,
  outsideSites,
  type OutsideSite,
  type ReadAsset,
  type SiteContext,
} from './sites/index.ts'
export { generateHostKey } from './ssh/host-key.ts'
