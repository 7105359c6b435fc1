import type { ProgramTable } from '../kernel/program-table.ts'
import { archivePrograms } from './archives/index.ts'
import { from } from './lazy.ts'

const awk = () => import('./awk/awk.ts')
const basics = () => import('./system/basics.ts')
const chown = () => import('./files/chown.ts')
const digests = () => import('./text/digests.ts')
const directories = () => import('./files/mkdir.ts')
const grep = () => import('./text/grep.ts')
const hexDump = () => import('./text/hex-dump.ts')
const lineOrder = () => import('./text/line-order.ts')
const makeFiles = () => import('./files/make-files.ts')
const pathNames = () => import('./files/path-names.ts')
const runCommands = () => import('./system/run-commands.ts')
const signals = () => import('./system/signals.ts')
const streams = () => import('./text/streams.ts')
const terminal = () => import('./system/terminal.ts')
const test = () => import('./system/test.ts')
const vi = () => import('./vi/vi.ts')

/** The programs that every Linux has: GNU's coreutils, grep, sed, findutils, procps, less, nano. */
export const corePrograms: ProgramTable = {
  ...archivePrograms,
  '[': from(test, 'test'),
  awk: from(awk, 'awk'),
  base64: from(streams, 'base64'),
  basename: from(pathNames, 'basename'),
  cat: from(() => import('./files/cat.ts'), 'cat'),
  chgrp: from(chown, 'chgrp'),
  chmod: from(() => import('./files/chmod.ts'), 'chmod'),
  chown: from(chown, 'chown'),
  clear: from(terminal, 'clear'),
  cp: from(() => import('./files/cp.ts'), 'cp'),
  cut: from(() => import('./text/cut.ts'), 'cut'),
  date: from(basics, 'date'),
  dd: from(() => import('./files/dd.ts'), 'dd'),
  df: from(() => import('./system/df.ts'), 'df'),
  diff: from(() => import('./text/diff.ts'), 'diff'),
  dirname: from(pathNames, 'dirname'),
  du: from(() => import('./files/du.ts'), 'du'),
  echo: from(streams, 'echo'),
  egrep: from(grep, 'egrep'),
  env: from(basics, 'env'),
  expr: from(() => import('./system/expr.ts'), 'expr'),
  fallocate: from(() => import('./files/fallocate.ts'), 'fallocate'),
  false: from(basics, 'yieldFalse'),
  fgrep: from(grep, 'fgrep'),
  file: from(() => import('./files/file.ts'), 'file'),
  find: from(() => import('./files/find.ts'), 'find'),
  free: from(() => import('./system/free.ts'), 'free'),
  gawk: from(awk, 'gawk'),
  grep: from(grep, 'grep'),
  groups: from(basics, 'groups'),
  head: from(() => import('./text/head.ts'), 'head'),
  hexdump: from(hexDump, 'hexdump'),
  hostname: from(basics, 'hostname'),
  id: from(basics, 'id'),
  jq: from(() => import('./jq/jq.ts'), 'jq'),
  kill: from(signals, 'kill'),
  killall: from(signals, 'killall'),
  less: from(() => import('./less/less.ts'), 'less'),
  ln: from(() => import('./files/ln.ts'), 'ln'),
  ls: from(() => import('./files/ls.ts'), 'ls'),
  md5sum: from(digests, 'md5sum'),
  mkdir: from(directories, 'mkdir'),
  mktemp: from(makeFiles, 'mktemp'),
  more: from(() => import('./less/less.ts'), 'more'),
  mv: from(() => import('./files/mv.ts'), 'mv'),
  nano: from(() => import('./nano/nano.ts'), 'nano'),
  nl: from(lineOrder, 'nl'),
  nohup: from(runCommands, 'nohup'),
  nproc: from(basics, 'nproc'),
  paste: from(lineOrder, 'paste'),
  pgrep: from(signals, 'pgrep'),
  pkill: from(signals, 'pkill'),
  printenv: from(basics, 'printenv'),
  printf: from(streams, 'printf'),
  ps: from(() => import('./system/ps.ts'), 'ps'),
  pwd: from(pathNames, 'pwd'),
  readlink: from(pathNames, 'readlink'),
  realpath: from(pathNames, 'realpath'),
  reset: from(terminal, 'reset'),
  rev: from(lineOrder, 'rev'),
  rm: from(() => import('./files/rm.ts'), 'rm'),
  rmdir: from(directories, 'rmdir'),
  sed: from(() => import('./text/sed.ts'), 'sed'),
  seq: from(streams, 'seq'),
  sha1sum: from(digests, 'sha1sum'),
  sha224sum: from(digests, 'sha224sum'),
  sha256sum: from(digests, 'sha256sum'),
  sha384sum: from(digests, 'sha384sum'),
  sha512sum: from(digests, 'sha512sum'),
  sleep: from(basics, 'sleep'),
  sort: from(() => import('./text/sort.ts'), 'sort'),
  stat: from(() => import('./files/stat.ts'), 'stat'),
  sync: from(basics, 'sync'),
  tac: from(lineOrder, 'tac'),
  tail: from(() => import('./text/tail.ts'), 'tail'),
  tee: from(streams, 'tee'),
  test: from(test, 'test'),
  timeout: from(runCommands, 'timeout'),
  top: from(() => import('./system/top.ts'), 'top'),
  touch: from(() => import('./files/touch.ts'), 'touch'),
  tput: from(terminal, 'tput'),
  tr: from(() => import('./text/tr.ts'), 'tr'),
  true: from(basics, 'yieldTrue'),
  truncate: from(makeFiles, 'truncate'),
  tty: from(terminal, 'tty'),
  uname: from(basics, 'uname'),
  uniq: from(() => import('./text/uniq.ts'), 'uniq'),
  uptime: from(() => import('./system/uptime.ts'), 'uptime'),
  vi: from(vi, 'vi'),
  view: from(vi, 'view'),
  vim: from(vi, 'vim'),
  watch: from(runCommands, 'watch'),
  wc: from(() => import('./text/wc.ts'), 'wc'),
  which: from(() => import('./system/which.ts'), 'which'),
  whoami: from(basics, 'whoami'),
  xargs: from(() => import('./text/xargs.ts'), 'xargs'),
  xxd: from(hexDump, 'xxd'),
  yes: from(streams, 'yes'),
}
