### read and backslashes
read x <<< 'a\tb\\c\ d'; echo "$x"; read -r x <<< 'a\tb\\c'; echo "$x"; printf 'one\\\ntwo\n' | { read x; echo "$x"; }; printf 'one\\\ntwo\n' | { read -r x; echo "$x"; }; read a b <<< 'x\ y z'; echo "$a|$b"; IFS=: read a b <<< 'p\:q:r'; echo "$a|$b"
### echo
echo a b; echo -n no newline; echo; echo -e 'a\tb\n\x41\0101\e[0m\c not'; echo; echo -E 'a\tb'; echo -ne 'x\n'; echo -nE a; echo; echo -x; echo - a; echo -- a; echo -e -n q; echo; echo; echo '' ''; echo -e '\u00e9\U1F600\\ \q \1 \08'; echo "-n"; echo -nn; echo -en 'z\n'
### printf -v and times
printf -v x '%03d' 7; echo $x; printf -v a[2] '%s' el; echo ${a[2]}; declare -A m; printf -v 'm[k]' v; echo ${m[k]}; TZ=UTC printf '%(%F %T)T\n' 86399; TZ=UTC printf '%(%a %b %e %j %H:%M:%S %Z %s %% %y)T\n' 1000000000; printf '%(%s)T\n' -1 | grep -c '^[0-9]*$'; printf '%(%Y-%m-%d)T' | grep -c -; printf '%s %s\n' "$(printf '%q' $'a\nb')" "$(printf '%q' '')"
### a readonly variable ends the line
readonly a=1; a=2; echo same line
echo next line; b=1 a=3 echo cmd
echo end
### getopts
f() { OPTIND=1; while getopts ':ab:c' o; do case $o in a) echo a;; b) echo "b=$OPTARG";; c) echo c;; :) echo "missing $OPTARG";; \?) echo "bad $OPTARG";; esac; done; shift $((OPTIND-1)); echo "rest $*"; }; f -a -b val x y; f -acbVAL -- -a z; f -b; f -x -a; f -; f a -b; f --; f -ab; g() { OPTIND=1; while getopts 'ab:' o "$@"; do echo "$o ${OPTARG-none}"; done; }; g -a -z -b; g -b v; getopts; echo $?; getopts x; echo $?; OPTERR=0; g -q
### an alias is not expanded on its own line
shopt -s expand_aliases; alias now='echo now'; now 2>/dev/null || echo not yet
now; f() { later; }; alias later='echo later'; f 2>/dev/null || echo no; g() { later; }
g; (alias sub='echo sub'
sub); eval 'alias ev="echo ev"'; eval 'ev'
### directories
mkdir -p a/b; cd a/b; pwd; cd ..; pwd; cd -; cd; pwd; cd nosuch; echo $?; cd a b; echo $?; cd ''; echo $?; pwd; cd -z; echo $?; cd a/./b/../b//; pwd; echo $OLDPWD; ln -s /usr/bin "$HOME/l"; cd "$HOME/l"; pwd; cd ..; pwd; OLDPWD=/; cd -; unset HOME; cd; echo $?; cd -P /; pwd -z; echo $?
### CDPATH
mkdir -p x/y z; CDPATH=x:; cd y; cd "$HOME"; cd z; cd "$HOME"; CDPATH=$HOME/x; cd y; cd nosuch; echo $?
### times, true, false and colon
true a b; echo $?; false x; echo $?; : "${x:=v}"; echo $x; times | sed 's/[0-9]\+/N/g'; : > f; ls; true && false; echo $?
### background processes
{ sleep 0.05; echo bg; } & echo fg; wait; (echo a; echo b) & wait $!; echo c & wait; x=$(echo sub & wait); echo $x; true & true & wait; echo $?; false & wait $!; echo $?; sleep 5 & kill $!; wait 2>/dev/null; echo $?; echo "in" | cat & wait; cat & wait; echo done; ( sleep 0.02 & wait; echo inner ); for i in 3 1 2; do (sleep 0.$i; echo $i) & done; wait
