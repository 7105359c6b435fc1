import type { Distribution } from './distribution.ts'
import type { ImageTreeBuilder } from './image-tree.ts'

/** The first account of a person: its number is its group's too. */
const firstUser = 1000

interface SystemAccounts {
  /** /etc/passwd without the default user. */
  passwd: string
  /** /etc/group without the default user's own group and its memberships. */
  group: string
  /** What stands for "no password" in a system account, root's first. */
  locked: { root: string; system: string; user: string }
  /** The group that may read /etc/shadow: root's where only root may. */
  shadow: { mode: number; group: number }
}

/** The account files: those of the system, with the default user in its groups. */
export function addAccounts(
  tree: ImageTreeBuilder,
  { user }: Distribution,
  { passwd, group, locked, shadow }: SystemAccounts,
): void {
  const groups = group
    .trimEnd()
    .split('\n')
    .map((line) => {
      const member = user.groups.includes(line.split(':')[0]!)
      return member ? `${line}${line.endsWith(':') ? '' : ','}${user.name}` : line
    })
  const names = passwd
    .trimEnd()
    .split('\n')
    .map((line) => line.split(':')[0]!)
  const secrets = names.map((name) =>
    name === 'root'
      ? `root:${locked.root}:20000:0:99999:7:::`
      : `${name}:${locked.system}:20000:0:99999:7:::`,
  )
  const members = groups.map((line) => {
    const [name, , , people] = line.split(':')
    return `${name}:*::${people}`
  })
  const text = (lines: readonly string[]) => `${lines.join('\n')}\n`
  const home = `/home/${user.name}`
  tree
    .file(
      '/etc/passwd',
      `${passwd}${user.name}:x:${firstUser}:${firstUser}:${user.fullName}:${home}:/bin/bash\n`,
    )
    .file('/etc/group', text([...groups, `${user.name}:x:${firstUser}:`]))
    .file(
      '/etc/shadow',
      text([...secrets, `${user.name}:${locked.user}:20000:0:99999:7:::`]),
      shadow.mode,
      shadow.group,
    )
    .file('/etc/gshadow', text([...members, `${user.name}:!::`]), shadow.mode, shadow.group)
    .file('/etc/subuid', `${user.name}:100000:65536\n`)
    .file('/etc/subgid', `${user.name}:100000:65536\n`)
}

/** A home as useradd makes it: /etc/skel's files, the user's own. */
export function addHome(
  tree: ImageTreeBuilder,
  { user }: Distribution,
  skeleton: Readonly<Record<string, string>>,
  mode: number,
): void {
  tree.directory('/etc/skel')
  for (const [name, text] of Object.entries(skeleton)) tree.file(`/etc/skel/${name}`, text)
  tree.ownedBy(firstUser, (home) => {
    home.directory(`/home/${user.name}`, mode)
    for (const [name, text] of Object.entries(skeleton)) home.file(`/home/${user.name}/${name}`, text)
  })
}
