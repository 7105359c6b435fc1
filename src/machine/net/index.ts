import type { ProgramTable } from '../kernel/program-table.ts'

/** The programs that speak to other machines. */
export const netPrograms: ProgramTable = {
  ssh: async () => (await import('./ssh/client/ssh.ts')).ssh,
  sshd: async () => (await import('./ssh/server/sshd.ts')).sshd,
  sftp: async () => (await import('./ssh/sftp/sftp.ts')).sftp,
  'sftp-server': async () => (await import('./ssh/sftp/sftp-server.ts')).sftpServer,
  'ssh-add': async () => (await import('./ssh/agent/ssh-add.ts')).sshAdd,
  'ssh-agent': async () => (await import('./ssh/agent/ssh-agent.ts')).sshAgent,
  'ssh-copy-id': async () => (await import('./ssh/ssh-copy-id.ts')).sshCopyId,
  'ssh-keyscan': async () => (await import('./ssh/ssh-keyscan.ts')).sshKeyscan,
  'ssh-keygen': async () => (await import('./ssh/keygen/ssh-keygen.ts')).sshKeygen,
  rsync: async () => (await import('./rsync/rsync.ts')).rsync,
  scp: async () => (await import('./ssh/scp/scp.ts')).scp,
  curl: async () => (await import('./curl/curl.ts')).curl,
  wget: async () => (await import('./wget/wget.ts')).wget,
  git: async () => (await import('./git/git.ts')).git,
  nginx: async () => (await import('./nginx/nginx.ts')).nginx,
  npm: async () => (await import('./npm/npm.ts')).npm,
  npx: async () => (await import('./npm/npm.ts')).npx,
  apt: async () => (await import('./apt/apt.ts')).apt,
  'apt-cache': async () => (await import('./apt/apt.ts')).apt,
  'apt-get': async () => (await import('./apt/apt.ts')).apt,
  'apt-mark': async () => (await import('./apt/apt.ts')).apt,
  dpkg: async () => (await import('./dpkg/dpkg.ts')).dpkg,
  'dpkg-query': async () => (await import('./dpkg/dpkg.ts')).dpkg,
  dnf: async () => (await import('./dnf/dnf.ts')).dnf,
  dig: async () => (await import('./names/dig.ts')).dig,
  getent: async () => (await import('./names/getent.ts')).getent,
  host: async () => (await import('./names/host.ts')).host,
  ifconfig: async () => (await import('./interfaces/ifconfig.ts')).ifconfig,
  ip: async () => (await import('./interfaces/ip.ts')).ip,
  lsof: async () => (await import('./sockets/lsof.ts')).lsof,
  nc: async () => (await import('./nc/nc.ts')).nc,
  ncat: async () => (await import('./nc/nc.ts')).ncat,
  netcat: async () => (await import('./nc/nc.ts')).nc,
  netstat: async () => (await import('./sockets/netstat.ts')).netstat,
  resolvectl: async () => (await import('./names/resolvectl.ts')).resolvectl,
  'systemd-resolve': async () => (await import('./names/resolvectl.ts')).resolvectl,
  nslookup: async () => (await import('./names/nslookup.ts')).nslookup,
  ping: async () => (await import('./reach/ping.ts')).ping,
  route: async () => (await import('./interfaces/route-table.ts')).route,
  ss: async () => (await import('./sockets/ss.ts')).ss,
  tcpdump: async () => (await import('./interfaces/tcpdump.ts')).tcpdump,
  telnet: async () => (await import('./nc/telnet.ts')).telnet,
  tracepath: async () => (await import('./reach/traceroute.ts')).tracepath,
  traceroute: async () => (await import('./reach/traceroute.ts')).traceroute,
  rpm: async () => (await import('./dnf/rpm.ts')).rpm,
  yum: async () => (await import('./dnf/dnf.ts')).dnf,
}

export { type ByteStream } from './byte-stream.ts'
export * from './http/index.ts'
export { TlsError, startTls } from './tls.ts'
export {
  outsidePorts,
  outsideSites,
  type OutsideSite,
  type ReadAsset,
  type SiteContext,
} from './sites/index.ts'
export { generateHostKey } from './ssh/host-key.ts'
