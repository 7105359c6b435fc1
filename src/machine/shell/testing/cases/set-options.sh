### set -e ends at a failure
set -e; echo a; false; echo b
### where set -e does not look
set -e; false || true; if false; then :; fi; ! true; ! false; while false; do :; done; until true; do :; done; false && true; true && ! true; f() { false; echo still in f; }; f || echo or; if f; then echo cond; fi; ! f; f && echo and; (false; echo sub) || echo x; x=$(false; echo in) || true; echo "$x"; false | true; echo end
### set -e with substitutions
set -e; echo "$(false; echo in)"; local_() { local v=$(false); echo survived; }; local_; declare y=$(false); echo declared; export z=$(false); echo exported; x=$(false); echo not reached
### set -e with the last command of && and ||
set -e; true && true; false || true; { false && true; }; echo ok; f() { false && true; }; true && false; echo no
### set -e in functions and groups
set -e; f() { [ -n "$1" ] && echo has; }; f x; (f); echo no
### set -e and arithmetic
set -e; (( 1 )); i=0; let i=1; (( i++ )); echo ok; (( i = 0 )); echo not reached
### set -e in subshells and pipelines
set -e; (echo a; true); true | false | true; echo b; set -o pipefail; true | false | true; echo no
### set -e and inherit_errexit
set -e; x=$(false; echo went on); echo "$x"; shopt -s inherit_errexit; x=$(false; echo no); echo not reached
### set -e in sourced files and eval
set -e; echo 'false; echo no' > s; (. ./s; echo no) || echo "caught $?"; eval 'false || true'; eval 'false'; echo no
### set -u
set -u; x=1; echo $x; echo "${y:-def}"; f() { echo "$1"; }; (f); echo $?; a=(); echo "${a[@]}" "${#a[@]}"; unset x; echo "$x"; echo no
### set -euo pipefail together
set -euo pipefail; name=${1:-world}; echo "hello $name"; count=$(printf 'a\nb\n' | grep -c . || true); echo $count; files=$(ls | wc -l); echo $files; if ! grep -q x /etc/passwd_ 2>/dev/null; then echo missing; fi; cat nosuch | sort; echo no
### set -n reads only
set -n; echo no; exit 3
### set -v prints what is read
set -v
echo a # comment
x=1; if true; then
  echo $x
fi
set +v
echo b
### set -x shows commands
set -x; echo a 'b c' "$1"; x=5; y="a b" z=$x; [ $x = 5 ] && echo yes; [[ $x == 5 && -n $y ]]; (( x++ )); for i in 1 2; do :; done; case $x in 6) echo six;; esac; a=(1 'two 3'); a[1]=q; f() { echo in "$@"; }; f 1; echo $(echo sub); (echo group); true | false; ! true; { echo brace; } > /dev/null; local_=1 env true; set +x; echo off
### the prompt of set -x
PS4='+${FUNCNAME[0]:-main}:$LINENO> '; set -x; f() { echo hi; }; f; x=$(echo nested; echo $(echo deep)); set +x 2>/dev/null
### set -x with words that need quotes
set -x; echo '' 'a  b' "it's" '$x' $'t\tn' '*' '~' \; 'é' 'a"b' '!' '#' '{a}' a=b '[x]' 'a\b'; x='q r'; [ "$x" = '' ]; [[ $x = q* ]]; [[ $x =~ q.r ]]; case "$x" in a*) ;; esac; declare -i n=3; unset n; while false; do :; done; if [ 1 -eq 1 ]; then :; fi; for ((i=0;i<1;i++)); do :; done; cat <<< "here $x"; cat <<E > /dev/null
doc
E
### set -x to another descriptor
exec 5> trace; BASH_XTRACEFD=5; set -x; echo a; set +x; cat trace
### set -f and noglob
touch a1; set -f; echo *; set +f; echo *; set -o noglob; echo ?1; set +o noglob
### set -a exports what is assigned
set -a; x=1; y=2; bash -c 'echo $x $y'; set +a; z=3; bash -c 'echo "[$z]"'; export -p | grep -c ' [xy]='
### set -o lists
set -o | head -5; set +o | head -5; set -o errexit; set -o | grep errexit; shopt -o pipefail; set -o nosuch; echo $?
### an invalid option of set
set -Z; echo $?; echo $-; shopt -so nounset; echo $-; set -o posix; shopt -qo posix && echo posix
### setting positionals
set -- a 'b c'; echo $# "$2"; set x y; echo $1; set -- -x; echo $1; set -; echo $#; set --; echo $#; set -- "$@" new; echo $1; set -eu -- p q; echo $- $1; set +eu; shift 5; echo $? $#; shift; shift 0; echo $1; shift -1; echo $?; shift x; echo $?
### shopt
shopt nullglob; echo $?; shopt -s nullglob; shopt nullglob; echo $?; shopt -p nullglob; shopt -u nullglob; shopt -q nullglob; echo $?; shopt -s nosuch; echo $?; shopt extglob dotglob; shopt -s extglob dotglob
### brace expansion may be off
set +B; echo {a,b}; set -B; echo {a,b}; set +o braceexpand; echo a{1..3}
### keyword arguments
f() { echo "$# $x"; }; set -k; f a x=5 b; echo "[$x]"; set +k; f a x=5
### onecmd
bash -t <<< $'echo first\necho second'; bash -c 'set -t; echo a; echo b'
### noclobber with appends and devices
set -C; echo a > f; echo b > f; echo c >> f; cat f; echo x > /dev/null && echo ok; ln -s f l; echo y > l; echo $?; echo z &> f; echo $?
### xpg_echo and the posix option
shopt -s xpg_echo; echo 'a\tb'; shopt -u xpg_echo; echo 'a\tb'; set -o posix; echo $-; f() { :; }; x=1 :; echo "[$x]"; x=2 export y=3; echo "[$x]"; set +o posix
### physical directories
mkdir real; ln -s real link; cd link; pwd; pwd -P; cd ..; set -P; cd link; pwd; cd ..; set +P; cd -P link; pwd; cd ..; cd -L link; pwd
### set -u in arithmetic and substrings
set -u; (echo $((zz+1)); echo no); echo $?; a=(); echo "n=${#a[@]}" "${a[@]}"; ((q=${#a[@]}+1)); echo $q; (((zz > 1)) && echo no); (echo ${#zz}); (echo ${a[0]}); echo ${zz-ok}
### shopt lists every option bash has
shopt -p | cut -d' ' -f3 | grep -v histappend | md5sum; shopt -o | head -3; shopt -s extglob; shopt -q extglob; echo $?; shopt -p extglob globstar; shopt -s shift_verbose; shift 9; shopt -s execfail; exec nosuchcmd; echo reached $?; exec /tmp; echo $?
