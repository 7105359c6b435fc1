import { modeText } from '../../files/mode.ts'
import { formatTime } from '../../text/format-time.ts'
import type { Member } from './header.ts'

/** How names are shown: odd characters by their codes. */
export const shownName = (name: string): string =>
  name.replace(/[\x00-\x1f\x7f\\]/g, (char) => {
    const short = { '\n': '\\n', '\t': '\\t', '\\': '\\\\', '\r': '\\r', '\b': '\\b', '\f': '\\f' }[char]
    return short ?? `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`
  })

/** The lines of `tar tv`, whose owner and size columns grow together as they need to. */
export class LongListing {
  #width = 18

  constructor(
    private readonly numeric: boolean,
    private readonly fullTime: boolean,
  ) {}

  line(member: Member): string {
    const type = member.type === 'link' ? 'file' : member.type
    const mode = modeText(type, member.mode)
    const rights = member.type === 'link' ? `h${mode.slice(1)}` : mode
    const user = (!this.numeric && member.userName) || String(member.uid)
    const group = (!this.numeric && member.groupName) || String(member.gid)
    const isDevice = member.type === 'block' || member.type === 'character'
    const size = isDevice ? `${member.major},${member.minor}` : String(member.size)
    const owner = `${user}/${group}`
    this.#width = Math.max(this.#width, owner.length + size.length)
    const time = formatTime(this.fullTime ? '%F %T' : '%F %H:%M', new Date(member.mtime))
    const link =
      member.type === 'symlink'
        ? ` -> ${shownName(member.linkName)}`
        : member.type === 'link'
          ? ` link to ${shownName(member.linkName)}`
          : ''
    return `${rights} ${owner} ${size.padStart(this.#width - owner.length)} ${time} ${shownName(member.name)}${link}`
  }
}
