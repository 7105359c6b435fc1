import type { ProgramTable } from '../kernel/program-table.ts'
import { accountPrograms } from './users/index.ts'

const power = () => import('./power.ts')
const systemctl = () => import('./systemd/systemctl/systemctl.ts')
const fsck = () => import('./disks/fsck.ts')
const tune2fs = () => import('./disks/tune2fs.ts')
const mkfs = () => import('./disks/mkfs.ts')

/** Programs that administer the machine: accounts, disks, power, first boot. */
export const systemPrograms: ProgramTable = {
  ...accountPrograms,
  blockdev: async () => (await import('./disks/blockdev.ts')).blockdev,
  dumpe2fs: async () => (await tune2fs()).dumpe2fs,
  e2fsck: async () => (await fsck()).e2fsck,
  e2label: async () => (await tune2fs()).e2label,
  fdisk: async () => (await import('./disks/fdisk.ts')).fdisk,
  fsck: async () => (await fsck()).fsck,
  'fsck.ext4': async () => (await fsck()).e2fsck,
  tune2fs: async () => (await tune2fs()).tune2fs,
  blkid: async () => (await import('./disks/blkid.ts')).blkid,
  findmnt: async () => (await import('./disks/findmnt.ts')).findmnt,
  'command-not-found': async () => (await import('./debian/command-not-found.ts')).commandNotFound,
  'cloud-init': async () => (await import('./cloud-init/cloud-init.ts')).cloudInit,
  cron: async () => (await import('./cron/crond.ts')).crond,
  crond: async () => (await import('./cron/crond.ts')).crond,
  crontab: async () => (await import('./cron/crontab.ts')).crontab,
  dmesg: async () => (await import('./journal/dmesg.ts')).dmesg,
  hostnamectl: async () => (await import('./host-control.ts')).hostnamectl,
  timedatectl: async () => (await import('./host-control.ts')).timedatectl,
  growpart: async () => (await import('./disks/growpart.ts')).growpart,
  'landscape-sysinfo': async () => (await import('./debian/landscape-sysinfo.ts')).landscapeSysinfo,
  lsb_release: async () => (await import('./debian/lsb-release.ts')).lsbRelease,
  'run-parts': async () => (await import('./debian/run-parts.ts')).runParts,
  snap: async () => (await import('./debian/snap.ts')).snap,
  halt: async () => (await power()).power('halt'),
  journalctl: async () => (await import('./journal/journalctl.ts')).journalctl,
  logger: async () => (await import('./journal/logger.ts')).logger,
  login: async () => (await import('./login.ts')).login,
  lsblk: async () => (await import('./disks/lsblk.ts')).lsblk,
  mke2fs: async () => (await mkfs()).mkfsExt4,
  mkfs: async () => (await mkfs()).mkfs,
  'mkfs.ext4': async () => (await mkfs()).mkfsExt4,
  'mkfs.xfs': async () => (await mkfs()).mkfsXfs,
  mount: async () => (await import('./disks/mount.ts')).mount,
  mountpoint: async () => (await import('./disks/mountpoint.ts')).mountpoint,
  nologin: async () => (await import('./nologin.ts')).nologin,
  pm2: async () => (await import('./pm2/pm2.ts')).pm2,
  poweroff: async () => (await power()).power('poweroff'),
  reboot: async () => (await power()).power('reboot'),
  resize2fs: async () => (await import('./disks/resize2fs.ts')).resize2fs,
  rsyslogd: async () => (await import('./journal/rsyslogd.ts')).rsyslogd,
  service: async () => (await systemctl()).service,
  shutdown: async () => (await power()).shutdown,
  su: async () => (await import('./su.ts')).su,
  sudo: async () => (await import('./sudo/sudo.ts')).sudo,
  systemctl: async () => (await systemctl()).systemctl,
  'systemd-cat': async () => (await import('./journal/logger.ts')).systemdCat,
  'systemd-journald': async () => (await import('./journal/journald.ts')).journald,
  'systemd-notify': async () => (await systemctl()).systemdNotify,
  umount: async () => (await import('./disks/umount.ts')).umount,
  wall: async () => (await power()).wall,
  xfs_growfs: async () => (await import('./disks/resize2fs.ts')).xfsGrowfs,
}
