### if with all its parts
f() { if [ $1 = 1 ]; then echo one; elif [ $1 = 2 ]; then echo two; elif false; then :; else echo other; fi; echo $?; }; f 1; f 2; f 3; if false; then :; fi; echo $?; if ! false; then echo not; fi; if true && ! false; [ -n x ]; then echo list; fi; if (exit 3); then :; else echo $?; fi
### loops with while and until
i=0; while [ $i -lt 3 ]; do echo $i; i=$((i+1)); done; until [ $i = 0 ]; do i=$((i-1)); done; echo $i; while false; do :; done; echo $?; while :; do break; done; echo $?; n=0; while (( n++ < 5 )); do (( n == 2 )) && continue; (( n == 4 )) && break; echo n$n; done; while read -r a b; do echo "$b $a"; done <<< $'1 2\n3 4'; until true; do :; done; echo $?
### loops over words
for i in 1 2 3; do echo $i; done; for i in; do echo none; done; for i in a 'b c' $(echo d e); do echo "<$i>"; done; for i; do echo "arg $i"; done; for f in *.none; do echo $f; done; for i in {1..3}; do :; done; echo $i; for i in x
do
echo y; done; for ((i=0, j=5; i<j; i++, j--)); do echo $i$j; done; for ((;;)); do break; done; for (( i = 0 ; i < 2 ; i++ )) { echo brace $i; }; for x in a b; { echo br $x; }
### break and continue through levels
for i in 1 2 3; do for j in a b c; do [ $j = b ] && continue 2; [ $i = 3 ] && break 2; echo $i$j; done; done; for i in 1 2; do for j in 1 2; do break 9; done; echo no; done; echo end; for i in 1; do break 0; echo x; done; echo $?
### bad counts for break
for i in 1 2; do break abc; echo no; done; echo not reached
### case patterns
f() { case $1 in a) echo A;; b|c) echo BC;; [0-9]*) echo num;; ?) echo one;; "x y") echo quoted;; '') echo empty;; *.txt) echo text;; *) echo other;; esac; }; for x in a c 5x q 'x y' '' n.txt zz; do f "$x"; done; case x in y) ;; esac; echo $?; case x in (x) false;; esac; echo $?; case $(echo sub) in s*) echo s;; esac; case a in a) esac; x='[abc]'; case b in $x) echo cls;; esac; case b in "$x") echo no;; *) echo lit;; esac
### case falls through and goes on
f() { case $1 in a) echo a;& b) echo b;;& c|a) echo ca;; *) echo star;; esac; }; f a; f b; f c; f d
### case with extglob and nocasematch
shopt -s extglob
case foobar in foo@(bar|baz)) echo 1;; esac; case aaa in +(a)) echo 2;; esac; case file.txt in !(*.sh)) echo 3;; esac; shopt -s nocasematch; case ABC in abc) echo 4;; esac; [[ ABC == a* ]] && echo 5; [[ Q =~ q ]] && echo 6
### select
printf '2\n\nx\n1\n' | { PS3='choose: '; select x in apple 'big pear' fig; do echo "[$x] $REPLY"; [ "$x" = apple ] && break; done; echo $?; } 2>&1; select y in a b; do echo no; done < /dev/null 2>&1; echo $?
### a select menu in columns
COLUMNS=40; select x in alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu; do break; done <<< 3 2>&1; echo $x
### lists with && and ||
true && echo a || echo b; false && echo a || echo b; true || echo c && echo d; false || false && echo e; echo $?; ! true; echo $?; ! false && echo f; true && ! true || echo g; { false; } || echo h; (false) || echo i; false || { echo j; false; } && echo k; echo $?; true; ! ; echo $?; ! ! true; echo $?
### numeric tests in double brackets
[[ 2 -lt 10 && 10 -gt 2 ]] && echo 1; [[ 1+1 -eq 2 ]] && echo 2; x=5; [[ x -eq 5 ]] && echo 3; [[ 0x10 -eq 16 ]] && echo 5; [[ a -eq b ]] && echo unset; [[ -5 -lt 0 ]] && echo 6; [[ 08 -eq 8 ]]; echo $?; [[ 1 -eq 1+ ]]; echo $?; [[ a -eq 'x y' ]]; echo $?
### text tests in double brackets
[[ a < b ]] && echo 1; [[ b > a ]] && echo 2; [[ abc == a?c ]] && echo 3; [[ abc = *c ]] && echo 4; [[ abc != a ]] && echo 5; [[ -z "" && -n x ]] && echo 6; [[ x ]] && echo 7; [[ '' ]] || echo 8; [[ ! x ]] || echo 9; [[ ( a == b || c == c ) && d ]] && echo 10; e='a b'; [[ $e == 'a b' ]] && echo 11; [[ $undefined == '' ]] && echo 12; [[ -v HOME && ! -v nope ]] && echo 13; [[ a == b || a == a && x == y ]] || echo 14; [[ $e == a* ]] && echo 15; [[ "(" == \( ]] && echo 16
### file tests
touch f; chmod 644 f; mkdir d; ln -s f l; ln -s gone dead; : > empty; echo x > full; for t in -e -f -d -L -h -s -r -w -x -p -b -c -S -O -G -u -g -k; do for x in f d l dead empty full; do [ $t $x ] && printf '%s%s ' $t $x; done; done; echo; [[ -e dead ]] || echo broken; [ f -ef l ] && echo same; touch -d '2020-01-01' old; [ f -nt old ] && [ old -ot f ] && echo newer; [ f -nt missing ] && echo nt; [ -t 0 ] || echo notty; [ -c /dev/null ] && echo dev; chmod +x f; [ -x f ] && echo exec; [[ d/ -ef ./d ]] && echo dir
### the test command's arities
[ ]; echo $?; [ x ]; echo $?; [ '' ]; echo $?; [ ! x ]; echo $?; [ -n ]; echo $?; [ -z ]; echo $?; [ ! ]; echo $?; [ a = a ]; echo $?; [ ! a = a ]; echo $?; [ a -a b ]; echo $?; [ '' -o b ]; echo $?; [ \( a = b \) ]; echo $?; [ a = b -o c = c -a d = d ]; echo $?; [ ! \( a = a \) ]; echo $?; [ -e = -e ]; echo $?; [ = = = ]; echo $?; test; echo $?; test 5 -gt 3; echo $?; [ -o errexit ]; echo $?; [ -v HOME ]; echo $?; [ a \< b ]; echo $?; [ b \> a ]; echo $?
### mistakes of the test command
[ 1 -eq a ]; echo $?; [ a; echo $?; [ a b ]; echo $?; [ a b c ]; echo $?; [ a = ]; echo $?; [ 1 2 3 4 ]; echo $?; [ -q x ]; echo $?; test a -foo b; echo $?; [ 1.5 -gt 1 ]; echo $?; [ '' -eq 0 ]; echo $?; [ ' 5 ' -eq 5 ]; echo $?; [ \( a ]; echo $?; [ a -a ]; echo $?; [ 99999999999999999999 -gt 1 ]; echo $?
### regular expressions
[[ abc123 =~ ([a-z]+)([0-9]+) ]]; echo "${BASH_REMATCH[@]}" ${#BASH_REMATCH[@]}; [[ x =~ y ]]; echo $? "${#BASH_REMATCH[@]}"; re='^([0-9]{1,3})\.([0-9]{1,3})$'; [[ 10.20 =~ $re ]] && echo "${BASH_REMATCH[1]}-${BASH_REMATCH[2]}"; [[ aXb =~ [[:upper:]] ]] && echo "$BASH_REMATCH"; [[ 'a+b' =~ a\+b ]] && echo plus; [[ abc =~ ^a.*c$ ]] && echo anch; [[ foobar =~ (foo|bar)+ ]] && echo "${BASH_REMATCH[0]} ${BASH_REMATCH[1]}"; [[ ab =~ (a)(x)?(b) ]]; echo "[${BASH_REMATCH[2]}] ${#BASH_REMATCH[@]}"; re='('; [[ a =~ $re ]]; echo $?; [[ $'a\nb' =~ a.b ]] && echo nl; [[ 'a]b' =~ []] ]] && echo brk; [[ aa =~ ^a{2}$ ]] && echo two; v='a b'; [[ $v =~ ^[a-z]+\ [a-z]$ ]] && echo blank; [[ é =~ ^.$ ]] && echo utf
### conditions that span lines
if [[ a == a &&
  b == b ]]; then echo lines; fi
[[
  -n x
]] && echo lone
true &&
  echo and ||
  echo or
echo a |
  cat |
  tr a b
for i in \
  1 2; do echo $i; done
if
  true
then
  echo then
fi; while
  false
do :; done; case x
in
  x)
    echo x
  ;;
esac
### groups and subshells
x=1; { x=2; }; echo $x; (x=3; cd /; exit 4); echo $? $x ${PWD##*/}; ( (echo nested) ); ( (echo arith-like) ; echo b); { echo a; echo b; } | wc -l; (trap 'echo bye' EXIT; echo in); (set -e; false; echo no); echo $?; { exit 3; } | cat; echo $?; (exit); echo $?; false; (exit); echo $?
### exit and its argument
(exit 300); echo $?; (exit -1); echo $?; (exit abc); echo $?; (exit 1 2); echo $?; false; (exit); echo $?; exit 5; echo no
### a script's own status
false; true; (false)
### the time keyword
TIMEFORMAT='%0lR %0U'; time :; TIMEFORMAT='r=%lR' ; { time sleep 0; } 2>&1 | sed 's/[0-9]\+/N/g'; unset TIMEFORMAT; { time true; } 2>&1 | sed 's/[0-9]\+/N/g'; { time -p true; } 2>&1 | sed 's/[0-9]\+/N/g'; TIMEFORMAT=; time false; echo $?; TIMEFORMAT='%% %3U'; { time :; } 2>&1 | sed 's/[0-9]\+/N/g'; TIMEFORMAT='x%n'; time :; { TIMEFORMAT=ok; time { echo a; echo b; }; } 2>&1; { time ! true; } 2>/dev/null; echo $?; ! { TIMEFORMAT=; time true; }; echo $?
### loops read from pipes in a subshell
n=0; seq 3 | while read x; do n=$((n+x)); done; echo $n; shopt -s lastpipe; seq 3 | while read x; do n=$((n+x)); done; echo $n; echo a b | read p q; echo $q
