import type { Process } from '../../../kernel/process.ts'
import type { Line } from './config-file.ts'
import { isKeyword } from './keywords.ts'

export interface SshdOptions {
  mode: 'serve' | 'test' | 'describe'
  file: string
  /** What -p and -o say: it comes before the file. */
  lines: Line[]
}

const usage = `usage: sshd [-46DdeGiqTtV] [-C connection_spec] [-c host_cert_file]
            [-E log_file] [-f config_file] [-g login_grace_time]
            [-h host_key_file] [-o option] [-p port] [-u len]
`

/** sshd's command line; undefined when it cannot be understood, which has been said. */
export async function parseOptions(proc: Process): Promise<SshdOptions | undefined> {
  const options: SshdOptions = { mode: 'serve', file: '/etc/ssh/sshd_config', lines: [] }
  const set = (keyword: string, value: string): void =>
    void options.lines.push({ keyword, value, file: 'command-line', number: 0, when: [] })
  const words = proc.argv.slice(1)
  for (let index = 0; index < words.length; index++) {
    const [, letter = '', joined = ''] = /^-(\w)(.*)$/.exec(words[index]!) ?? []
    const argument = (): string => joined || (words[++index] ?? '')
    if (letter === 't') options.mode = 'test'
    else if (letter === 'T' || letter === 'G') options.mode = 'describe'
    else if (letter === 'f') options.file = argument()
    else if (letter === 'p') set('port', argument())
    else if (letter === 'o') {
      const [, keyword = '', value = ''] = /^\s*(\w+)(?:\s*=\s*|\s+)(.*)$/.exec(argument()) ?? []
      if (!isKeyword(keyword.toLowerCase())) {
        await proc.stderr.line(`command-line: line 0: Bad configuration option: ${keyword}`)
        return undefined
      }
      set(keyword.toLowerCase(), value)
    } else if (letter !== 'D' && letter !== 'e' && letter !== 'q') {
      await proc.stderr.write(letter === '' ? usage : `unknown option -- ${letter}\n${usage}`)
      return undefined
    }
  }
  return options
}
