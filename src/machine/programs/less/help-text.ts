export const helpText = `  SUMMARY OF COMMANDS

  h  H                 Display this help.
  q  Q  ZZ             Exit.

  e  j  Down  Enter    Forward one line (or N lines).
  y  k  Up             Backward one line (or N lines).
  f  Space  PageDown   Forward one window.
  b  PageUp            Backward one window.
  d  u                 Forward, backward half a window.
  Right  Left          Move sideways with -S.
  F                    Wait for more data at the end (^C ends it).
  r  ^L                Draw the screen anew.

  g  <                 Go to the first line (or line N).
  G  >                 Go to the last line (or line N).
  p  %                 Go N percent into the file.
  m<letter>            Mark the top line.
  '<letter>            Go to a marked line; '' to where one came from.

  /pattern             Search forward.
  ?pattern             Search backward.
  n  N                 Repeat the last search, in the other direction.
  ESC-u                Turn the highlighting on and off.
  &pattern             Display only matching lines; & alone displays all.

  :e name              Look at another file.
  :n  :p  :x           The next, the previous, the first file.
  =  ^G  :f            Where one is.
  -<letter>            Turn an option: -N line numbers, -S cut long lines, -i ignore case.
  _<letter>            Tell how an option stands.
  v                    Edit the file with $VISUAL or $EDITOR.
  !command             Run a command in a shell.
`
