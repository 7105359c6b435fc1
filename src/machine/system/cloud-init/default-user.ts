import type { Process } from '../../kernel/process.ts'
import { textOrNothing } from '../accounts.ts'

const file = '/etc/cloud/cloud.cfg'

/** Whom the image's cloud.cfg makes the one who logs in: `ec2-user`, `ubuntu`, `admin`. */
export async function defaultUser(proc: Process): Promise<string> {
  const section = (await textOrNothing(proc, file)).split(/^[ \t]*default_user:[ \t]*$/m)[1] ?? ''
  return /^[ \t]+name:[ \t]*([\w.-]+)[ \t]*$/m.exec(section)?.[1] ?? 'ec2-user'
}
