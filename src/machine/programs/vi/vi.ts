import { isErrno } from '../../errno.ts'
import { program, type Invocation } from '../program.ts'
import { FullScreen } from '../terminal/full-screen.ts'
import { exCommand } from './ex/ex.ts'
import { openFile } from './files.ts'
import { normalCommand } from './normal.ts'
import { Bell, isVimError, Leave, Session } from './session.ts'
import { View } from './view.ts'
import { leaveVisual, visualCommand } from './visual.ts'

const spec = {
  // There are no swap files here, as -n wants it, and never vi's old ways, as -N does.
  short: 'RnNc:u:',
  long: { clean: 'clean' },
  prepare: (args: string[]) => args.map((arg) => (arg === '-h' ? '--help' : arg)),
  hint: (name: string) => `More info with: "${name} -h"`,
  usage: '[arguments] [file ..]',
}

/** Settings of one's own: ~/.vimrc and ~/.exrc, or the file that -u names, as far as they set options. */
const readSettings = async (session: Session, own: string | undefined): Promise<void> => {
  const home = session.proc.env.get('HOME') ?? '/'
  for (const name of own === undefined ? [`${home}/.vimrc`, `${home}/.exrc`] : [own]) {
    let text: string
    try {
      text = await session.proc.readText(name)
    } catch (error) {
      if (!isErrno(error)) throw error
      continue
    }
    for (const line of text.split('\n')) {
      const match = /^\s*:?\s*set?\s+(.*?)\s*(?:".*)?$/.exec(line)
      for (const word of match ? match[1]!.split(/\s+/) : []) session.settings.set(word)
    }
    return
  }
}

const run = async (invocation: Invocation, readOnly: boolean): Promise<number> => {
  const { proc } = invocation
  if (!proc.tty(0) || !proc.tty(1)) {
    const which = proc.tty(1) ? 'Input is not from' : 'Output is not to'
    await proc.stderr.write(`Vim: Warning: ${which} a terminal\n`)
    return 1
  }
  const screen = new FullScreen(proc)
  const session = new Session(proc, screen)
  const view = new View(session)
  session.draw = () => view.draw()
  session.settle = () => view.settle()
  session.step = () => (session.isVisual ? visualCommand(session) : normalCommand(session))
  session.ex = (typed) => exCommand(session, typed)
  const isBare = invocation.has('clean') || /^(?:NONE|DEFAULTS)$/.test(invocation.value('u') ?? '')
  if (!isBare) await readSettings(session, invocation.value('u'))
  if (readOnly || invocation.has('R')) session.settings.turn('readonly', true)
  const commands = [...invocation.values('c')]
  for (const operand of invocation.operands)
    if (operand.startsWith('+')) commands.push(operand === '+' ? '$' : operand.slice(1))
  session.files = invocation.operands.filter((operand) => !operand.startsWith('+'))
  session.intro = session.files.length === 0
  if (session.files.length > 1) await proc.stdout.write(`${session.files.length} files to edit\n`)
  await screen.open()
  try {
    await openFile(session, session.files[0])
    for (const command of commands) await guarded(session, () => exCommand(session, command))
    session.text.endChange()
    for (;;) await guarded(session, () => step(session))
  } catch (error) {
    if (!(error instanceof Leave)) throw error
  } finally {
    await screen.close()
  }
  return session.status
}

const step = async (session: Session): Promise<void> => {
  const { message } = session
  const count = session.text.lines.length
  await session.step()
  session.intro = false
  // Lines that come and go push an old message off the screen.
  const isOld = session.message === message || session.message.isEcho
  if (isOld && session.text.lines.length !== count) session.message = { text: '' }
  if (session.text.isEmpty && count > 1) session.say('--No lines in buffer--')
  session.settle()
}

/** What cannot be done is said in the last row, and the editor goes on. */
const guarded = async (session: Session, run: () => Promise<void>): Promise<void> => {
  try {
    await run()
  } catch (error) {
    if (error instanceof Bell) session.clearFed()
    else if (isVimError(error)) {
      session.fail(error.message)
      if (session.isVisual) leaveVisual(session)
    } else if (isErrno(error) && !['EPIPE', 'EINTR'].includes(error.code)) session.fail(error.message)
    else throw error
    session.text.endChange()
    session.clamp()
  }
}

export const vi = program('vi', spec, (invocation) => run(invocation, false))
export const vim = program('vim', spec, (invocation) => run(invocation, false))
export const view = program('view', spec, (invocation) => run(invocation, true))
