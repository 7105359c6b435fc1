export const helpText = `Main nano help text

 The nano editor is designed to emulate the functionality and ease-of-use of
 the UW Pico text editor.  There are four main sections of the editor.  The top
 line shows the program version, the current filename being edited, and whether
 or not the file has been modified.  Next is the main editor window showing the
 file being edited.  The status line is the third line from the bottom and shows
 important messages.  The bottom two lines show the most commonly used shortcuts
 in the editor.

 Shortcuts are written as follows: Control-key sequences are notated with a '^'
 and can be entered either by using the Ctrl key or pressing the Esc key twice.
 Meta-key sequences are notated with 'M-' and can be entered using the Alt key.

^G          Display this help text
^X          Close the current buffer / Exit from nano
^O          Write the current buffer to disk
^S          Save file without prompting
^R          Insert another file into current buffer

^W          Search forward for a string
M-W         Search next occurrence forward
^\\          Replace a string

^K          Cut current line and store it in the cutbuffer
^U          Paste the contents of the cutbuffer at current cursor position
M-A         Mark text starting from the cursor position
M-6         Copy current line (or marked region)

M-U         Undo the last operation
M-E         Redo the last undone operation

^C          Report the cursor's position
^_ (M-G)    Go to line and column number

^B ^F       Go back, forward one character
^P ^N       Go to the previous, the next line
^A ^E       Go to the beginning, the end of the current line
^Y ^V       Go one screenful up, down
M-\\ M-/     Go to the first, the last line of the file
`
