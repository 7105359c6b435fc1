### case conversions with patterns
s='hello big World'; echo "${s^}" "${s^^}" "${s,,}" "${s^^[bw]}" "${s^^o}" "${s,,[W]}"; a=(ab cd); echo "${a[@]^}" "${a[@]^^}"
### the @ operators
s='a "b'; declare -ir n=5; declare -a arr=(1 'two 2'); declare -A m=([k]=v); echo "${s@Q}" "${s@U}" "${s@u}" "${s@L}" "${n@a}" "${arr@a}" "${m@a}" "${s@A}" "${n@A}" "${arr[@]@Q}" "${arr[@]@A}" "${m[@]@K}" "${arr[@]@K}" "${arr[*]@k}"; p='\t\u'; echo "${p@E}" | cat -A; set -- 'x y' z; echo "${@@Q}" "${*@Q}" "${@@A}"; unset u; echo "[${u@Q}]" "[${u@A}]"; declare -x ex; echo "${ex@a}"
### prompt expansion of a parameter
p='\\ $((1+1)) a\n'; echo "${p@P}"
### replacement corner cases
s=aXbXc; echo "${s/X}" "${s//X}" "${s/X/}" "${s//X/-}" "${s/#a/A}" "${s/%c/C}" "${s/#X/no}" "${s//[[:upper:]]/_}" "${s/*/all}" "${s//?/.}" "${s/\//x}" "${s//X/\/}"; p=a/b/c; echo "${p//\//:}" "${p/b\/c/Q}"; e=; echo "[${e/x/y}]" "[${e/#/pre}]" "[${e/%/post}]" "${s/#/pre}" "${s/%/post}" "${s//}" "${s/}"
### replacement with an ampersand
s=hello; echo "${s/l/[&]}" "${s//l/<&&>}" "${s/l/\&}" "${s/l/"&"}"; r='&'; echo "${s/l/$r}" "${s/l/"$r"}"; shopt -u patsub_replacement; echo "${s/l/[&]}"
### replacement over arrays and positionals
a=(one two three); echo "${a[@]/o/0}" "${a[*]//e/E}" "${a[@]/#/x}" "${a[@]/%/y}" "${a[@]#t}" "${a[@]%e}"; set -- aa ba; echo "${@/a/X}" "${*//a/Y}" "${@#a}"
### removal takes the shortest or the longest
p=a.b.c.d; echo "${p#*.}" "${p##*.}" "${p%.*}" "${p%%.*}" "${p#b}" "${p%d}" "${p#?}" "${p%?}" "${p##}" "${p%%[cd]*}" "${p#"a."}" "${p#a\.}"; q='*x*'; echo "${q#'*'}" "${q#\*}" "${q%\*}"; s='[a]b'; echo "${s#\[*]}" "${s#[[]}"
### removal with extglob
shopt -s extglob; s=aaabbb; echo "${s#+(a)}" "${s##+(a)}" "${s%+(b)}" "${s%%+(b)}" "${s##!(b)}" "${s//@(a|b)/-}" "${s/+(a)/X}" "${s##*(x)}" "${s//?(a)b/Z}" "${s%%@(ab)*}"; p='  trim me  '; p="${p##+([[:space:]])}"; p="${p%%+([[:space:]])}"; echo "[$p]"
### slices by arithmetic
s=0123456789; n=3; echo "${s:n}" "${s:n:2}" "${s: -2}" "${s:(-4):2}" "${s:2+1:n-1}" "${s:0:-7}" "${s:20}" "[${s:10}]" "${s::3}" "${s: -20}" "${s:n>2?1:5:1}" "${s:$((n)):$n}"
### slices of positionals
set -- a b c d e; echo "${@:2:2}" "${@:0:2}" "${@: -2}" "${*:4}" "${@:6}" "${@:1}" "${#@}" "${@:(-1)}"; f() { echo "${@:1:$#-1}"; }; f 1 2 3
### a negative length of positionals is a mistake
set -- a b c; echo "${@:1:-1}"; echo after
### a substring expression below zero
s=abc; echo "${s:2:-2}"; echo after
### indirection
a=1; b=a; c=b; arr=(x y z); i='arr[1]'; all='arr[@]'; echo "${!b}" "${!i}" "${!all}" "${!c}"; set -- p q; n=2; echo "${!n}" "${!#}" "${!1-unset}"; x_1=1 x_2=2; echo ${!x_*} "${!x_@}"; for k in "${!arr[@]}"; do printf '%s ' "$k"; done; echo; unset e; echo "${!e}"; echo after
### indirection with operators
name=v; v=/usr/lib/x.so; echo "${!name##*/}" "${!name%.so}" "${!name:5:3}" "${!name^^}" "${!name/lib/L}"; unset v; echo "${!name:-dflt}" "${!name+set}"
### lengths
s=héllo; echo ${#s} ${#} ${#@} ${#*} ${#1} ${#2} ${#HOME} | sed 's/[0-9]*$//'; a=(a bb ccc); echo ${#a} ${#a[@]} ${#a[*]} ${#a[2]} ${#a[-1]} ${#a[9]}; declare -A m=([x]=1); echo ${#m[@]} ${#m[x]}; echo ${#-} | grep -c .
### defaults inside defaults
unset a b; echo "${a:-${b:-c}}" "${a:-$(echo x)}" "${a-`echo y`}" "${a:=1}$a" "${b:+no}" "${a:+yes $a}" "${a+${a}${a}}"; : "${x:=1 2}"; echo "$x"; echo "${@-none}" "${*:+some}"; set --; echo "${@-none}" "${*:-none}" "${@:+some}"
### assigning a default to a positional is refused
echo "${5:=x}"; echo after
### question mark messages
(: "${u?}"); echo $?; (: "${u:?}"); echo $?; (e=; : "${e:?is empty}"); echo $?; (e=; : "${e?ok}"); echo $?; (: "${a[3]?no element}"); echo $?; (: ${1:?} ${9:?nine}); echo $?
### a bad substitution
echo "${x y}"; echo after
### more bad substitutions
bash -c 'echo ${a-b-c} ${}'; echo $?; bash -c 'echo ${-x}' x; bash -c 'echo ${1a}'; echo $?; bash -c 'echo ${x@Z}'; echo $?
### special parameters
echo $# $? ${#} "$*" "$@" $0 $- | sed 's/case.sh.*/case.sh/'; false; echo $?; true; echo "$?"; (exit 7); echo $?; echo a b c; echo $_; : x; echo "$_"; [ $$ = $BASHPID ] && echo same; ( [ $$ = $BASHPID ] || echo differs ); echo "[$!]"; sleep 0 & [ -n "$!" ] && echo pid; wait; echo ${10-none} ${3}; set -- 1 2 3 4 5 6 7 8 9 ten; echo $10 ${10}
### the difference between star and at
set -- 'a b' c; for i in $*; do echo "<$i>"; done; for i in $@; do echo "<$i>"; done; for i in "$*"; do echo "<$i>"; done; for i in "$@"; do echo "<$i>"; done; for i in "x$@y"; do echo "<$i>"; done; IFS=-; echo "$*" $* "$@"; IFS=; echo "$*" $*; unset IFS; echo "$*"
### star and at of arrays in assignments
a=('x y' z); b=${a[@]}; c="${a[*]}"; IFS=,; d=${a[*]}; e="${a[@]}"; f="${a[*]}"; echo "$b|$c|$d|$e|$f"
### at inside larger words
set -- 1 2 3; printf '<%s>' "a$@b" "$@$@" "$@"x ''"$@" "${@}${@}"; echo; set --; printf '<%s>' "a$@b" "$@" ''"$@" x; echo
### computed variables
[[ $RANDOM =~ ^[0-9]+$ ]] && echo random; RANDOM=42; a=$RANDOM; RANDOM=42; [ $a = $RANDOM ] && echo seeded; [[ $SRANDOM -ge 0 ]] && echo srandom; SECONDS=100; echo $SECONDS; [ $EPOCHSECONDS -gt 1600000000 ] && echo epoch; [[ $EPOCHREALTIME =~ ^[0-9]+\.[0-9]{6}$ ]] && echo real; echo $LINENO $BASH_SUBSHELL; (echo $BASH_SUBSHELL; (echo $BASH_SUBSHELL)); echo ${BASH_VERSINFO[0]} ${BASH_VERSION%%.*} $OSTYPE $HOSTTYPE $MACHTYPE; echo $UID $EUID $OPTIND "$OPTERR"; [ -n "$PPID" ] && echo ppid; [ -n "$HOSTNAME" ] && echo host; echo "$SHLVL" ; bash -c 'echo $SHLVL'
### line numbers
echo $LINENO
f() {
  echo $LINENO
  echo "$LINENO ${BASH_LINENO[0]}"
}
f
f; echo $LINENO
(
  echo $LINENO
)
echo $LINENO
eval 'echo $LINENO
echo $LINENO'
### the seeded sequence of RANDOM
RANDOM=1; echo $RANDOM $RANDOM $RANDOM; RANDOM=12345; echo $RANDOM $RANDOM
### arithmetic in parameters
i=2; a=(10 20 30 40); echo ${a[i]} ${a[i+1]} ${a[$i-1]} ${a[-1]} ${a[i-=1]} $i ${a[${#a[@]}-1]} ${a[0]}${a[ 1 ]}; s=abcdef; echo ${s:i} ${s:i*2:i+1}
### substitutions of commands lose trailing newlines only
x=$(printf '\n\na\n\nb\n\n\n'); echo "[$x]"; y=$(printf 'a\0b' 2>/dev/null); echo "$y"; echo "$(echo a; echo b)" $(echo a; echo b); z=$(exit 3); echo $?; echo $(exit 4) $?; $(echo echo hi); v=$(false) || echo failed; w=x$(true)y$(false); echo $?
### a file read by substitution
printf 'one\ntwo\n\n' > f; x=$(<f); echo "[$x]"; echo "$(< f)"; x=$(<nosuch); echo $?; echo "$(< f ; echo more)"
### null bytes are dropped with a warning
x=$(printf 'a\0b'); echo "$x" ${#x}
### deep nesting
echo $(echo $(echo $(echo $(echo deep)))) "$(echo "$(echo "$(echo 'x  y')")")" `echo \`echo b\``; echo "${a:-${b:-${c:-${d:-nested}}}}"; echo $(( $(echo 1) + ${#a} + $((2 * $((3)))) ))
### case statements inside a substitution
echo $(case a in a) echo yes;; esac) $(case x in (x) echo paren;; esac; echo ")")
### what no expansion is
x=abc; (echo ${x@Z}; echo no); echo ${y@Z}; (echo ${x:}; echo no); (a=(1 2); echo ${a[@]:0:-1}; echo no); x=HelloWorld; echo ${x~} ${x~~}; declare -a b=(ab Cd); echo ${b[@]~} ${b[@]~~}
