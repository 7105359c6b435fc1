/** /etc/update-motd.d: run in order at each login, their output is the greeting. */
export const messageScripts: Readonly<Record<string, string>> = {
  '00-header': `#!/bin/sh
[ -r /etc/lsb-release ] && . /etc/lsb-release
printf 'Welcome to %s (%s %s %s)\\n' "$DISTRIB_DESCRIPTION" "$(uname -o)" "$(uname -r)" "$(uname -m)"
`,
  '10-help-text': `#!/bin/sh
echo
echo " * Documentation:  https://help.ubuntu.com"
echo " * Management:     https://landscape.canonical.com"
echo " * Support:        https://ubuntu.com/pro"
`,
  '50-landscape-sysinfo': `#!/bin/sh
[ -x /usr/bin/landscape-sysinfo ] || exit 0
printf '\\n System information as of %s\\n\\n' "$(date)"
/usr/bin/landscape-sysinfo
`,
  '88-esm-announce': `#!/bin/sh
printf '\\nExpanded Security Maintenance for Applications is not enabled.\\n'
`,
  '90-updates-available': `#!/bin/sh
printf '\\n0 updates can be applied immediately.\\n\\n'
`,
  '91-contract-ua-esm-status': `#!/bin/sh
printf 'Enable ESM Apps to receive additional future security updates.\\nSee https://ubuntu.com/esm or run: sudo pro status\\n\\n'
`,
  '92-list-age': `#!/bin/sh
for list in /var/lib/apt/lists/*_Packages; do
  [ -e "$list" ] && exit 0
done
printf '\\nThe list of available updates is more than a week old.\\nTo check for new updates run: sudo apt update\\n\\n'
`,
}

/** Shown once to each user, at the first login. */
export const legalNotice = `
The programs included with the Ubuntu system are free software;
the exact distribution terms for each program are described in the
individual files in /usr/share/doc/*/copyright.

Ubuntu comes with ABSOLUTELY NO WARRANTY, to the extent permitted by
applicable law.

`
