import type { Process } from '../../kernel/process.ts'

/** Snaps are file systems with programs for a real processor in them: there are none, and snap says so. */
export async function snap(proc: Process): Promise<number> {
  const [, command, name] = proc.argv
  if (command === undefined || command === 'help' || command === '--help') {
    await proc.stdout.line(
      'The snap command lets you install, configure, refresh and remove snaps.\n\nUsage: snap <command> [<options>...]\n\nSandcloud has no snaps: packages come from apt.',
    )
    return 0
  }
  if (command === 'list') {
    await proc.stderr.line("No snaps are installed yet. Try 'snap install hello-world'.")
    return 0
  }
  if (command === 'version' || command === '--version') {
    await proc.stdout.line(`snap    2.67.1\nsnapd   unavailable\nkernel  ${proc.system.release.kernel}`)
    return 0
  }
  if (proc.credentials.uid !== 0 && ['install', 'remove', 'refresh'].includes(command)) {
    await proc.stderr.line('error: access denied (try with sudo)')
    return 1
  }
  if (command === 'install' || command === 'info') {
    await proc.stderr.line(
      `error: snap "${name ?? ''}" not found\nSandcloud has no snaps: look for a package with apt search.`,
    )
    return 1
  }
  await proc.stderr.line(`error: Sandcloud has no snaps, and nothing to ${command}`)
  return 1
}
