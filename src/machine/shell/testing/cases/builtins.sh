### read splits its line
read a b c <<< '1 2 3 4  5'; echo "$a|$b|$c|"; read a b <<< '  lead trail  '; echo "$a|$b|"; read x <<< '  all  of it  '; echo "[$x]"; read <<< '  reply kept  '; echo "[$REPLY]"; read a b c <<< one; echo "[$a][$b][$c]"; IFS=: read a b c <<< 'x::z:w'; echo "$a|$b|$c"; IFS= read -r l <<< '  a\b  '; echo "[$l]"; IFS=, read a b <<< 'a , b ,c'; echo "[$a][$b]"; IFS=': ' read a b c <<< ' 1 : 2 : 3 : '; echo "[$a][$b][$c]"
### read and backslashes
read x <<< 'a\tb\\c\ d'; echo "$x"; read -r x <<< 'a\tb\\c'; echo "$x"; printf 'one\\\ntwo\n' | { read x; echo "$x"; }; printf 'one\\\ntwo\n' | { read -r x; echo "$x"; }; read a b <<< 'x\ y z'; echo "$a|$b"; IFS=: read a b <<< 'p\:q:r'; echo "$a|$b"
### read options
read -n 3 x <<< abcdef; echo $x; read -N 4 x <<< $'a\nbcd'; echo "$x"; read -d : x <<< 'up to:rest'; echo "$x"; read -a arr <<< 'x y z'; echo ${arr[2]} ${#arr[@]}; printf 'a\0b\0' | while IFS= read -r -d '' z; do echo "<$z>"; done; read -u 5 v 5<<< five; echo $v; read -p 'prompt> ' q <<< ans; echo $q; read -s p <<< secret; echo $p; read -r -n1 c <<< xyz; echo $c; read -ra w <<< 'a\b c'; echo "${w[0]}"; read -n 0 z <<< q; echo "$? [$z]"; echo abcd | { read -n 2 a; read b; echo $a $b; }
### read's status
read x < /dev/null; echo $? "[$x]"; printf 'no newline' | { read x; echo $? "$x"; }; read 1x <<< a; echo $?; read -z <<< a; echo $?; read -u 9 x; echo $?; read -t abc x <<< a; echo $?; read -n -1 x <<< a; echo $?; read a[1] <<< elem; echo "${a[1]}"; read -a ; echo $?; read x y < <(printf 'a b'); echo $? $y
### read gives up in time
read -t 0.05 x < <(sleep 1; echo late); echo $(( $? > 128 )); sleep 0.3 | read -t 0.05 y; echo $?; { echo part; sleep 0.2; } | { read -t 5 z; echo $z; printf q; } ; printf abc | { read -t 1 w; echo $? $w; }; (printf half; sleep 0.3) | { read -t 0.1 h; echo "$? $h"; }
### read in loops
printf 'a 1\nb 2\nc 3' | while read k v; do echo "$v$k"; done; printf 'a 1\nb 2\nc 3' | while read k v || [ -n "$k" ]; do echo "$v$k"; done; while IFS='=' read -r k v; do [[ $k == \#* || -z $k ]] && continue; echo "$k -> $v"; done <<'X'
# comment
name=value
path=/a=b

empty=
X
exec 3< <(seq 3); while read -u 3 n; do echo $n; done; while read -r l; do case $l in '') echo blank;; *) echo "$l";; esac; done < <(printf 'x\n\ny\n')
### echo
echo a b; echo -n no newline; echo; echo -e 'a\tb\n\x41\0101\e[0m\c not'; echo; echo -E 'a\tb'; echo -ne 'x\n'; echo -nE a; echo; echo -x; echo - a; echo -- a; echo -e -n q; echo; echo; echo '' ''; echo -e '\u00e9\U1F600\\ \q \1 \08'; echo "-n"; echo -nn; echo -en 'z\n'
### printf conversions
printf '%s|%5s|%-5s|%.2s|%5.1s|\n' a b c def ghi; printf '%d %i %5d %-5d| %05d %+d % d\n' 1 2 3 4 5 6 7; printf '%o %x %X %#o %#x %#X %u\n' 8 255 255 8 255 255 42; printf '%f %.2f %e %g %G %10.3f|\n' 1.5 2.345 12345.678 0.0001 1e10 3.14159; printf '%c%c%c\n' abc d e; printf '%b|%b\n' 'a\tb\n' 'x\cy'; printf '\n%%|%5%|\n'; printf '%q %q\n' 'a b' "it's"; printf '%s\n' a b c; printf '%s-%s\n' 1 2 3; printf '%*d|%-*s|%.*f\n' 5 42 4 ab 1 2.55; printf '%x\n' -1; printf "%d\n" "'A" '"B' 0x1f 010 -5; printf '%5q|%Q\n' 'a b' 'c d'
### printf's escapes
printf 'a\tb\\n\x41\101\u00e9\e[0m\"q\"\a\n' | cat -v; printf 'no newline'; printf '\n'; printf 'a\cb'; echo; printf '%s\n' 'a\tb'; printf -- '-x\n'; printf '%b\n' '\0101\101\x41' 'c\\d'
### printf's mistakes
printf '%d\n' abc; echo $?; printf '%d\n' 5x; echo $?; printf '%d\n' ''; echo $?; printf; echo $?; printf '%d %s\n'; printf '%s %d\n' only; printf '%f\n' x; printf '%'; echo $?; printf '%d\n' 99999999999999999999; printf '%d\n' 1.5; printf -v; echo $?; printf -v 1x a; echo $?; printf -x a; echo $?
### printf -v and times
printf -v x '%03d' 7; echo $x; printf -v a[2] '%s' el; echo ${a[2]}; declare -A m; printf -v 'm[k]' v; echo ${m[k]}; TZ=UTC printf '%(%F %T)T\n' 86399; TZ=UTC printf '%(%a %b %e %j %H:%M:%S %Z %s %% %y)T\n' 1000000000; printf '%(%s)T\n' -1 | grep -c '^[0-9]*$'; printf '%(%Y-%m-%d)T' | grep -c -; printf '%s %s\n' "$(printf '%q' $'a\nb')" "$(printf '%q' '')"
### declare shows and sets
declare x=1 y; declare -p x; declare -p y; declare -i n=2+2; declare -r c=5; declare -x e=env; declare -l lo=ABC; declare -u up=abc; declare -p n c e lo up; declare -ir both=7; declare -p both; declare -a arr; declare -A map; declare -p arr map; declare -p nosuch; echo $?; declare c=7; echo $?; declare +r c; echo $?; declare -z; echo $?; declare 1x=2; echo $?; declare 'a b=c'; echo $?; f() { declare v=local; declare -g g=global; echo $v; }; f; echo "${v-unset} $g"; typeset t=ts; echo $t
### attributes combine and are removed
declare -ix n=5; declare -p n; declare +x n; declare -p n; declare +i n; n=1+1; echo $n; declare -x n; declare -p n; export -n n; declare -p n; declare -u q; q=abc; echo $q; declare -l q; echo $q; q=DEF; echo $q; declare -p q; x=5; declare -i x; x+=3; echo $x; declare -a x; declare -p x; declare -A x; echo $?
### export
export a=1 b; b=2; bash -c 'echo $a $b'; c=3; export c; bash -c 'echo $c'; export -n a; bash -c 'echo "[$a]"'; export -p | grep ' [bc]='; export 1x; echo $?; export d='a b'; bash -c 'echo "$d"'; env | grep ^d=; export e; env | grep -c '^e='; export -z; echo $?; x=1 y=2 env | grep '^[xy]=' | sort
### a readonly variable ends the line
readonly a=1; a=2; echo same line
echo next line; b=1 a=3 echo cmd
echo end
### getopts
f() { OPTIND=1; while getopts ':ab:c' o; do case $o in a) echo a;; b) echo "b=$OPTARG";; c) echo c;; :) echo "missing $OPTARG";; \?) echo "bad $OPTARG";; esac; done; shift $((OPTIND-1)); echo "rest $*"; }; f -a -b val x y; f -acbVAL -- -a z; f -b; f -x -a; f -; f a -b; f --; f -ab; g() { OPTIND=1; while getopts 'ab:' o "$@"; do echo "$o ${OPTARG-none}"; done; }; g -a -z -b; g -b v; getopts; echo $?; getopts x; echo $?; OPTERR=0; g -q
### type and command
type cd; type if; type nosuchthing; echo $?; f() { :; }; type f; type -t f cd if ls nosuch; type -a echo | head -2; type -p ls; type -P cd; echo $?; alias al='ls -l'; type al; command -v cd ls f al if nosuch; echo $?; command -V cd; command -V f | head -1; command echo hi; command nosuchthing; echo $?; command; echo $?; command -p ls / > /dev/null && echo p; type -x; echo $?; type -at cd
### hash
hash; hash ls; type ls; hash -r; hash nosuch; echo $?; hash ls; hash -t ls; hash -p /bin/true mytrue; mytrue && echo mine; hash -d mytrue; hash -l; mytrue 2>/dev/null; echo $?
### builtin and enable
builtin echo b; builtin nosuch; echo $?; builtin; echo $?; enable -n echo; type echo; enable echo; type echo; enable nosuch; echo $?; enable -n; enable -n test; type test; test a = a && echo prog; enable -n
### help
help pwd | head -1; help nosuch; echo $?; help -s true; help -d pwd
### alias rules
alias e='echo aliased'; e hi; shopt -s expand_aliases
alias g='echo g' h='g h'
g x; h y; \g z 2>/dev/null; echo $?; 'g' 2>/dev/null; alias; alias g; alias nosuch; echo $?; unalias g; unalias nosuch; echo $?
g 2>/dev/null; alias sudo_='echo '
alias v=value
sudo_ v; echo v; alias x='echo 1; echo'
x 2; alias multi='if true; then'
multi echo in; fi; alias q="echo 'quoted  text'"
q; unalias -a; alias; alias bad/name=x; echo $?; alias a=b c; echo $?; alias -z; echo $?; unalias; echo $?
### an alias is not expanded on its own line
shopt -s expand_aliases; alias now='echo now'; now 2>/dev/null || echo not yet
now; f() { later; }; alias later='echo later'; f 2>/dev/null || echo no; g() { later; }
g; (alias sub='echo sub'
sub); eval 'alias ev="echo ev"'; eval 'ev'
### directories
mkdir -p a/b; cd a/b; pwd; cd ..; pwd; cd -; cd; pwd; cd nosuch; echo $?; cd a b; echo $?; cd ''; echo $?; pwd; cd -z; echo $?; cd a/./b/../b//; pwd; echo $OLDPWD; ln -s /usr/bin "$HOME/l"; cd "$HOME/l"; pwd; cd ..; pwd; OLDPWD=/; cd -; unset HOME; cd; echo $?; cd -P /; pwd -z; echo $?
### CDPATH
mkdir -p x/y z; CDPATH=x:; cd y; cd "$HOME"; cd z; cd "$HOME"; CDPATH=$HOME/x; cd y; cd nosuch; echo $?
### pushd and popd
mkdir d1 d2 d3; pushd d1; pushd ../d2; pushd ../d3; dirs; dirs -v; dirs -p; dirs -l; dirs +1; dirs -0; pushd; pushd +2; pushd -1; popd; popd +1; popd -0; popd; popd; echo $?; pushd; echo $?; pushd nosuch; echo $?; pushd +5; echo $?; popd +5; echo $?; dirs -c; dirs; pushd -n /tmp; dirs; popd -n; dirs; pushd / > /dev/null; echo "${DIRSTACK[@]}"; cd /; dirs
### eval, exec and source
eval echo a \; echo b; x='echo "c  d"'; eval $x; eval "$x"; echo 'echo "src $1 $#"; y=set; return 3' > s; . ./s; echo $?; . ./s arg1; echo $y $#; source nosuch; echo $?; .; echo $?; PATH=$PWD:$PATH; echo 'echo by path' > lib; . lib; (exec echo replaced; echo no); (exec nosuchcmd; echo no); echo $?; (exec -a name sh -c 'echo $0'); (exec -c env | grep -c HOME); echo 'exit 5' > ex; (. ./ex; echo no); echo $?; mkdir dd; . ./dd; echo $?
### times, true, false and colon
true a b; echo $?; false x; echo $?; : "${x:=v}"; echo $x; times | sed 's/[0-9]\+/N/g'; : > f; ls; true && false; echo $?
### wait and job control in scripts
sleep 0.1 & a=$!; (exit 3) & b=$!; wait $b; echo $?; wait $a; echo $?; wait; echo $?; wait 99999; echo $?; wait abc; echo $?; (exit 4) & wait -n; echo $?; wait -n; echo $?; jobs; sleep 1 & jobs; jobs -l | sed 's/ *[0-9]* R/ PID R/'; jobs -p | grep -c .; kill %1; wait %1; echo $?; fg; bg; disown; echo $?; jobs %5; echo $?; (sleep 0.01; exit 6) & wait -p p -n; echo $? ; [ "$p" = $! ] && echo same; wait %9; echo $?
### background processes
{ sleep 0.05; echo bg; } & echo fg; wait; (echo a; echo b) & wait $!; echo c & wait; x=$(echo sub & wait); echo $x; true & true & wait; echo $?; false & wait $!; echo $?; sleep 5 & kill $!; wait 2>/dev/null; echo $?; echo "in" | cat & wait; cat & wait; echo done; ( sleep 0.02 & wait; echo inner ); for i in 3 1 2; do (sleep 0.$i; echo $i) & done; wait
### compgen and complete
compgen -W 'apple apricot banana' ap; touch f1 f2; mkdir d; compgen -f f; compgen -d; f_one() { :; }; compgen -A function f_; compgen -c nosuchprefix; echo $?; x_var=1; compgen -v x_; complete -W 'a b' cmd; complete -p cmd; complete -r cmd; complete; alias qq=1; compgen -a q
### what builtins may not assign fails them alone
readonly r=1; read r <<< 5; echo $?; printf -v r x; echo $?; let r=2; echo $?; ((r=3)); echo $?; export r=4; echo $?; for r in 1; do echo no; done; echo $?; select r in a; do break; done <<< 1; echo $?; mapfile -n x q; echo $?; mapfile -c a q; echo $?; umask u=x,a=z; echo $?; bind -l > /dev/null; echo $?; suspend; echo $?; getopts a 1x; echo $?
### coprocesses
coproc cat; echo hi >&${COPROC[1]}; read x <&${COPROC[0]}; echo got $x ${#COPROC[@]}; exec {COPROC[1]}>&-; wait; echo $? ${COPROC[@]-gone}; coproc P { while read l; do echo "<$l>"; done; }; echo a >&"${P[1]}"; read r <&"${P[0]}"; echo $r; eval "exec ${P[1]}>&-"; wait $P_PID; echo $?; coproc bc; echo '2*3' >&${COPROC[1]}; read -r x <&${COPROC[0]}; echo $x; kill $COPROC_PID; wait $COPROC_PID 2>/dev/null; echo $?; cat <(exit 3); wait $!; echo $?
### set -x shows what happens
exec 2>&1; set -x; eval 'echo ev'; eval 'eval "echo deep"'; [[ ! a =~ b ]]; [[ ! -n '' && a == b* ]] || :; x=$(eval 'echo in'); (eval 'echo sub'); set +x; sleep 3 | sleep 3 & jobs -l | sed 's/^ *[0-9]*  / PID /; s/+ *[0-9]* /+ PID /'; kill %1
