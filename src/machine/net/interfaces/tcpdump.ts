import type { Process } from '../../kernel/process.ts'

/** tcpdump: streams cross this network whole, so that there are no packets to be caught. */
export async function tcpdump(proc: Process): Promise<number> {
  const { name } = proc.system.network
  if (proc.credentials.uid !== 0) {
    await proc.stderr.line(
      `tcpdump: ${name}: You don't have permission to perform this capture on that device\n(socket: Operation not permitted)`,
    )
    return 1
  }
  await proc.stderr.line(
    "tcpdump: Sandcloud's network carries streams and no packets: there is nothing to capture. ss shows the connections, curl -v and nc what they say, and the console's reachability check what rules decide.",
  )
  return 1
}
