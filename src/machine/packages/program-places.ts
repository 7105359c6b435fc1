/** Programs for the administrator live in /usr/sbin. */
const administration = new Set([
  'addgroup', 'adduser', 'agetty', 'blkid', 'blockdev', 'chpasswd', 'chroot', 'cron', 'crond', 'delgroup',
  'deluser', 'dumpe2fs', 'e2fsck', 'e2label', 'fdisk', 'fsck', 'fsck.ext4', 'getty', 'groupadd', 'groupdel',
  'groupmod', 'halt', 'ifconfig', 'ip', 'losetup', 'mke2fs', 'mkfs', 'mkfs.ext4', 'mkfs.xfs', 'nginx',
  'nologin', 'mkswap', 'poweroff', 'reboot', 'resize2fs', 'route', 'rsyslogd', 'runuser', 'service', 'shutdown', 'sshd',
  'swapoff', 'swapon', 'sysctl', 'tcpdump', 'tune2fs', 'useradd', 'userdel', 'usermod', 'visudo', 'xfs_growfs',
]) // prettier-ignore

const elsewhere: Readonly<Record<string, string>> = {
  'command-not-found': '/usr/lib',
  'sftp-server': '/usr/libexec/openssh',
  'systemd-journald': '/usr/lib/systemd',
}

const setUid = new Set([
  'chage', 'chsh', 'crontab', 'gpasswd', 'mount', 'newgrp', 'passwd', 'su', 'sudo', 'umount',
]) // prettier-ignore

export const programPath = (name: string): string =>
  `${elsewhere[name] ?? (administration.has(name) ? '/usr/sbin' : '/usr/bin')}/${name}`

export const programMode = (name: string): number => (setUid.has(name) ? 0o4755 : 0o755)
