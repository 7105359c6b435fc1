import type { Distribution } from '../distribution.ts'

export const admGroup = 4
export const shadowGroup = 42

/** The accounts that Debian has under fixed numbers, and those of the services on a cloud image. */
export const passwd = `root:x:0:0:root:/root:/bin/bash
daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
bin:x:2:2:bin:/bin:/usr/sbin/nologin
sys:x:3:3:sys:/dev:/usr/sbin/nologin
sync:x:4:65534:sync:/bin:/bin/sync
games:x:5:60:games:/usr/games:/usr/sbin/nologin
man:x:6:12:man:/var/cache/man:/usr/sbin/nologin
lp:x:7:7:lp:/var/spool/lpd:/usr/sbin/nologin
mail:x:8:8:mail:/var/mail:/usr/sbin/nologin
news:x:9:9:news:/var/spool/news:/usr/sbin/nologin
uucp:x:10:10:uucp:/var/spool/uucp:/usr/sbin/nologin
proxy:x:13:13:proxy:/bin:/usr/sbin/nologin
www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin
backup:x:34:34:backup:/var/backups:/usr/sbin/nologin
list:x:38:38:Mailing List Manager:/var/list:/usr/sbin/nologin
irc:x:39:39:ircd:/run/ircd:/usr/sbin/nologin
_apt:x:42:65534::/nonexistent:/usr/sbin/nologin
nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
systemd-network:x:998:998:systemd Network Management:/:/usr/sbin/nologin
systemd-timesync:x:997:997:systemd Time Synchronization:/:/usr/sbin/nologin
messagebus:x:100:107::/nonexistent:/usr/sbin/nologin
systemd-resolve:x:996:996:systemd Resolver:/:/usr/sbin/nologin
sshd:x:101:65534::/run/sshd:/usr/sbin/nologin
polkitd:x:995:995:polkit:/nonexistent:/usr/sbin/nologin
_chrony:x:102:109:Chrony daemon,,,:/var/lib/chrony:/usr/sbin/nologin
`

export const group = `root:x:0:
daemon:x:1:
bin:x:2:
sys:x:3:
adm:x:4:
tty:x:5:
disk:x:6:
lp:x:7:
mail:x:8:
news:x:9:
uucp:x:10:
man:x:12:
proxy:x:13:
kmem:x:15:
dialout:x:20:
fax:x:21:
voice:x:22:
cdrom:x:24:
floppy:x:25:
tape:x:26:
sudo:x:27:
audio:x:29:
dip:x:30:
www-data:x:33:
backup:x:34:
operator:x:37:
list:x:38:
irc:x:39:
src:x:40:
shadow:x:42:
utmp:x:43:
video:x:44:
sasl:x:45:
plugdev:x:46:
staff:x:50:
games:x:60:
users:x:100:
nogroup:x:65534:
systemd-journal:x:999:
systemd-network:x:998:
systemd-timesync:x:997:
systemd-resolve:x:996:
polkitd:x:995:
crontab:x:101:
messagebus:x:107:
_ssh:x:108:
_chrony:x:109:
lxd:x:110:
netdev:x:111:
admin:x:112:
`

export const hosts = `127.0.0.1 localhost

# The following lines are desirable for IPv6 capable hosts
::1 ip6-localhost ip6-loopback
fe00::0 ip6-localnet
ff00::0 ip6-mcastprefix
ff02::1 ip6-allnodes
ff02::2 ip6-allrouters
ff02::3 ip6-allhosts
`

export const shells = `# /etc/shells: valid login shells
/bin/sh
/usr/bin/sh
/bin/bash
/usr/bin/bash
`

export const bashLogout = `# ~/.bash_logout: what login shells do at their end.
`

export const loginDefs = `# Settings of the account tools.
MAIL_DIR	/var/mail
UMASK		022
HOME_MODE	0750
PASS_MAX_DAYS	99999
PASS_MIN_DAYS	0
PASS_WARN_AGE	7
UID_MIN		1000
UID_MAX		60000
SYS_UID_MIN	100
SYS_UID_MAX	999
GID_MIN		1000
GID_MAX		60000
SYS_GID_MIN	100
SYS_GID_MAX	999
USERGROUPS_ENAB	yes
ENCRYPT_METHOD	SHA512
`

export const adduserConfig = `# Settings of adduser and addgroup.
DSHELL=/bin/bash
DHOME=/home
SKEL=/etc/skel
FIRST_UID=1000
LAST_UID=59999
USERGROUPS=yes
`

export const sudoers = (id: string): string => `#
# This file MUST be edited with the 'visudo' command as root.
#
Defaults	env_reset
Defaults	mail_badpass
Defaults	secure_path="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin${id === 'ubuntu' ? ':/snap/bin' : ''}"
Defaults	use_pty

# User privilege specification
root	ALL=(ALL:ALL) ALL
${id === 'ubuntu' ? '\n# Members of the admin group may gain root privileges\n%admin ALL=(ALL) ALL\n' : ''}
# Allow members of group sudo to execute any command
%sudo	ALL=(ALL:ALL) ALL

@includedir /etc/sudoers.d
`

export const cloudInitSudoers = (user: string): string => `# Created by cloud-init

# User rules for ${user}
${user} ALL=(ALL) NOPASSWD:ALL
`

/** Ubuntu's cloud images say it in a file of its own, which comes first. */
export const ubuntuSshdSettings = 'PasswordAuthentication no\n'

export const sshdConfig = (
  family: 'debian' | 'ubuntu',
): string => `# This is the sshd server system-wide configuration file.  See
# sshd_config(5) for more information.
Include /etc/ssh/sshd_config.d/*.conf

#Port 22
#AddressFamily any
#ListenAddress 0.0.0.0

HostKey /etc/ssh/ssh_host_ed25519_key

#LoginGraceTime 2m
#PermitRootLogin prohibit-password
#StrictModes yes
#MaxAuthTries 6

#PubkeyAuthentication yes
AuthorizedKeysFile	.ssh/authorized_keys .ssh/authorized_keys2

${family === 'ubuntu' ? '#PasswordAuthentication yes' : 'PasswordAuthentication no'}
#PermitEmptyPasswords no
KbdInteractiveAuthentication no
UsePAM yes
X11Forwarding yes
PrintMotd no
AcceptEnv LANG LC_*
Subsystem	sftp	/usr/lib/openssh/sftp-server
`

export const cloudConfig = (
  distro: string,
  user: Distribution['user'],
): string => `# The top level settings are used as module
# and system configuration.
users:
  - default
disable_root: true
preserve_hostname: false
ssh_deletekeys: true
ssh_genkeytypes: [ed25519]
system_info:
  distro: ${distro}
  default_user:
    name: ${user.name}
    lock_passwd: True
    gecos: ${user.fullName}
    groups: [${user.groups.join(', ')}]
    sudo: ["ALL=(ALL) NOPASSWD:ALL"]
    shell: /bin/bash
`

export const debconf = `# Sandcloud's packages ask nothing: debconf is never heard of.
Config: configdb
Templates: templatedb
`
