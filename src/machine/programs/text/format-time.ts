/** strftime in UTC: the machines of this cloud keep UTC, as Amazon Linux does. */
export const formatTime = (format: string, date: Date): string => {
  let result = ''
  for (let i = 0; i < format.length; i++) {
    if (format[i] !== '%') {
      result += format[i]
      continue
    }
    const match = /^%([-_0^#+]*)(\d*)(:{0,3}[a-zA-Z%+])/.exec(format.slice(i))
    if (!match) {
      result += '%'
      continue
    }
    result += adjusted(field(match[3]!, date), match[1]!, match[2]!)
    i += match[0].length - 1
  }
  return result
}

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

interface Value {
  text: string
  /** What fills numbers up. */
  fill?: string
}

const adjusted = ({ text, fill }: Value, flags: string, width: string): string => {
  let result = text
  if (flags.includes('-')) result = result.replace(/^[0 ]+(?=.)/, '')
  else if (flags.includes('_')) result = result.replace(/^0+(?=.)/, (zeros) => ' '.repeat(zeros.length))
  else if (flags.includes('0')) result = result.replace(/^ +/, (blanks) => '0'.repeat(blanks.length))
  if (flags.includes('^')) result = result.toUpperCase()
  if (flags.includes('#'))
    result = result === result.toUpperCase() ? result.toLowerCase() : result.toUpperCase()
  return width ? result.padStart(Math.min(Number(width), 1000), fill ?? ' ') : result
}

const number = (value: number, width = 2, fill = '0'): Value => ({
  text: String(value).padStart(width, fill),
  fill,
})

const field = (letter: string, date: Date): Value => {
  const at = (format: string): Value => ({ text: formatTime(format, date) })
  const hours = date.getUTCHours()
  switch (letter) {
    case 'Y':
      return number(date.getUTCFullYear(), 1)
    case 'C':
      return number(Math.floor(date.getUTCFullYear() / 100))
    case 'y':
      return number(date.getUTCFullYear() % 100)
    case 'm':
      return number(date.getUTCMonth() + 1)
    case 'd':
      return number(date.getUTCDate())
    case 'e':
      return number(date.getUTCDate(), 2, ' ')
    case 'H':
      return number(hours)
    case 'I':
      return number(hours % 12 || 12)
    case 'k':
      return number(hours, 2, ' ')
    case 'l':
      return number(hours % 12 || 12, 2, ' ')
    case 'M':
      return number(date.getUTCMinutes())
    case 'S':
      return number(date.getUTCSeconds())
    case 'N':
      return { text: `${String(date.getUTCMilliseconds()).padStart(3, '0')}000000` }
    case 's':
      return number(Math.floor(date.getTime() / 1000), 1)
    case 'j':
      return number(dayOfYear(date), 3)
    case 'u':
      return number(date.getUTCDay() || 7, 1)
    case 'w':
      return number(date.getUTCDay(), 1)
    case 'q':
      return number(Math.floor(date.getUTCMonth() / 3) + 1, 1)
    case 'U':
      return number(Math.floor((dayOfYear(date) + 6 - date.getUTCDay()) / 7))
    case 'W':
      return number(Math.floor((dayOfYear(date) + 6 - ((date.getUTCDay() + 6) % 7)) / 7))
    case 'V':
      return number(isoWeek(date).week)
    case 'G':
      return number(isoWeek(date).year, 1)
    case 'g':
      return number(isoWeek(date).year % 100)
    case 'A':
      return { text: days[date.getUTCDay()]! }
    case 'a':
      return { text: days[date.getUTCDay()]!.slice(0, 3) }
    case 'B':
      return { text: monthNames[date.getUTCMonth()]! }
    case 'b':
    case 'h':
      return { text: monthNames[date.getUTCMonth()]!.slice(0, 3) }
    case 'p':
      return { text: hours < 12 ? 'AM' : 'PM' }
    case 'P':
      return { text: hours < 12 ? 'am' : 'pm' }
    case 'Z':
      return { text: 'UTC' }
    case 'z':
      return { text: '+0000' }
    case ':z':
      return { text: '+00:00' }
    case '::z':
      return { text: '+00:00:00' }
    case 'F':
      return at('%Y-%m-%d')
    case 'D':
    case 'x':
      return at('%m/%d/%y')
    case 'T':
    case 'X':
      return at('%H:%M:%S')
    case 'R':
      return at('%H:%M')
    case 'r':
      return at('%I:%M:%S %p')
    case 'c':
      return at('%a %b %e %H:%M:%S %Y')
    case '+':
      return at('%a %b %e %H:%M:%S %Z %Y')
    case 'n':
      return { text: '\n' }
    case 't':
      return { text: '\t' }
    case '%':
      return { text: '%' }
    default:
      return { text: `%${letter}` }
  }
}

const dayOfYear = (date: Date): number =>
  Math.floor(
    (Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()) -
      Date.UTC(date.getUTCFullYear(), 0, 0)) /
      86_400_000,
  )

const isoWeek = (date: Date): { year: number; week: number } => {
  const thursday = new Date(
    Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + 4 - (date.getUTCDay() || 7)),
  )
  const year = thursday.getUTCFullYear()
  return { year, week: Math.ceil(((thursday.getTime() - Date.UTC(year, 0, 1)) / 86_400_000 + 1) / 7) }
}
