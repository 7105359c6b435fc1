import type { Process } from '../../../kernel/process.ts'

/** Told of each file as it goes. */
export interface Meter {
  begin(name: string, size: number): void
  advance(bytes: number): Promise<void>
  end(): Promise<void>
}

export const silent: Meter = {
  begin: () => undefined,
  advance: () => Promise.resolve(),
  end: () => Promise.resolve(),
}

const refresh = 1000
const units = [' ', 'K', 'M', 'G', 'T']

/** OpenSSH's progress meter: a line for each file, drawn anew once a second. */
export function progressMeter(proc: Process): Meter {
  let [name, size, done, began, drawn] = ['', 0, 0, 0, 0]
  const draw = (final: boolean): Promise<void> => {
    const now = proc.system.uptime()
    drawn = now
    const width = proc.tty(1)?.columns ?? 80
    const seconds = Math.max((now - began) / 1000, 0.001)
    const rate = done / seconds
    const percent = size > 0 ? Math.floor((done / size) * 100) : 100
    const left = final ? seconds : rate > 0 ? (size - done) / rate : 0
    const fileWidth = Math.max(1, width - 36)
    const line = `\r${name.slice(0, fileWidth).padEnd(fileWidth)} ${String(percent).padStart(3)}% ${sizeText(done)} ${rateText(rate)}/s   ${timeText(left)}${final ? '    ' : ' ETA'}`
    return proc.stdout.write(final ? `${line}\n` : line)
  }
  return {
    begin: (file, bytes) => {
      ;[name, size, done, began, drawn] = [file, bytes, 0, proc.system.uptime(), proc.system.uptime()]
    },
    advance: async (bytes) => {
      done += bytes
      if (proc.system.uptime() - drawn >= refresh) await draw(false)
    },
    end: () => draw(true),
  }
}

function sizeText(bytes: number): string {
  let [value, unit] = [bytes, 0]
  for (; value >= 10_000 && unit < units.length - 1; unit++) value = Math.floor((value + 512) / 1024)
  return `${String(value).padStart(4)}${units[unit]}${unit === 0 ? ' ' : 'B'}`
}

function rateText(rate: number): string {
  let [value, unit] = [rate / 1024, 1]
  for (; value >= 1000 && unit < units.length - 1; unit++) value /= 1024
  return `${value.toFixed(1).padStart(5)}${units[unit]}B`
}

function timeText(seconds: number): string {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  const [hours, minutes, rest] = [seconds / 3600, (seconds % 3600) / 60, seconds % 60]
  return hours >= 1 ? `${two(hours)}:${two(minutes)}:${two(rest)}` : `${two(minutes)}:${two(rest)}`
}
