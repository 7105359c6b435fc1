### operators and their order
echo $((2+3*4)) $(((2+3)*4)) $((2**3**2)) $((-2**2)) $((7/2)) $((-7/2)) $((7%3)) $((-7%3)) $((1<<4)) $((256>>2)) $((5&3)) $((5|3)) $((5^3)) $((~5)) $((!0)) $((!5)) $((1&&0)) $((1||0)) $((3>2)) $((3<=2)) $((1==1)) $((1!=1)) $((1,2)) $((1?2:3)) $((0?2:0?4:5)) $((- - 3)) $((+3)) $((2-1-1)) $((100/10/2)) $((1<2==1)) $((3-+2))
### assignment operators
x=10; echo $((x+=5)) $((x-=3)) $((x*=2)) $((x/=5)) $((x%=3)) $((x<<=3)) $((x>>=1)) $((x|=3)) $((x&=6)) $((x^=1)); echo $x $((y=3,z=y*2,z)) $y $((a=b=4)) $a$b; ((x=1?2:3)); echo $x; echo $((q ? q : (q=7))) $q
### increments
i=5; echo $((i++)) $i $((++i)) $i $((i--)) $((--i)) $((i++ + ++i)) $i; ((i++)); echo $? $i; i=0; ((i++)); echo $?; ((++i)); echo $?; let i+=1 i*=2; echo $i; let 'i = 0'; echo $?; let; echo $?; let x=; echo $?
### number bases
echo $((0x1F)) $((017)) $((2#1011)) $((16#ff)) $((36#z)) $((64#_)) $((8#17)) $((0X1f)) $((10#010)) $((37#A)) $((37#a)); (echo $((08))); (echo $((2#12))); (echo $((65#1))); (echo $((1#0))); (echo $((16#))); (echo $((1_000))); echo after
### mistakes
t() { (eval "echo \$(($1))"); }; for e in '1+' '1 2' 'a b' '5/0' '5%0' '1+*2' '(1' '2**-1' '1 ? 2' 'x=' '3=4' '++5' '0x' '9z' '1.5' 'a[' '@' '1;2' ',' '1)' '"a' '$' 'x y z' '1 ++' '!' '1 =' '4 4 4' '08' 'x[1' '[1]'; do echo "--- $e"; t "$e"; done 2>&1
### mistakes in the double parenthesis command
((1+)); echo $?; ((x=1/0)); echo $?; ((1 2)); echo $?; (( )); echo $?; let '1+'; echo $?; let 1 2 0; echo $?; let 'x=1/0'; echo $?; echo after
### a mistake in an expansion ends the line
echo a; echo $((1/0)); echo same line
echo next line
### overflow wraps
echo $((9223372036854775807)) $((9223372036854775807+1)) $((-9223372036854775808)) $((9223372036854775808)) $((2**63)) $((2**64)) $((-9223372036854775808/-1)) $((1<<63)) $((1<<64)) $((1<<65)) $((-1>>1)) $((1<<-1))
### variables hold expressions
a=1+2; echo $((a*3)) $(($a*3)); b=a; c=b; echo $((c)); d='e=5'; echo $((d)) $e; unset u; echo $((u+1)) $((u)) $(("5"+1)) $((" 3 "+1)); s=' 7 '; echo $((s+1)); e=; echo $((e)) $((e+0)); r=r; echo $((r)) 2>&1
### quotes and substitutions inside
x=3; echo $((x + $(echo 4) + ${x} + `echo 1`)) $(( "$x" * 2 )) $((${#x}+1)) $((x>2?1:0)); echo $((${u:-5}+1)) $(($x$x)) $((x
+
1)); [ $((x*2)) -eq 6 ] && echo six; echo $[x+1] $[2*3]
### logic is short
x=0; (( 0 && (x=5) )); echo $x; (( 1 || (x=6) )); echo $x; (( 1 ? (x=7) : (x=8) )); echo $x; (( 0 ? y=1 : (y=2) )); echo $y; (( x++ && x++ || x++ )); echo $x; echo $(( 0 && 1/0 )) $(( 1 || 1/0 ))
### integer variables
declare -i n=5; n=n+3; echo $n; n+=2; echo $n; n='2 * 3'; echo $n; n=abc; echo $n; n=0x10; echo $n; typeset -i m; m=1/2; echo $m; unset n; n=1+1; echo $n; declare -i a[2]=3+4; echo ${a[2]}; declare +i m; m=1+1; echo $m
### arithmetic loops and conditions
for ((i=0;i<3;i++)) do printf '%s ' $i; done; echo; for ((i=10,j=0; i>j; i-=3, j++)); do printf '%s-%s ' $i $j; done; echo; while ((i-->0)); do printf . ; done; echo $i; if ((i<0)); then echo neg; fi; ((n=5)) && echo yes; ((0)) || echo no; for ((i=0; i<2; )); do ((i++)); done; echo $i; for ((i=1/0;;)); do :; done; echo $?
### powers and large products
echo $((10**18)) $((3**40)) $((7**0)) $((0**0)) $((-3**3)) $(((-3)**3)) $((123456789*987654321)) $((1000000007%97))
### expr
expr 1 + 2; expr 3 \* 4; expr 7 / 2; expr 7 % 2; expr 5 \> 3; expr a = a; expr abc : 'a\(.\)c'; expr abc : 'ab'; expr length hello; expr substr hello 2 3; expr index hello l; expr \( 1 + 2 \) \* 3; expr 0; echo $?; expr '' ; echo $?; expr 1 / 0; echo $?; expr a + 1; echo $?; expr; echo $?; expr 1 +; echo $?; expr 5 \| 0; expr 0 \| 3; expr 5 \& 0; expr match abc 'a.'; expr -5 + 2; expr abc \< abd
### let with several words
let a=5 b=a*2 "c = b + 1"; echo $a $b $c; let "a == 5" && echo eq; let a++; echo $a; let 'x[2]=3'; echo ${x[2]}
