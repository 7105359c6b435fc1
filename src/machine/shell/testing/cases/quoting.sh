### single quotes keep everything
echo 'a $x `b` \n "c"' 'it'\''s' '' 'multi
line'
### double quotes keep all but four
x=V; echo "a $x \$x \`b\` \\ \" \n \z 'q' ! \! #"
### ansi quotes
printf '[%s]\n' $'a\tb' $'\x41\101\u00e9\U0001F600' $'\e[0m' $'q\'q' $'\cA' $'a\0b' $'\q' | cat -v
### locale quotes
x=1; echo $"hello $x"
### a backslash at the end of a line joins lines
echo a\
b "c\
d" 'e\
f'
### a backslash before an ordinary letter
echo \a\b\ \c "\a" '\a' \\ \' \"
### adjacent quotes make one word
x=1; printf '<%s>' a"b"'c'$x"$x"\ d; echo
### a hash begins a comment only at a word's start
echo a#b #c
echo "#" \# a '#' # d
### a comment after a command in a group
{ echo a # comment }
echo b; } # more
### quotes in an assignment
x="a b"' c'; y=$x; echo "$y"; z=a\ b; echo "$z"
### nested quotes in substitutions
x="in $(echo "a  b" "$(echo 'c  d')") out"; echo "$x"; echo "${x:-"q"}"; echo "`echo "a  b"`"
### backquotes and their backslashes
x=5; echo `echo \$x \\\\ \`echo nested\``; echo "`echo \"q\"`"
### an empty word disappears only when it is not quoted
e=; set -- $e "$e" '' ""$e; echo $#
### a newline inside double quotes
printf '<%s>\n' "a
b" $'c
d'
### quotes within braces and parameters
unset u; echo ${u:-"a   b"} "${u:-a   b}" ${u:-'a   b'} "${u:-'a'}" ${u:-a   b} "${u:-\$x \"q\" \}}"
### patterns that are quoted are literal
x='a*b'; case $x in 'a*b') echo lit;; esac; case axb in a"*"b) echo no;; a*b) echo pat;; esac; p='*'; [[ axb == a"$p"b ]] || echo quoted; [[ axb == a${p}b ]] && echo unquoted
### quoting the right side of =~
[[ 'a.c' =~ a.c ]] && echo 1; [[ abc =~ 'a.c' ]] || echo 2; r='a.c'; [[ abc =~ $r ]] && echo 3; [[ abc =~ "$r" ]] || echo 4; [[ 'a b' =~ a\ b ]] && echo 5
### the @Q, %q and declare -p forms can be read again
for s in "it's" 'a b' '' $'t\tn\n' 'x=1' '~' '*' 'é' '$HOME' '"' '\' '!' '#a' 'a#' '{a,b}'; do printf '%q ' "$s"; echo "${s@Q}"; declare -p s; done
### words that look special are plain in quotes
"echo" a; 'echo' b; \echo c; e\cho d; "if" 2>&1 | sed 's/.*line/line/'
### a tilde in quotes
echo "~" '~' \~ ~/"x" ~"/x" x~ a=~ "a"=~ | sed "s#$HOME#HOME#g"
### history marks are plain in scripts
echo "a!b" a!b '!' !a
### a carriage return is not a newline
printf 'echo a\r\n' > f.sh; bash f.sh | cat -v; printf 'if true\r\nthen\r\necho x\r\nfi\r\n' > g.sh; bash g.sh 2>&1 | cat -v
