import type { Process } from '../../../kernel/process.ts'
import { descriptorStream } from '../../byte-stream.ts'
import { serveSide } from '../../rsync/remote-side.ts'
import { LocalSide } from '../../rsync/side.ts'

/** The far end of sftp: files, with the rights of whoever logged in. It speaks our own protocol, as rsync here does. */
export async function sftpServer(proc: Process): Promise<number> {
  await serveSide(new LocalSide(proc), descriptorStream(proc, 0, 1))
  return 0
}
