export const viHelp = `Sandcloud's vi: what you will need most

  Leave        :q        :q! without saving      :wq or ZZ saving
  Save         :w        :w name                 :e name opens another file
  Move         h j k l   w b e words   0 ^ $ line   gg G file   ^F ^B pages
               { } paragraphs   % bracket   fx tx to a character   ; , again
               /pattern ?pattern n N   * # the word under the cursor   ma 'a marks
  Insert       i a I A o O, and Escape to end
  Change       x dd D   cc C cw   r R ~   J joins   . again   u undo   ^R redo
  Copy         yy yw    p P puts    "a names a register
  Objects      iw aw i" a( i{ ip it behind d c y v
  Select       v characters   V lines   ^V a block; then d c y > < ~ I A
  Lines        :%s/old/new/g   :g/pattern/d   :5,9d   :m :t :sort   :r file   :!command
  Settings     :set number  ignorecase  hlsearch  expandtab  shiftwidth=2  paste
`
