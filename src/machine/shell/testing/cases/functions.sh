### ways to define a function
f() { echo f; }; function g { echo g; }; function h() { echo h; }; i() ( echo i $BASH_SUBSHELL ); j() if true; then echo j; fi; k() for x in 1 2; do echo k$x; done; l-m.n() { echo dashes; }; f; g; h; i; j; k; l-m.n; f () { echo again; }; f
### arguments and their count
f() { echo $# "$1" "$2" "$*"; shift; echo $# "$1"; set -- x y z; echo $#; }; f 'a b' c; echo $#; g() { for a; do echo "<$a>"; done; }; g 1 '2 3'; h() { echo "${@:2}" "${!#}"; }; h p q r
### local variables
x=global; f() { local x=local y; echo $x "[${y-unset}]"; y=1; g; echo $x; unset x; echo "${x-none}"; }; g() { echo "g sees $x"; x=changed; z=new; }; f; echo $x $z "${y-none}"; h() { local x; echo "[${x-unset}]"; local x=2; echo $x; }; h
### local with options
f() { local -i n=2+3; local -r c=7; local -a a=(1 2); local -A m=([k]=v); local -u up=abc; local -x e=env; echo $n $c ${a[1]} ${m[k]} $up; bash -c 'echo $e'; c=8; }; f; echo "after $?"; local q=1; echo $?
### local hides and restores
x=1; f() { local x=2; g; echo "f $x"; }; g() { local x=3; unset x; echo "g ${x-unset}"; }; f; echo $x; h() { local PATH=/nowhere; ls 2>/dev/null || echo lost; }; h; ls > /dev/null && echo found; k() { local IFS=,; echo "$*"; }; k a b
### local -
f() { local -; set -f; echo *; }; touch aa; f; echo a*
### return values
f() { return 3; }; f; echo $?; g() { false; }; g; echo $?; h() { false; return; }; h; echo $?; i() { return 256; }; i; echo $?; j() { return -1; }; j; echo $?; k() { return abc; }; k; echo $?; l() { return 1 2; echo no; }; l; echo $?; return 5; echo $?
### return from loops and sources
f() { for i in 1 2 3; do while :; do [ $i = 2 ] && return 9; break; done; done; }; f; echo $? $i; echo 'echo in; return 4; echo no' > s; . ./s; echo $?; source ./s; echo $?; g() { . ./s; echo "g $?"; }; g; if f; then echo y; else echo n $?; fi
### recursion
fact() { if (( $1 <= 1 )); then echo 1; else echo $(( $1 * $(fact $(( $1 - 1 ))) )); fi; }; fact 6; fib() { local n=$1; (( n < 2 )) && { R=$n; return; }; fib $((n-1)); local a=$R; fib $((n-2)); R=$((a+R)); }; fib 10; echo $R; depth() { (( $1 > 0 )) && depth $(($1-1)) || echo bottom; }; depth 50
### the call stack
f() { echo "${FUNCNAME[*]} ${BASH_LINENO[*]} ${#FUNCNAME[@]} $FUNCNAME"; caller; caller 0; caller 1; caller 9; echo $?; }
g() {
  f
}
g
echo "[$FUNCNAME]"; caller; echo $?
### the source of a function
cat > lib.sh <<'S'
where() { echo "${BASH_SOURCE[0]} ${BASH_SOURCE[1]##*/} $0" | sed 's#\.\./##g'; }
echo "lib ${BASH_SOURCE[0]} ${#BASH_SOURCE[@]}"
S
. ./lib.sh; where; echo "${BASH_SOURCE[0]##*/}"
### unset and redefined while running
f() { unset -f f; echo once; }; f; f 2>/dev/null; echo $?; g() { g() { echo second; }; echo first; }; g; g
### functions before builtins and programs
echo() { builtin echo "my $*"; }; echo hi; unset -f echo; echo plain; ls() { command ls "$@" | sed s/^/L:/; }; touch f1; ls; unset -f ls; cd() { builtin cd "$@" && echo "now ${PWD##*/}"; }; mkdir d; cd d; test() { builtin echo fake; }; test; [ 1 = 1 ] && builtin echo ok
### functions in pipes, conditions and the background
f() { cat | tr a-z A-Z; }; echo abc | f | f; g() { return $1; }; if g 0; then echo ok; fi; g 1 || echo bad; g 0 && g 1 || echo mixed; ! g 1 && echo neg; h() { sleep 0.05; echo bg; }; h & wait; x=$(f <<< q); echo $x
### printing functions
f () { echo "hi $1"; if [ -n "$2" ]; then for i in 1 2; do echo $i; done; else while read x; do :; done < /dev/null; fi; case $x in a|b) echo ab ;; *) echo other ;; esac; }
type f; declare -f f; declare -F f; g() { :; }; declare -F
### printing pipelines, redirections and subshells
f() { a | b && c || d; ( e; f ) > out 2>&1; g & h=$(i) j; [[ a == b && -n $c ]]; (( x++ )); for ((i=0;i<3;i++)); do k; done; until l; do m; done; { n; } < in; ! o; time p; select s in a b; do q; done; }
declare -f f
### exported functions
f() { echo "exported $1"; }; export -f f; bash -c 'f x'; export -nf f; bash -c 'f x' 2>/dev/null; echo $?
### readonly functions
f() { echo 1; }; readonly -f f; f() { echo 2; }; echo $?; f; unset -f f; echo $?
### arguments survive eval and set
f() { eval 'echo $1 $#'; set -- new; eval "echo \$1"; }; f a b; set -- "a b" 'c"d' "e'f"; eval "set -- $(printf '%q ' "$@")"; echo $# "$3"; a=1; eval b=\$a c='$b'; echo $b $c; eval; echo $?; eval "" ; echo $?; eval 'false'; echo $?; eval 'exit_ () { echo x; }; exit_'
### a function named like a variable
x=var; x() { echo func $x; }; x; echo $x; unset x; x; unset -f x; type x 2>&1 | sed 's/.*: x/x/'
### break and continue do not cross functions
f() { break; echo "after break"; }; for i in 1 2; do f; echo $i; done; break; echo top; continue 2; echo $?
### temporary assignments for functions
f() { echo "$x $y"; x=inner; bash -c 'echo $x'; }; x=outer; x=temp y=1 f; echo $x "${y-unset}"; x=1 eval 'echo $x'; echo $x; IFS=: read a b <<< 1:2; echo $a $b; x=2 : ; echo $x; HOME=/h cd 2>/dev/null; x=3 bash -c 'echo $x'; x=4 command eval 'echo $x'; echo $x
### invalid names
f-ok() { echo ok; }; f-ok; 1f() { echo digits; }; 1f; bash -c '$x() { :; }' ; echo $?; bash -c 'f g() { :; }'; echo $?; bash -c 'f() echo hi'; echo $?
### local alone lists what is local
f() { local a=1 b; local -a c=(x y); local; }; f; declare -n w=1x; echo $?; g() { local -n r=$1; r=set; }; g v; echo $v
