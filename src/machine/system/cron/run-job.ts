import { isErrno } from '../../errno.ts'
import type { ChildStatus, Process } from '../../kernel/process.ts'
import { type Account, findAccount, findGroup } from '../accounts.ts'
import { becomeAccount } from '../session-environment.ts'
import type { CronJob } from './tables.ts'

/** What a job prints beyond this is not mailed. */
const longestOutput = 1024 * 1024

/** Runs one job as its user; what it prints comes as mail. */
export async function runJob(
  proc: Process,
  job: CronJob,
  say: (pid: number, text: string) => void,
): Promise<void> {
  const account = await findAccount(proc, job.user)
  if (!account) return say(proc.pid, `(${job.user}) ERROR (getpwnam() failed)`)
  const environment = environmentFor(job, account)
  const [input, output] = [proc.pipe(), proc.pipe()]
  const pid = await proc.fork(
    async (child) => {
      child.setSession()
      await becomeAccount(child, account, environment.get('HOME'))
      const shell = environment.get('SHELL')!
      try {
        return await child.exec(shell, [shell, '-c', job.command], environment)
      } catch (error) {
        if (!isErrno(error)) throw error
        await child.stderr.line(`execl: couldn't exec \`${shell}'\nexecl: ${error.message}`)
        return 1
      }
    },
    { descriptors: new Map([[0, input.read], [1, output.write], [2, output.write]]) }, // prettier-ignore
  )
  say(pid, `(${job.user}) CMD (${job.command})`)
  for (const fd of [input.read, output.write]) await proc.close(fd)
  const ended: Promise<ChildStatus | undefined> = proc.wait(pid)
  await feed(proc, input.write, job.input)
  const text = await drain(proc, output.read)
  await ended
  if (proc.system.release.id === 'amzn') say(pid, `(${job.user}) CMDEND (${job.command})`)
  await deliverMail(proc, job, account, environment, text)
}

function environmentFor(job: CronJob, { name, home }: Account): Map<string, string> {
  return new Map([
    ['SHELL', '/bin/sh'],
    ['PATH', '/usr/bin:/bin'],
    ['HOME', home],
    ['LANG', 'C.UTF-8'],
    ...job.environment,
    ['LOGNAME', name],
    ['USER', name],
  ])
}

async function feed(proc: Process, fd: number, text: string): Promise<void> {
  if (text !== '')
    await proc.write(fd, text).catch((error: unknown) => {
      if (!isErrno(error, 'EPIPE')) throw error
    })
  await proc.close(fd)
}

async function drain(proc: Process, fd: number): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const bytes = await proc.read(fd)
    if (bytes.length === 0) break
    if (text.length < longestOutput) text += decoder.decode(bytes, { stream: true })
  }
  await proc.close(fd)
  return text
}

/** Into the user's mailbox, as a mail server on the machine would put it there. MAILTO="" wants none. */
async function deliverMail(
  proc: Process,
  job: CronJob,
  account: Account,
  environment: ReadonlyMap<string, string>,
  text: string,
): Promise<void> {
  const to = environment.get('MAILTO') ?? account.name
  // There is nowhere to send to from here: mail for other hosts stays with its user.
  const recipient = (await findAccount(proc, to.split('@')[0]!)) ?? account
  if (text === '' || to === '') return
  const { hostname } = proc.system
  const date = new Date(proc.system.now()).toUTCString().replace('GMT', '+0000 (UTC)')
  const ctime = new Date(proc.system.now()).toUTCString().replace(/^(\w+), (\d+) (\w+) (\d+) ([\d:]+).*/, (_, day: string, date2: string, month: string, year: string, time: string) => `${day} ${month} ${date2.replace(/^0/, ' ')} ${time} ${year}`) // prettier-ignore
  const variables = [...environment].filter(([name]) => name !== 'MAILTO').map(([name, value]) => `X-Cron-Env: <${name}=${value}>\n`) // prettier-ignore
  const mail = `From ${account.name}@${hostname}  ${ctime}
From: "(Cron Daemon)" <${account.name}@${hostname}>
To: ${to.includes('@') ? to : `${to}@${hostname}`}
Subject: Cron <${account.name}@${hostname.split('.')[0]}> ${job.command}
MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8
Auto-Submitted: auto-generated
Precedence: bulk
${variables.join('')}Date: ${date}

${text.replace(/\n*$/, '\n')}
`
  const path = `/var/spool/mail/${recipient.name}`
  try {
    await proc.writeFile(path, mail, { append: true, mode: 0o660 })
    await proc.chown(path, recipient.uid, (await findGroup(proc, 'mail')) ?? recipient.gid)
  } catch (error) {
    if (!isErrno(error)) throw error
  }
}
