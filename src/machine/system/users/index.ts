import type { ProgramTable } from '../../kernel/program-table.ts'

const adduser = async () => (await import('./adduser.ts')).adduser
const groups = () => import('./groups.ts')
const lookups = () => import('./lookups.ts')
const passwords = () => import('./passwd.ts')
const usermod = () => import('./usermod.ts')
const who = () => import('./who.ts')

/** Programs that make, change and look at accounts, and tell who is here. */
export const accountPrograms: ProgramTable = {
  addgroup: adduser,
  adduser,
  chage: async () => (await passwords()).chage,
  chpasswd: async () => (await passwords()).chpasswd,
  chsh: async () => (await lookups()).chsh,
  delgroup: adduser,
  deluser: adduser,
  getent: async () => (await lookups()).getent,
  gpasswd: async () => (await groups()).gpasswd,
  groupadd: async () => (await groups()).groupadd,
  groupdel: async () => (await groups()).groupdel,
  groupmod: async () => (await groups()).groupmod,
  last: async () => (await who()).last,
  lastb: async () => (await who()).last,
  lastlog: async () => (await who()).lastlog,
  passwd: async () => (await passwords()).passwd,
  useradd: async () => (await import('./useradd.ts')).useradd,
  userdel: async () => (await usermod()).userdel,
  usermod: async () => (await usermod()).usermod,
  users: async () => (await who()).users,
  visudo: async () => (await import('../sudo/visudo.ts')).visudo,
  w: async () => (await who()).w,
  who: async () => (await who()).who,
}
