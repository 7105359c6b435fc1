import { Failure, program } from '../program.ts'
import { monthNames } from '../text/format-time.ts'

const spec = {
  short: '13msyjn:Y',
  long: { one: '1', three: '3', monday: 'm', sunday: 's', year: 'y' },
  usage: '[options] [[[day] month] year]',
}

/** A month as eight lines of twenty columns. */
const monthLines = (
  year: number,
  month: number,
  options: { monday: boolean; today?: Date; withYear: boolean },
): string[] => {
  const title = `${monthNames[month]!}${options.withYear ? ` ${year}` : ''}`
  const days = ['Su', 'Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa']
  const names = options.monday ? [...days.slice(1), days[0]!] : days
  const first = new Date(Date.UTC(year, month, 1)).getUTCDay()
  const offset = options.monday ? (first + 6) % 7 : first
  const count = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  const cells = [
    ...Array.from({ length: offset }, () => '  '),
    ...Array.from({ length: count }, (_, i) => marked(year, month, i + 1, options.today)),
  ]
  while (cells.length < 42) cells.push('  ')
  const left = Math.floor((20 - title.length) / 2)
  return [
    `${' '.repeat(left)}${title}`.padEnd(20),
    names.join(' '),
    ...Array.from({ length: 6 }, (_, week) => cells.slice(week * 7, week * 7 + 7).join(' ')),
  ]
}

const marked = (year: number, month: number, day: number, today: Date | undefined): string => {
  const text = String(day).padStart(2)
  const isToday =
    today && today.getUTCFullYear() === year && today.getUTCMonth() === month && today.getUTCDate() === day
  return isToday ? `\x1b[7m${text}\x1b[27m` : text
}

export const cal = program('cal', spec, async (invocation) => {
  const { proc, operands } = invocation
  const now = new Date(proc.system.now())
  const numbers = operands.map((text) => {
    const name = monthNames.findIndex(
      (month) => month.toLowerCase().startsWith(text.toLowerCase()) && text.length >= 3,
    )
    return name >= 0 ? name + 1 : Number(text)
  })
  if (operands.length > 3 || numbers.some((number) => !Number.isInteger(number)))
    throw new Failure('bad usage')
  const year =
    numbers.at(-1) !== undefined && (numbers.length > 1 || /^\d+$/.test(operands[0]!))
      ? numbers.at(-1)!
      : now.getUTCFullYear()
  const isYear = invocation.has('y') || (numbers.length === 1 && /^\d+$/.test(operands[0]!))
  const month = isYear ? 1 : numbers.length > 1 ? numbers.at(-2)! : (numbers[0] ?? now.getUTCMonth() + 1)
  if (year < 1 || year > 9999) throw new Failure('year value out of range: use values 1-9999')
  if (month < 1 || month > 12) throw new Failure('month value out of range: use values 1-12')
  const monday = invocation.has('m')
  const today = proc.tty(1) ? now : undefined
  const side = (months: string[][]): string =>
    months[0]!
      .map(
        (_, row) =>
          `${months
            .map((lines) => lines[row]!)
            .join('  ')
            .trimEnd()}\n`,
      )
      .join('')
  const lines = (at: number, withYear: boolean): string[] => {
    const date = new Date(Date.UTC(year, at, 1))
    return monthLines(date.getUTCFullYear(), date.getUTCMonth(), {
      monday,
      withYear,
      ...(today && { today }),
    })
  }
  if (isYear) {
    const quarters = [0, 3, 6, 9].map((from) =>
      side([lines(from, false), lines(from + 1, false), lines(from + 2, false)]),
    )
    await invocation.write(`${' '.repeat(31)}${year}\n\n${quarters.join('\n')}`)
  } else if (invocation.has('3'))
    await invocation.write(side([lines(month - 2, true), lines(month - 1, true), lines(month, true)]))
  else await invocation.write(side([lines(month - 1, true)]))
  return 0
})
