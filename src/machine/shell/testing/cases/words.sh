### quotes keep blanks
x='a   b'; echo $x "$x" '$x' "a'b" 'a"b' a\ b $'t\tn\x41\u00e9'
### empty strings are arguments
f() { echo $#; }; f "" '' $nothing; f "$nothing" "$@"; set --; f "$@"; f "x$@"
### parameters with defaults
unset a; b=; echo "${a-1}" "${b-1}" "${a:-1}" "${b:-1}" "${a+2}" "${b+2}" "${b:+2}" "${a:=5}" "$a"
### a missing parameter with a message ends the script
echo before; : ${nothing:?is missing}; echo after
### nounset ends the script
set -u; echo "$nothing"; echo after
### removing prefixes and suffixes
p=/usr/local/lib/a.tar.gz; echo ${p##*/} ${p#*/} ${p%.*} ${p%%.*} ${p%/*}
### replacing in parameters
s=banana; echo ${s/an/AN} ${s//an/AN} ${s/#ba/X} ${s/%na/Y} ${s//a} ${s/[bn]/_} "${s//a*n/-}"
### lengths and slices
s=hello; echo ${#s} ${s:1} ${s:1:3} ${s: -3} ${s: -3:2} ${s:0:-1} ${#nothing}
### letters
s='hello World'; echo ${s^} ${s^^} ${s,,} ${s^^[lo]} ${s,}
### indirect parameters and names
x=y; y=z; echo ${!x}; abc1=1 abc2=2; echo ${!abc*} "${!abc@}"
### quoting transformations
s="it's"; echo ${s@Q} "${s@U}" "${s@u}" ; x='a\tb'; echo "${x@E}"
### positional parameters
echo $# $1 "$2" ${3} "$*" ; IFS=,; echo "$*"; shift; echo "$1"; set -- a b c; echo "${@:2}" "${@: -1}" ${#@} ${*:1:2}
### braces
echo a{b,c}d {1..5} {5..1} {01..03} {a..e} {a..e..2} x{,y} {a,b}{1,2} {a,{b,c}} {a} {} "{a,b}" \{a,b} {1..10..3}
### tildes
echo ~ ~/x a~ "~" x=~ ~nosuchuser; y=~/z; echo $y; z=a:~/b; echo $z
### splitting with IFS
x='a:b::c'; IFS=:; set -- $x; echo $#; for i in "$@"; do echo "<$i>"; done; IFS=' :'; y=' a : b '; set -- $y; echo $#
### command substitution
echo "$(echo a; echo b)" `echo c` $(echo "d  e") "$(printf 'x\n\n\n')"y; echo $(echo $(echo nested)); x=$(false); echo $?
### arithmetic
echo $((1+2*3)) $((2**10)) $((7/2)) $((-7%3)) $((1<2)) $((5&3|8)) $((~0)) $((!5)) $((1?2:3)) $((0x1f)) $((010)) $((2#101)) $(( (1+2)*3 ))
### arithmetic assigns
x=5; echo $((x++)) $x $((++x)) $((x+=3)) $x $((y=4,y*2)) $((x>3&&y<5)); let z=x*2; echo $z; ((z==18)) && echo yes; ((0)) || echo zero
### arithmetic mistakes
echo $((1/0)); echo after
### arithmetic syntax mistakes
echo $((1+)); echo after
### 64-bit integers wrap
echo $((9223372036854775807+1)) $((1<<63)) $((-9223372036854775808))
### paths
mkdir d; touch a.txt b.txt c.md .hidden d/x.txt; echo *.txt; echo *; echo .h*; echo */*.txt; echo [ab].txt; echo [!a].txt; echo nomatch*; echo "*.txt"; echo \*.txt; x='*.md'; echo $x "$x"
### extended patterns
shopt -s extglob
touch ab abc b cd; echo @(ab|b) ; echo !(ab*); echo +(a|b)*; echo ?(c)d; case foo.tar.gz in *.@(tar.gz|tgz)) echo archive;; esac
### nullglob and dotglob
touch .x y; shopt -s nullglob; echo no*; shopt -s dotglob; echo *
### globstar
mkdir -p a/b/c; touch a/1 a/b/2 a/b/c/3; shopt -s globstar; echo **; echo a/**/3
### arrays
a=(one 'two words' three); echo ${a[0]} "${a[1]}" ${#a[@]} "${a[@]}" "${!a[@]}"; a+=(four); a[7]=eight; echo "${#a[@]}" "${!a[@]}"; unset 'a[0]'; echo "${a[@]}"; for i in "${a[@]}"; do echo "<$i>"; done; echo "${a[@]:1:2}" "${a[-1]}" ${a[*]/o/0}
### associative arrays
declare -A m=([x]=1 [y z]=2); m[w]=3; echo ${m[x]} "${m[y z]}" ${#m[@]}; for k in x w; do echo $k=${m[$k]}; done; unset 'm[x]'; echo ${m[x]-gone}; [[ -v m[w] ]] && echo there
### here-documents
x=5; cat <<A; cat <<'B'; cat <<-C
x is $x $(echo sub) \$x `echo tick` "q"
A
x is $x
B
	tabbed
	C
cat <<< "here $x"
### special parameters
echo $? $# $0; false; echo $?; sleep 0 & wait $!; echo $?; echo ${PIPESTATUS[@]}; true | false | true; echo ${PIPESTATUS[@]}
### unquoted expansions vanish
x=; f() { echo $#; }; f $x a $x; f "$x"; f a$x
### patterns in variables
p='a*'; [[ abc == $p ]] && echo pattern; [[ abc == "$p" ]] || echo literal; case abc in $p) echo case;; esac
### bad substitution
echo ${a b}; echo after
### dollar at in words
set -- a b; for i in "x$@y"; do echo "<$i>"; done; for i in $*; do echo "[$i]"; done
### nested defaults
echo "${a:-${b:-"x y"}}" ${a:-x  y} "${a:-'q'}"; 
### printf formats
printf '%s-%d|%5s|%-5s|%05d|%x|%o|%.2f|%c|%%|%q\n' a 42 b c 7 255 8 3.14159 hello "it's"; printf '%s\n' a b c; printf 'no newline'; printf '\n%b\n' 'a\tb'; printf '%d\n' abc; echo $?
### printf reuses its format
printf '%s=%s\n' a 1 b 2 c; printf '[%5.1f]\n' 2.25 9.99; printf '%e %g %g\n' 12345.678 0.0001 1000000; printf -v x '%03d' 5; echo $x
### echo options
echo -n a; echo; echo -e 'a\tb\nc\x41\0101'; echo -E 'a\tb'; echo -ne 'x\c y'; echo; echo -- -n; echo -q
