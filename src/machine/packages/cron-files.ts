import { serviceUnits } from '../images/units/services.ts'
import type { PackagedFile } from './software.ts'

const folders = (period: string): PackagedFile => ({ path: `/etc/cron.${period}/.placeholder`, text: '' })

/** What cronie brings; anacron's part is done by cron itself. */
export const cronieFiles: readonly PackagedFile[] = [
  { path: '/usr/lib/systemd/system/crond.service', text: serviceUnits['crond.service']! },
  { path: '/etc/sysconfig/crond', text: '# Settings for the CRON daemon.\nCRONDARGS=\n' },
  {
    path: '/etc/crontab',
    text: `SHELL=/bin/bash
PATH=/sbin:/bin:/usr/sbin:/usr/bin
MAILTO=root

# For details see man 4 crontabs

# Example of job definition:
# .---------------- minute (0 - 59)
# |  .------------- hour (0 - 23)
# |  |  .---------- day of month (1 - 31)
# |  |  |  .------- month (1 - 12) OR jan,feb,mar,apr ...
# |  |  |  |  .---- day of week (0 - 6) (Sunday=0 or 7) OR sun,mon,tue,wed,thu,fri,sat
# |  |  |  |  |
# *  *  *  *  * user-name  command to be executed
`,
  },
  {
    path: '/etc/cron.d/0hourly',
    text: `# Run the hourly jobs
SHELL=/bin/bash
PATH=/sbin:/bin:/usr/sbin:/usr/bin
MAILTO=root
01 * * * * root run-parts /etc/cron.hourly
25 3 * * * root run-parts /etc/cron.daily
45 3 * * 0 root run-parts /etc/cron.weekly
05 4 1 * * root run-parts /etc/cron.monthly
`,
  },
  ...['hourly', 'daily', 'weekly', 'monthly'].map(folders),
]

export const debianCronFiles: readonly PackagedFile[] = [
  {
    path: '/etc/crontab',
    text: `# /etc/crontab: system-wide crontab
# Unlike any other crontab you don't have to run the \`crontab'
# command to install the new version when you edit this file
# and files in /etc/cron.d. These files also have username fields,
# that none of the other crontabs do.

SHELL=/bin/sh
PATH=/usr/local/sbin:/usr/local/bin:/sbin:/bin:/usr/sbin:/usr/bin

17 *\t* * *\troot\tcd / && run-parts --report /etc/cron.hourly
25 6\t* * *\troot\tcd / && run-parts --report /etc/cron.daily
47 6\t* * 7\troot\tcd / && run-parts --report /etc/cron.weekly
52 6\t1 * *\troot\tcd / && run-parts --report /etc/cron.monthly
#
`,
  },
  ...['hourly', 'daily', 'weekly', 'monthly', 'd'].map(folders),
]
