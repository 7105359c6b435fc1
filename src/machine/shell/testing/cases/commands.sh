### if and else
if true; then echo 1; fi; if false; then echo 2; elif true; then echo 3; else echo 4; fi; if ! false; then echo 5; fi
### loops
for i in 1 2 3; do echo $i; done; for ((i=0;i<3;i++)); do echo -n $i; done; echo; i=0; while [ $i -lt 3 ]; do echo -n $i; i=$((i+1)); done; echo; until [ $i -eq 0 ]; do i=$((i-1)); done; echo $i; for x; do echo "<$x>"; done
### break and continue
for i in 1 2 3 4; do [ $i = 2 ] && continue; [ $i = 4 ] && break; echo $i; done; for i in 1 2; do for j in a b; do [ $j = b ] && continue 2; echo $i$j; done; done; while :; do while :; do break 2; done; done; echo out
### case
for x in apple banana cherry ''; do case $x in a*) echo A;; b*|c*) echo BC;; '') echo empty;; *) echo other;; esac; done; case x in x) echo 1;& y) echo 2;; z) echo 3;; esac; case x in x) echo 1;;& [xy]) echo 2;; esac
### functions
f() { echo "$# $1"; return 3; }; f a b; echo $?; g() { local x=1; h; echo $x; }; h() { x=2; }; x=0; g; echo $x; function k { echo k; }; k; unset -f k; k
### recursion
fact() { if [ $1 -le 1 ]; then echo 1; else echo $(( $1 * $(fact $(( $1 - 1 ))) )); fi; }; fact 6
### lists
true && echo a || echo b; false && echo a || echo b; true || echo c; { echo d; echo e; }; (echo f; exit 3); echo $?; ! true; echo $?
### pipelines
echo 'a b c' | tr ' ' '\n' | sort -r | head -2; echo x | while read y; do z=$y; done; echo "[$z]"; set -o pipefail; false | true; echo $?; echo e 2>&1 >/dev/null |& cat
### redirections
echo a > f; echo b >> f; cat < f; cat nosuch 2> err; cat err; echo both > g 2>&1; { echo out; echo err >&2; } > h 2>&1; cat h; { echo out; echo err >&2; } &> h; cat h; echo x > /dev/null; cat < nosuchfile; echo $?
### descriptors
exec 3> f; echo three >&3; exec 3>&-; cat f; exec 4< f; read x <&4; echo $x; exec 4<&-; echo closed >&3; echo $?
### noclobber
set -C; echo a > f; echo b > f; echo $?; echo c >| f; cat f
### redirection failures
echo x > /nosuch/dir/file; echo $?; echo x > ''; cat < /nosuch | wc -l
### command not found
nosuchcommand a b; echo $?; ./nosuch; echo $?; mkdir d; ./d; echo $?; touch f; ./f; echo $?; /nosuch/x; echo $?
### scripts
printf '#!/bin/bash\necho "script $1 $#"\nexit 4\n' > s; chmod +x s; ./s a b; echo $?; bash s x; printf 'echo plain $0\n' > t; chmod +x t; ./t; sh -c 'echo $0 $1' name arg
### errexit
set -e; false || true; if false; then :; fi; ! true; echo still; false; echo never
### errexit in functions and subshells
(set -e; f() { false; echo in f; }; f; echo after); echo $?; (set -e; f() { false; echo in f; }; f || echo failed); x=$(set -e; false; echo no); echo "[$x] $?"
### traps
trap 'echo bye $?' EXIT; trap 'echo err' ERR; false; (exit 5); trap - ERR; false; echo end; exit 7
### trap on signals
trap 'echo got TERM' TERM; kill -TERM $$; echo after; trap '' INT; kill -INT $$; echo survived; trap
### subshells keep changes to themselves
x=1; (x=2; cd /; echo $x); echo $x; pwd | sed 's/.*\///'
### double brackets
[[ a < b ]] && echo lt; [[ -n x && -z "" ]] && echo and; [[ abc =~ ^a(b)(c)$ ]] && echo "${BASH_REMATCH[0]} ${BASH_REMATCH[1]}"; [[ ! a == b ]] && echo not; [[ 10 -gt 9 ]] && echo gt; [[ ( a == a || x == y ) && 1 == 1 ]] && echo group; touch f; [[ -f f && ! -d f ]] && echo file; [[ a.c =~ a\.c ]] && echo dot; [[ abc =~ "a.c" ]] || echo quoted
### test
[ a = a ] && echo 1; [ a != b ] && echo 2; [ -z "" ] && echo 3; [ 1 -lt 2 -a 2 -lt 3 ] && echo 4; [ ! -e nosuch ] && echo 5; test -d . && echo 6; [ "" ] || echo 7; [ ]; echo $?; [ a b ]; echo $?; [ 1 -eq x ]; echo $?; [ x; echo $?
### read
printf 'a b  c\nsecond line\n' | { read x y; echo "<$x><$y>"; read -r z; echo "<$z>"; read w; echo $? "<$w>"; }; echo 'a\tb' | { read x; echo "$x"; }; echo 'a\tb' | { read -r x; echo "$x"; }; echo a:b:c | { IFS=: read x y; echo "$x $y"; }; echo '1 2 3' | { read -a arr; echo ${#arr[@]} ${arr[2]}; }; printf 'no newline' | { read x; echo $? $x; }; while read l; do echo "[$l]"; done <<< $'x\n y '
### eval and source
x='echo "a  b"'; eval "$x"; echo 'y=5; echo sourced $1; return 3' > lib; . ./lib arg; echo $? $y; source nosuch; echo $?; . lib
### exit status of assignments and substitutions
x=$(exit 3); echo $?; x=1; echo $?; local y; echo $?
### readonly
readonly r=1; r=2; echo after
### declare
declare -i n=5; n=n+3; echo $n; declare -r c=1; declare -x e=env; bash -c 'echo $e'; declare -p n c; declare -u up=abc; echo $up; declare -a arr=(1 2); declare -p arr; f() { declare z=1; }; f; echo "[$z]"; declare -n ref=n; ref=9; echo $n; export -p | grep ' e='
### export and environment
a=1; export b=2; c=3 bash -c 'echo "[$a][$b][$c]"'; echo "[$c]"; export -n b; bash -c 'echo "[$b]"'; env -i x=1 /usr/bin/env
### getopts
f() { OPTIND=1; while getopts ab:c o; do echo "$o $OPTARG"; done; shift $((OPTIND-1)); echo "rest $*"; }; f -a -b val -c x y; f -abval z; f -q; f -b
### select
printf '2\n\n9\n' | { select x in red green; do echo "got $x $REPLY"; done; }; echo
### command and builtin and type
type cd echo if; type -t ls cd if nosuch; f() { :; }; type -t f; command -v cd; command -v nosuch; echo $?; type nosuch; cd() { echo mine; }; cd /; builtin cd /; pwd; command echo x
### functions are shown
f() { echo hi; }; declare -f f; type f
### pushd and popd
cd /; pushd /usr > /dev/null; pushd /tmp; dirs; popd; pwd; popd; popd
### cd
cd /usr/bin; cd ..; pwd; cd - ; cd /nosuch; echo $?; cd /etc/passwd; cd a b; HOME=/tmp; cd; pwd; cd ''; pwd; unset HOME; cd; mkdir -p /tmp/cdx; ln -sfn /tmp/cdx /tmp/cdl; cd /tmp/cdl; pwd; pwd -P; rm -r /tmp/cdx /tmp/cdl
### shift too far
set -- a b; shift 3; echo $? $#; shift 2; echo $? $#; shift; echo $?
### wait
(exit 3) & wait $!; echo $?; sleep 0 & sleep 0 & wait; echo $?; wait 99999; echo $?
### background jobs
{ sleep 0.05; echo bg; } & echo fg; wait; (sleep 5 & kill $!; wait $!; echo $?) 2>/dev/null
### killed children
sh -c 'kill -9 $$'; echo $?; sh -c 'kill -TERM $$'; echo $?
### xtrace
set -x; x='a b'; echo "$x" y; for i in 1; do :; done; [[ a == a ]]; set +x
### mapfile
printf 'a\nb\nc\n' > f; mapfile -t l < f; echo ${#l[@]} ${l[1]}; mapfile -n 1 m < f; printf '%s' "${m[@]}"
### process substitution
cat <(echo a) <(echo b); echo x | tee >(cat > f) > /dev/null; sleep 0.1; cat f
### syntax errors
bash -c 'if true; then echo x; fi fi'; echo $?; bash -c 'echo "abc'; echo $?; bash -c 'echo a; echo )'; echo $?; bash -c 'if true; then'; echo $?
### a syntax error later in a script
echo first
echo second
if then
### invalid options
cd -x; echo $?; export -z; echo $?; set -Z; echo $?; unset -q x; shopt -s nosuch; echo $?
### LINENO and errors name lines
echo $LINENO
nosuch1
f() {
  nosuch2
}
f
### FUNCNAME
f() { echo $FUNCNAME ${FUNCNAME[1]}; }; g() { f; }; g
### conditional operators on files
touch a; sleep 0.02; touch b; [ b -nt a ] && echo newer; [ a -ot b ] && echo older; ln a c; [ a -ef c ] && echo same; ln -s a l; [ -L l ] && echo link; [ -s a ] || echo empty; echo x > a; [ -s a ] && echo full; [ -x a ] || echo notexec; [ -r a -a -w a ] && echo rw
### umask
umask; umask 027; umask; touch f; mkdir d; stat -c '%A' f d; umask -S; umask u=rwx,g=,o=; umask
### alias in scripts is off
alias hi='echo hello'; hi; shopt -s expand_aliases
alias hi='echo hello'
hi there
unalias hi; alias nosuch
### time and negation
! { true; }; echo $?; if ! false && true; then echo ok; fi
### printf to a closed descriptor
echo x >&-; echo $?
### dot and exit in sourced files
echo 'echo in; exit 4' > e; (. ./e; echo no); echo $?
### exec replaces
(exec echo replaced; echo no); (exec nosuch; echo no); echo $?; exec > out; echo to file; exec >&2; cat out
### IFS in for
x=a,b,c; IFS=,; for i in $x; do echo $i; done; for i in "$x"; do echo $i; done; unset IFS; y='p q'; for i in $y; do echo $i; done
### set and dash
set -- -a b; echo "$1"; set a b c; echo $#; echo $-; set -f; echo *; set +f; set -o | grep errexit; shopt -p extglob
### hash and unset of functions
f() { echo f; }; unset f; f; x=1; unset x; echo "[$x]"
### kill
kill -l 9; kill -l TERM; kill nosuch; echo $?; kill -0 $$; echo $?; kill -BOGUS 1; echo $?; kill 999999; echo $?
### nested quotes in substitutions
echo "$(echo "a $(echo "b c") d")"; x="$(cat <<E
here $(echo doc)
E
)"; echo "$x"
### comments and continuation
echo a # comment
echo b \
  c # more
# only
echo 'd#e' f#g
### ulimit and times exist
ulimit -n > /dev/null; echo $?
### arithmetic for with continue
for ((i=0; i<5; i++)); do ((i==2)) && continue; echo -n $i; done; echo; for ((;;)); do break; done; n=3; while ((n--)); do echo -n $n; done; echo
