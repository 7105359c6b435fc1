import { columnOf } from './columns.ts'
import { movers } from './motions.ts'
import { lineRegion, motionRegion } from './operator-region.ts'
import { operate, type Region } from './operators.ts'
import { isBefore, lastAt } from './position.ts'
import { readCommand, type Prefix } from './prefix.ts'
import { Bell, type Session } from './session.ts'
import { textObject } from './text-objects.ts'

/** Reads the motion or text object behind an operator, and does it. */
export const operatorCommand = async (session: Session, prefix: Prefix & { key: string }): Promise<void> => {
  const operator = prefix.key
  const next = await readCommand(session)
  const count = prefix.count * next.count
  const given = prefix.given || next.given
  const start = { ...session.cursor }
  if (next.key === '<Esc>' || next.key === '<C-c>') return
  const isDoubled =
    next.key === operator || (operator.length === 2 && (next.key === operator[1] || next.key === operator))
  let region: Region | undefined
  if (isDoubled) region = lineRegion(session, count)
  else if ((next.key === 'i' || next.key === 'a') && !movers[next.key]) {
    const object = await session.key()
    region = textObject(session.text.lines, session.cursor, object, next.key === 'a', count)
    if (!region) throw new Bell()
  } else region = await motionRegion(session, operator, next.key, count, given)
  const { from } = region
  if (operator !== 'y' || !region.linewise || next.key === '{' || isBefore(from, start))
    session.cursor =
      isDoubled || region.linewise
        ? {
            line: from.line,
            at:
              isDoubled || from.line === start.line
                ? start.at
                : Math.min(start.at, lastAt(session.text.line(from.line))),
          }
        : { ...from }
  await operate(session, operator, region, prefix.register, 1)
  session.clamp()
  if (operator !== 'y') session.want = columnOf(session.line, session.cursor.at, session.settings)
}
