export const osRelease = `NAME="Amazon Linux"
VERSION="2023"
ID="amzn"
ID_LIKE="fedora"
VERSION_ID="2023"
PLATFORM_ID="platform:al2023"
PRETTY_NAME="Amazon Linux 2023.12.20260918"
ANSI_COLOR="0;33"
CPE_NAME="cpe:2.3:o:amazon:amazon_linux:2023"
HOME_URL="https://aws.amazon.com/linux/amazon-linux-2023/"
DOCUMENTATION_URL="https://docs.aws.amazon.com/linux/"
SUPPORT_URL="https://aws.amazon.com/premiumsupport/"
BUG_REPORT_URL="https://github.com/amazonlinux/amazon-linux-2023"
VENDOR_NAME="AWS"
VENDOR_URL="https://aws.amazon.com/"
SUPPORT_END="2029-06-30"
`

export const passwd = `root:x:0:0:root:/root:/bin/bash
bin:x:1:1:bin:/bin:/sbin/nologin
daemon:x:2:2:daemon:/sbin:/sbin/nologin
adm:x:3:4:adm:/var/adm:/sbin/nologin
mail:x:8:12:mail:/var/spool/mail:/sbin/nologin
operator:x:11:0:operator:/root:/sbin/nologin
nobody:x:65534:65534:Kernel Overflow User:/:/sbin/nologin
dbus:x:81:81:System message bus:/:/sbin/nologin
systemd-network:x:192:192:systemd Network Management:/:/usr/sbin/nologin
systemd-resolve:x:193:193:systemd Resolver:/:/usr/sbin/nologin
sshd:x:74:74:Privilege-separated SSH:/usr/share/empty.sshd:/sbin/nologin
chrony:x:997:996::/var/lib/chrony:/sbin/nologin
ec2-instance-connect:x:996:995::/home/ec2-instance-connect:/sbin/nologin
`

export const group = `root:x:0:
bin:x:1:
daemon:x:2:
sys:x:3:
adm:x:4:
tty:x:5:
disk:x:6:
mail:x:12:
wheel:x:10:
users:x:100:
nobody:x:65534:
dbus:x:81:
utmp:x:22:
systemd-journal:x:190:
systemd-network:x:192:
systemd-resolve:x:193:
sshd:x:74:
chrony:x:996:
ec2-instance-connect:x:995:
`

export const hosts = `127.0.0.1   localhost localhost.localdomain localhost4 localhost4.localdomain4
::1         localhost6 localhost6.localdomain6
`

export const motd = `   ,     #_
   ~\\_  ####_        Amazon Linux 2023
  ~~  \\_#####\\
  ~~     \\###|
  ~~       \\#/ ___   https://aws.amazon.com/linux/amazon-linux-2023
   ~~       V~' '->
    ~~~         /
      ~~._.   _/
         _/ _/
       _/m/'
`

export const sudoers = `## Sudoers allows particular users to run various commands as
## the root user, without needing the root password.

Defaults   !visiblepw
Defaults    always_set_home
Defaults    env_reset
Defaults    secure_path = /sbin:/bin:/usr/sbin:/usr/bin

## Allow root to run any commands anywhere
root	ALL=(ALL) 	ALL

## Allows people in group wheel to run all commands
%wheel	ALL=(ALL)	ALL

## Read drop-in files from /etc/sudoers.d (the # here does not mean a comment)
#includedir /etc/sudoers.d
`

export const cloudInitSudoers = `# Created by cloud-init

# User rules for ec2-user
ec2-user ALL=(ALL) NOPASSWD:ALL
`

export const sshdConfig = `# This is the sshd server system-wide configuration file.
# A line that begins with # shows a default.
Include /etc/ssh/sshd_config.d/*.conf

#Port 22
#AddressFamily any
#ListenAddress 0.0.0.0
HostKey /etc/ssh/ssh_host_ed25519_key
SyslogFacility AUTHPRIV
#LoginGraceTime 2m
#PermitRootLogin prohibit-password
#StrictModes yes
#MaxAuthTries 6
#PubkeyAuthentication yes
AuthorizedKeysFile .ssh/authorized_keys
PasswordAuthentication no
#PermitEmptyPasswords no
GSSAPIAuthentication yes
UsePAM yes
X11Forwarding no
PrintMotd yes
AcceptEnv LANG LC_*
`

export const cloudConfig = `# The top level settings are used as module and system configuration.
users:
 - default
disable_root: true
ssh_pwauth: false
ssh_deletekeys: true
ssh_genkeytypes: [ed25519]
system_info:
   distro: amazon
   default_user:
     name: ec2-user
     sudo: ["ALL=(ALL) NOPASSWD:ALL"]
     shell: /bin/bash
`

export const loginDefs = `# Settings of the account tools.
MAIL_DIR	/var/spool/mail
UMASK		022
HOME_MODE	0700
PASS_MAX_DAYS	99999
PASS_MIN_DAYS	0
PASS_WARN_AGE	7
UID_MIN		1000
UID_MAX		60000
SYS_UID_MIN	201
SYS_UID_MAX	999
GID_MIN		1000
GID_MAX		60000
SYS_GID_MIN	201
SYS_GID_MAX	999
CREATE_HOME	yes
USERGROUPS_ENAB	yes
ENCRYPT_METHOD	SHA512
`

export const useraddDefaults = `GROUP=100
HOME=/home
INACTIVE=-1
EXPIRE=
SHELL=/bin/bash
SKEL=/etc/skel
CREATE_MAIL_SPOOL=yes
`

export const dnfConfig = `[main]
gpgcheck=1
installonly_limit=3
clean_requirements_on_remove=True
best=True
skip_if_unavailable=False
`

export const amazonRepository = `[amazonlinux]
name=Amazon Linux 2023 repository
mirrorlist=https://al2023-repos-us-east-1-de612dc2.s3.dualstack.us-east-1.amazonaws.com/core/mirrors/2023.12.20260918/$basearch/mirror.list
priority=10
enabled=1
repo_gpgcheck=0
type=rpm
gpgcheck=1
`
