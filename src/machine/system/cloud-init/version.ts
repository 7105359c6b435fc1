import type { Process } from '../../kernel/process.ts'

/** As the distributions package it. */
export function versionOf({ system: { release } }: Process): string {
  if (release.id === 'ubuntu') return `25.2-0ubuntu1~${release.version}.1`
  return release.id === 'debian' ? '22.4.2' : '22.2.2'
}

/** `Fri, 01 Aug 2025 03:20:36 +0000` */
export const clock = (proc: Process): string =>
  new Date(proc.system.now()).toUTCString().replace('GMT', '+0000')

/** Where this instance's metadata came from. */
export const datasource = (id: string): string => (id.startsWith('i-') ? 'DataSourceEc2' : 'DataSourceNone')
