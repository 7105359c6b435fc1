/** Services and timers of the distributions, by the name of their unit. */
export const serviceUnits: Readonly<Record<string, string>> = {
  'systemd-journald.service': `[Unit]
Description=Journal Service
Documentation=man:systemd-journald.service(8) man:journald.conf(5)
DefaultDependencies=no
After=local-fs.target
Before=sysinit.target

[Service]
ExecStart=/usr/lib/systemd/systemd-journald
Restart=always
RestartSec=0
StandardOutput=null
`,
  'sshd.service': sshService('sshd', 'OpenSSH server daemon'),
  'ssh.service': sshService('ssh', 'OpenBSD Secure Shell server', 'Alias=sshd.service\n'),
  'crond.service': `[Unit]
Description=Command Scheduler
After=auditd.service nss-user-lookup.target systemd-user-sessions.service time-sync.target ypbind.service autofs.service

[Service]
EnvironmentFile=-/etc/sysconfig/crond
ExecStart=/usr/sbin/crond -n $CRONDARGS
ExecReload=/bin/kill -HUP $MAINPID
KillMode=process
Restart=on-failure
RestartSec=30s

[Install]
WantedBy=multi-user.target
`,
  'cron.service': `[Unit]
Description=Regular background program processing daemon
Documentation=man:cron(8)
After=remote-fs.target nss-user-lookup.target

[Service]
EnvironmentFile=-/etc/default/cron
ExecStart=/usr/sbin/cron -f $EXTRA_OPTS
IgnoreSIGPIPE=false
KillMode=process
Restart=on-failure

[Install]
WantedBy=multi-user.target
`,
  'rsyslog.service': `[Unit]
Description=System Logging Service
Documentation=man:rsyslogd(8) man:rsyslog.conf(5)

[Service]
ExecStart=/usr/sbin/rsyslogd -n -iNONE
StandardOutput=null
Restart=on-failure

[Install]
WantedBy=multi-user.target
Alias=syslog.service
`,
  'cloud-init-local.service': cloudInitStage({
    description: 'Initial cloud-init job (pre-networking)',
    command: 'init --local',
    unit: 'DefaultDependencies=no\nWants=network-pre.target\nAfter=systemd-journald.service local-fs.target\nBefore=network-pre.target sysinit.target\n',
    wantedBy: 'cloud-init.target',
  }),
  'cloud-init.service': cloudInitStage({
    description: 'Initial cloud-init job (metadata service crawler)',
    command: 'init',
    unit: 'Wants=cloud-init-local.service\nAfter=cloud-init-local.service network.target\nBefore=network-online.target sshd.service ssh.service systemd-user-sessions.service\n',
    wantedBy: 'cloud-init.target',
  }),
  'cloud-config.service': cloudInitStage({
    description: 'Apply the settings specified in cloud-config',
    command: 'modules --mode=config',
    unit: 'After=network-online.target cloud-config.target\nWants=network-online.target cloud-config.target\n',
    wantedBy: 'cloud-init.target',
  }),
  'cloud-final.service': cloudInitStage({
    description: 'Execute cloud user/final scripts',
    command: 'modules --mode=final',
    unit: 'After=network-online.target cloud-config.service multi-user.target\nWants=network-online.target cloud-config.service\nBefore=cloud-init.target\n',
    wantedBy: 'cloud-init.target',
  }),
  'emergency.service': `[Unit]
Description=Emergency Shell
Documentation=man:sulogin(8)
DefaultDependencies=no
Before=emergency.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/bin/echo -e "You are in emergency mode. After logging in, type \\"journalctl -xb\\" to view\\nsystem logs, \\"systemctl reboot\\" to reboot, \\"systemctl default\\" or \\"exit\\"\\nto boot into default mode.\\n\\nCannot open access to console, the root account is locked.\\nSee sulogin(8) man page for more details.\\n\\nPress Enter to continue."
StandardOutput=tty
`,
}

function sshService(name: string, description: string, install = ''): string {
  const sysconfig = name === 'sshd' ? '/etc/sysconfig/sshd' : '/etc/default/ssh'
  const options = name === 'sshd' ? '$OPTIONS' : '$SSHD_OPTS'
  return `[Unit]
Description=${description}
Documentation=man:sshd(8) man:sshd_config(5)
After=network.target${name === 'ssh' ? ' auditd.service\nConditionPathExists=!/etc/ssh/sshd_not_to_be_run' : ''}

[Service]
Type=notify
EnvironmentFile=-${sysconfig}
${name === 'ssh' ? 'ExecStartPre=/usr/sbin/sshd -t\n' : ''}ExecStart=/usr/sbin/sshd -D ${options}
${name === 'ssh' ? 'ExecReload=/usr/sbin/sshd -t\n' : ''}ExecReload=/bin/kill -HUP $MAINPID
KillMode=process
Restart=on-failure
RestartSec=42s

[Install]
WantedBy=multi-user.target
${install}`
}

function cloudInitStage(stage: {
  description: string
  command: string
  unit: string
  wantedBy: string
}): string {
  return `[Unit]
Description=${stage.description}
${stage.unit}ConditionPathExists=!/etc/cloud/cloud-init.disabled

[Service]
Type=oneshot
ExecStart=/usr/bin/cloud-init ${stage.command}
RemainAfterExit=yes
TimeoutSec=0
KillMode=process
StandardOutput=journal+console

[Install]
WantedBy=${stage.wantedBy}
`
}
