import { alias, unalias } from './alias.ts'
import type { Builtin } from './builtin.ts'
import { bind, suspend } from './bind.ts'
import { breakLoop, continueLoop, exitShell, returnFromFunction } from './control.ts'
import { changeDirectory, printDirectory } from './cd.ts'
import { declare, exportVariables, local, readonlyVariables } from './declare.ts'
import { dirs, popd, pushd } from './directory-stack.ts'
import { echo } from './echo.ts'
import { builtinCommand, commandCommand, evalCommand, execCommand, source } from './exec.ts'
import { caller } from './caller.ts'
import { compgen, complete } from './complete.ts'
import { enable } from './enable.ts'
import { fc } from './fc.ts'
import { hash } from './hash.ts'
import { help } from './help.ts'
import { getopts } from './getopts.ts'
import { history } from './history.ts'
import { bg, disown, fg, jobs, kill, wait } from './jobs.ts'
import { ulimit } from './ulimit.ts'
import { umask } from './umask.ts'
import { printf } from './printf.ts'
import { mapfile } from './mapfile.ts'
import { read } from './read.ts'
import { set, shift, shopt } from './set.ts'
import { test, testBracket } from './test.ts'
import { letCommand, times, trap } from './trap.ts'
import { type } from './type.ts'
import { unset } from './unset.ts'

/** POSIX's special builtins. */
const specials: ReadonlySet<string> = new Set(
  'break : . continue eval exec exit export readonly return set shift source times trap unset'.split(' '),
)

export const builtins: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  [':', () => 0],
  ['.', source('.')],
  ['[', testBracket],
  ['alias', alias],
  ['bg', bg],
  ['bind', bind],
  ['break', breakLoop],
  ['builtin', builtinCommand((name) => builtins.get(name))],
  ['caller', caller],
  ['cd', changeDirectory],
  ['command', commandCommand((name) => builtins.get(name))],
  ['compgen', compgen],
  ['complete', complete],
  ['continue', continueLoop],
  ['declare', declare],
  ['dirs', dirs],
  ['disown', disown],
  ['echo', echo],
  ['enable', enable(() => builtins.keys(), specials)],
  ['eval', evalCommand],
  ['exec', execCommand],
  ['exit', exitShell],
  ['export', exportVariables],
  ['false', () => 1],
  ['fc', fc],
  ['fg', fg],
  ['getopts', getopts],
  ['hash', hash],
  ['help', help],
  ['history', history],
  ['jobs', jobs],
  ['kill', kill],
  ['let', letCommand],
  ['local', local],
  ['logout', exitShell],
  ['mapfile', mapfile],
  ['popd', popd],
  ['printf', printf],
  ['pushd', pushd],
  ['pwd', printDirectory],
  ['read', read],
  ['readarray', mapfile],
  ['readonly', readonlyVariables],
  ['return', returnFromFunction],
  ['set', set],
  ['shift', shift],
  ['shopt', shopt],
  ['source', source('source')],
  ['suspend', suspend],
  ['test', test],
  ['times', times],
  ['trap', trap],
  ['true', () => 0],
  ['type', type((name) => builtins.has(name))],
  ['typeset', declare],
  ['ulimit', ulimit],
  ['umask', umask],
  ['unalias', unalias],
  ['unset', unset],
  ['wait', wait],
])

/** Builtins whose arguments may be assignments. */
export const declarationBuiltins: ReadonlySet<string> = new Set([
  'declare',
  'typeset',
  'local',
  'export',
  'readonly',
])

export const specialBuiltins = specials
