import type { Process } from '../../../kernel/process.ts'

/** -f: a child does it all; the parent leaves once the child says that everything stands, or fails with it. */
export async function inBackground(
  proc: Process,
  run: (own: Process, settled: () => Promise<void>) => Promise<number>,
): Promise<number> {
  const { read, write } = proc.pipe()
  const child = await proc.fork(async (own) => {
    await own.close(read)
    return run(own, async () => {
      own.setSession()
      await own.write(write, '.')
      await own.close(write)
    })
  })
  await proc.close(write)
  const settled = (await proc.read(read)).length > 0
  if (settled) return 0
  return (await proc.wait(child))?.exit ?? 255
}
