import { isErrno } from '../errno.ts'
import type { Process } from '../kernel/process.ts'

/** Shows text as systemd's tools do: through less when it is longer than the screen. */
export async function page(
  proc: Process,
  text: string,
  options: { off: boolean; atEnd?: boolean } = { off: false },
): Promise<void> {
  const terminal = proc.tty(1)
  const fits = !terminal || text.split('\n').length <= terminal.rows
  if (options.off || fits || proc.env.get('SYSTEMD_PAGER') === '') return proc.stdout.write(text)
  const { read, write } = proc.pipe()
  const argv = ['less', '-FRSXMK', ...(options.atEnd ? ['+G'] : [])]
  const less = await proc.spawn('/usr/bin/less', argv, {
    descriptors: new Map([[0, read], [1, 1], [2, 2]]), // prettier-ignore
  })
  await proc.close(read)
  proc.onSignal('SIGPIPE', 'ignore')
  await proc.write(write, text).catch((error: unknown) => {
    // Left with q before all was read.
    if (!isErrno(error, 'EPIPE')) throw error
  })
  await proc.close(write)
  await proc.wait(less)
}
