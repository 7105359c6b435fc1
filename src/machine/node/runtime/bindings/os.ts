import { boot } from '../boot-data.ts'
import { files } from '../files/index.ts'
import { host } from '../host.ts'
import { decodeBytes } from '../bytes/decode.ts'
import { processState } from '../process-state.ts'
import { uvNumber } from '../uv.ts'

const uptime = (): number => (boot().uptime + host.performance.now() - processState.startedAt) / 1000

/** The user's line in /etc/passwd. */
function account(): { username: string; homedir: string; shell: string } | undefined {
  try {
    const lines = decodeBytes(files().readFile('/etc/passwd')).split('\n')
    const fields = lines.map((line) => line.split(':')).find(([, , uid]) => Number(uid) === boot().uid)
    return fields && { username: fields[0]!, homedir: fields[5]!, shell: fields[6]! }
  } catch {
    return undefined
  }
}

const processor = 'Intel(R) Xeon(R) Platinum 8259CL CPU @ 2.50GHz'

/** As libuv hands interfaces to lib: seven values each. */
const interfaceRow = (name: string, address: string, mask: string, mac: string, internal: boolean): unknown[] => [
  name, address, mask, 'IPv4', mac, internal, -1,
] // prettier-ignore

export const binding = {
  isBigEndian: false,
  getHostname: () => boot().hostname,
  getOSInformation: () => ['Linux', '#1 SMP PREEMPT_DYNAMIC', boot().kernel, boot().machine],
  getHomeDirectory: () => processState.env.HOME ?? account()?.homedir ?? '/',
  getUserInfo(_options: unknown, context: Record<string, unknown>) {
    const found = account()
    if (!found) {
      Object.assign(context, {
        errno: uvNumber('ENOENT'),
        code: 'ENOENT',
        syscall: 'uv_os_get_passwd',
        message: 'no such file or directory',
      })
      return undefined
    }
    return { uid: boot().uid, gid: boot().gid, ...found }
  },
  getUptime: uptime,
  getTotalMem: () => boot().memory.total,
  getFreeMem: () => boot().memory.free,
  getAvailableParallelism: () => boot().processors,
  getLoadAvg: (into: Float64Array) => void into.fill(0),
  getCPUs: () => Array.from({ length: boot().processors }, () => [processor, 2500, 0, 0, 0, 0, 0]).flat(),
  getInterfaceAddresses: () => [
    ...interfaceRow('lo', '127.0.0.1', '255.0.0.0', '00:00:00:00:00:00', true),
    ...interfaceRow('ens5', boot().address, '255.255.240.0', '02:00:00:00:00:01', false),
  ],
  getPriority: () => 0,
  setPriority: () => 0,
}

/** A thread's user cannot change: to become another one, start the program with sudo -u. */
const refuse = (syscall: string) => () => {
  const code = boot().uid === 0 ? 'ENOSYS' : 'EPERM'
  const text = code === 'ENOSYS' ? 'Function not implemented' : 'Operation not permitted'
  throw Object.assign(new Error(`${code}, ${text}`), { errno: -uvNumber(code), code, syscall })
}

export const credentialsBinding = {
  implementsPosixCredentials: true,
  safeGetenv: (name: string) => processState.env[name],
  getTempDir: () => processState.env.TMPDIR ?? '/tmp',
  getuid: () => boot().uid,
  geteuid: () => boot().uid,
  getgid: () => boot().gid,
  getegid: () => boot().gid,
  getgroups: () => [...boot().groups],
  setuid: refuse('setuid'),
  seteuid: refuse('seteuid'),
  setgid: refuse('setgid'),
  setegid: refuse('setegid'),
  setgroups: refuse('setgroups'),
  initgroups: refuse('initgroups'),
}
