import { randomUuid } from '../../fs/uuid.ts'
import type { Kernel } from '../kernel.ts'
import { limits } from '../limits.ts'
import { mountWords } from '../vfs/mount-options.ts'
import { pathOf } from '../vfs/place.ts'
import { networkFiles } from './network-files.ts'

const kibibytes = (bytes: number): string => `${Math.floor(bytes / 1024)} kB`.padStart(12)

export const mountLines = (kernel: Kernel): string =>
  kernel.system
    .mounts()
    .map(
      ({ source, target, type, options }) =>
        `${escape(source)} ${escape(target)} ${type} ${options.join(',')} 0 0\n`,
    )
    .join('')

/** proc(5): /proc/[pid]/mountinfo, the mounts numbered by their place in the list. */
export const mountInfoLines = (kernel: Kernel): string => {
  const mounts = kernel.mounts.all()
  return mounts
    .map((mount, index) => {
      const { at, dev, source, type } = mount
      const parent = at ? mounts.indexOf(at.mount) + 1 : 0
      const words = mountWords(mount.options)
      const target = at ? pathOf(at) : '/'
      const device = `${dev >>> 8}:${dev & 255}`
      const access = words[0]!
      return `${index + 1} ${parent} ${device} / ${escape(target)} ${words.join(',')} - ${type} ${escape(source)} ${access}\n`
    })
    .join('')
}

/** Blanks in paths are octal in /proc/mounts, as getmntent(3) reads them. */
const escape = (text: string): string =>
  text.replace(/[ \t\n\\]/g, (sign) => `\\${sign.charCodeAt(0).toString(8).padStart(3, '0')}`)

/** As the usual instances of each architecture call their processors. */
const xeon = `vendor_id\t: GenuineIntel
model name\t: Intel(R) Xeon(R) Platinum 8259CL CPU @ 2.50GHz
cpu MHz\t\t: 2500.000
cache size\t: 36608 KB
cpu cores\t: 1`
const neoverse = `BogoMIPS\t: 243.75
Features\t: fp asimd evtstrm aes pmull sha1 sha2 crc32 atomics fphp asimdhp cpuid asimdrdm lrcpc dcpop asimddp ssbs
CPU implementer\t: 0x41
CPU architecture: 8
CPU variant\t: 0x3
CPU part\t: 0xd0c
CPU revision\t: 1`

/** The files of /proc that tell of the whole machine, by path below /proc. */
export const machineFiles: Record<string, (kernel: Kernel) => string> = {
  cpuinfo: (kernel) => {
    const { processors, release } = kernel.system
    const lines = release.machine === 'aarch64' ? neoverse : xeon
    return Array.from({ length: processors }, (_, index) => `processor\t: ${index}\n${lines}\n\n`).join('')
  },
  ...networkFiles,
  cmdline: (kernel) => {
    const root = kernel.mounts.all()[0]!.source
    return `BOOT_IMAGE=(hd0,gpt1)/boot/vmlinuz-${kernel.system.release.kernel} root=${root} ro console=tty0 console=ttyS0,115200n8\n`
  },
  filesystems: () => 'nodev\tproc\nnodev\ttmpfs\nnodev\tdevtmpfs\nnodev\tdevpts\n\text4\n',
  loadavg: (kernel) => {
    const processes = kernel.system.processes()
    const running = processes.filter(({ state }) => state === 'R').length
    const last = Math.max(...processes.map(({ pid }) => pid))
    return `${running.toFixed(2)} 0.00 0.00 ${running}/${processes.length} ${last}\n`
  },
  meminfo: (kernel) => {
    const { total, used } = kernel.system.memory
    const free = total - used
    return `MemTotal:    ${kibibytes(total)}\nMemFree:     ${kibibytes(free)}\nMemAvailable:${kibibytes(free)}\nBuffers:     ${kibibytes(0)}\nCached:      ${kibibytes(0)}\nSwapTotal:   ${kibibytes(kernel.system.swaps.total)}\nSwapFree:    ${kibibytes(kernel.system.swaps.total)}\n`
  },
  'partitions': (kernel) =>
    `major minor  #blocks  name\n\n${kernel.system
      .blockDevices()
      .map(({ major, minor, size, name }) =>
        `${String(major).padStart(4)} ${String(minor).padStart(8)} ${String(size / 1024).padStart(10)} ${name}\n`)
      .join('')}`, // prettier-ignore
  stat: (kernel) => `cpu  0 0 0 0 0 0 0 0 0 0\nbtime ${Math.floor(kernel.booted / 1000)}\n`,
  swaps: (kernel) =>
    `Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n${kernel.system.swaps
      .list()
      .map(({ path, type, size, priority }) =>
        `${path.padEnd(39)} ${type.padEnd(15)} ${size / 1024}\t\t0\t\t${priority}\n`)
      .join('')}`, // prettier-ignore
  'sys/fs/nr_open': () => `${limits.mostDescriptors}\n`,
  'sys/kernel/pid_max': () => `${limits.lastPid}\n`,
  'sys/kernel/threads-max': () => `${limits.processes}\n`,
  'sys/kernel/random/uuid': (kernel) => `${randomUuid(kernel.hardware.randomBytes(16))}\n`,
  'sys/kernel/hostname': (kernel) => `${kernel.hostname}\n`,
  'sys/kernel/osrelease': (kernel) => `${kernel.system.release.kernel}\n`,
  'sys/kernel/ostype': () => 'Linux\n',
  'sys/kernel/version': (kernel) => `${kernel.system.release.build}\n`,
  uptime: (kernel) => {
    const seconds = kernel.system.uptime() / 1000
    return `${seconds.toFixed(2)} ${seconds.toFixed(2)}\n`
  },
  version: (kernel) =>
    `Linux version ${kernel.system.release.kernel} (sandcloud) ${kernel.system.release.build}\n`,
}
