/** The first arguments of commands that have subcommands: those that this machine's programs know. */
export const subcommands: Readonly<Record<string, readonly string[]>> = {
  git: words(
    'add branch checkout clone commit config diff fetch init log pull push remote restore rev-parse rm show status switch',
  ),
  systemctl: words(
    'cat daemon-reload disable edit enable get-default is-active is-enabled is-failed is-system-running isolate kill list-dependencies list-jobs list-timers list-unit-files list-units mask poweroff reboot reload reset-failed restart set-default show start status stop unmask',
  ),
  apt: words('autoremove full-upgrade install list purge reinstall remove search show update upgrade'),
  'apt-get': words('autoremove dist-upgrade install purge reinstall remove update upgrade'),
  dnf: words(
    'autoremove check-update clean history info install list makecache provides remove repolist search update upgrade',
  ),
  yum: words(
    'autoremove check-update clean history info install list makecache provides remove repolist search update upgrade',
  ),
  npm: words('ci config exec init install list run start test uninstall view'),
}

/** Commands whose arguments are hosts, which may stand behind a user and an @. */
export const hostCommands: ReadonlySet<string> = new Set(['ssh', 'scp', 'sftp', 'ping'])

/** Commands whose arguments are directories. */
export const directoryCommands: ReadonlySet<string> = new Set(['cd', 'pushd', 'rmdir'])

function words(text: string): readonly string[] {
  return text.split(' ')
}
