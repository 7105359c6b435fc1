### comm
printf 'a\nb\nd\n' > x; printf 'b\nc\nd\n' > y; comm x y; comm -12 x y; comm -23 x y; comm -3 x y; comm --output-delimiter=: x y; comm --total x y; comm x nosuch; echo $?; comm x; echo $?; comm; echo $?; printf 'b\na\n' > z; comm z y; echo $?; comm - y < x
### join
printf '1 a\n2 b\n4 d\n' > x; printf '1 A\n2 B\n3 C\n' > y; join x y; join -a1 x y; join -a1 -a2 -e- -o 0,1.2,2.2 x y; join -v1 x y; join -t: -1 2 -2 1 <(printf 'x:1\ny:2\n') <(printf '1:one\n2:two\n'); join -o 1.2,2.2 x y; join x nosuch; echo $?; join x; echo $?; join -1 0 x y; echo $?; join -i <(printf 'A 1\n') <(printf 'a 2\n')
### split
seq 10 > f; split -l 4 f; ls x*; cat xac; split -b 5 -d f p; ls p*; cat p00 p01 p02 p03 p04 | head -3; split -n 3 f n; wc -c na nb nc; split -n l/3 f l; cat la; seq 5 | split -l 2 --additional-suffix=.txt - q; ls q*; split -a 3 -l 5 f r; ls r*; split nosuch; echo $?; split -l 0 f; echo $?; split -l x f; echo $?; split --verbose -l 5 f v
### fold and fmt
echo 'abcdefghijklmnopqrstuvwxyz' | fold -w 10; echo 'the quick brown fox jumps' | fold -sw 10; fold -w 0 < /dev/null; echo $?; echo 'a b c d e f g h i j' | fmt -w 10; printf 'one two\nthree\n\nfour\n' | fmt; printf '  in dented\n  text\n' | fmt -w 12; fmt -w x; echo $?; printf 'ab\tcd\n' | fold -w 8
### expand and unexpand
printf 'a\tb\n\tc\n' | expand; printf 'a\tb\n' | expand -t 4; printf '\ta\tb\n' | expand -i; printf 'a\tb\tc\n' | expand -t 2,6; printf '        a\n            b\n' | unexpand | cat -A; printf 'a       b\n' | unexpand -a | cat -A; expand -t 0 < /dev/null; echo $?; expand -t x < /dev/null; echo $?
### tsort
printf 'a b\nb c\n' | tsort; printf 'shoes laces\nsocks shoes\ntrousers shoes\n' | tsort | head -1; printf 'a b c\n' | tsort; echo $?; tsort nosuch; echo $?
### shuf
seq 10 > f; shuf f | sort -n | head -2; shuf -n 3 f | wc -l; shuf -i 1-5 | sort | tr '\n' ' '; shuf -e a b c | sort; shuf -n x f; echo $?; shuf -i 5 ; echo $?; shuf -r -n 4 -e x
### checksums
printf 'hello\n' > f; cksum f; cksum < f; sum f; sum -s f; b2sum f; : > e; cksum e; sum e; cksum nosuch; echo $?; b2sum f > s; b2sum -c s
### od
printf 'hello\nworld\t\001\377' > f; od f; od -c f; od -An -tx1 f; od -A d -t x1z f; od -t u1 -N 4 f; od -j 6 -c f; od -b f; od -x f; od -t d2 f; od -a f; head -c 64 /dev/zero | od -x; head -c 64 /dev/zero | od -v -An -tx1; od -tx4 -w8 f; od nosuch; echo $?; od -t q f; echo $?; printf abc | od -An -c; od -t x1 -t c f
### factor
factor 12 17 100 1; echo 97 2310 | factor; factor x; echo $?; factor 1234567890123; factor -- -3; echo $?
### numfmt
numfmt --to=iec 1024 1500 1048576 999; numfmt --to=si 1000 1500 999999; numfmt --from=iec 1K 2M; numfmt --from=si 1K; numfmt --to=iec-i 2048; echo '1000 x' | numfmt --to=si; printf 'a 1024\nb 2048\n' | numfmt --field=2 --to=iec; numfmt --to=iec --padding=8 5000; numfmt 1K; echo $?; numfmt x; echo $?; numfmt --to=iec --suffix=B 4096; numfmt --from=auto 1Ki; printf 'h\n1024\n' | numfmt --header --to=iec; numfmt --to=si --round=down 1999
### column
printf 'a bb ccc\ndddd e f\n' | column -t; printf 'a:b\nccc:d\n' | column -t -s:; printf 'a:b\nccc:d\n' | column -t -s: -o ' | '; seq 20 | column -c 40; seq 20 | column -x -c 40; printf 'x y\n' | column -t -N A,B; printf 'name 10\nlonger 5\n' | column -t -R 2
### cmp
printf 'abc\ndef\n' > x; printf 'abc\ndxf\n' > y; cmp x x; echo $?; cmp x y; echo $?; cmp -s x y; echo $?; cmp -l x y; cmp -b x y; printf 'abc\n' > z; cmp x z; echo $?; : > e; cmp x e; echo $?; cmp x nosuch; echo $?; cmp -n 4 x y; echo $?; cmp -i 6 x y; echo $?; cmp; echo $?; printf 'ab' > w; cmp x w; cmp x - < x
### strings
printf 'ab\0hello\0\001world!\n\002hi' > f; strings f; strings -n 2 f; strings -t x f; strings -t d -n 6 f; strings nosuch; echo $?
### link and unlink
echo x > a; link a b; cat b; test a -ef b; echo $?; unlink a; ls; link nosuch c; echo $?; unlink nosuch; echo $?; link a; echo $?; unlink; echo $?; mkdir d; unlink d; echo $?; link b b; echo $?
### install
echo x > a; install a b; stat -c %a b; install -m 640 a c; stat -c %a c; install -d p/q/r; ls -d p/q/r; install -D a n/m/f; cat n/m/f; install a nosuch/; echo $?; install nosuch z; echo $?; install; echo $?; install -v a p; install -d -m 700 s; stat -c %a s; install -m zz a b; echo $?; install a a b; echo $?
### pathchk
pathchk a/b; echo $?; pathchk -p 'a b'; echo $?; pathchk -p thisnameislonger; echo $?; pathchk ''; echo $?; pathchk; echo $?; pathchk -P -- -x; echo $?
### nice stdbuf arch logname hostid
nice; nice echo hi; nice -n 5 echo low; nice -n x echo; echo $?; nice nosuchcommand; echo $?; nice -n 3; echo $?; stdbuf -o0 echo out; stdbuf -oL; echo $?; stdbuf echo x; echo $?; arch; hostid | wc -c; nice -5 echo five
### time
/usr/bin/time -f '%x %C' true; /usr/bin/time -f done false; echo $?; /usr/bin/time -f '%x' sh -c 'exit 3'; echo $?; /usr/bin/time -q -f 'q' false; /usr/bin/time -o out -f 'in file' true; cat out; /usr/bin/time -p true 2>&1 | cut -d' ' -f1; /usr/bin/time nosuchcommand 2>&1 | head -1; /usr/bin/time true 2>&1 | cut -c1-8 | head -1
### getopt
getopt ab:c -a -b x y; getopt -o ab: --long alpha,beta: -- -a --beta v file; getopt -o a -- -z; echo $?; getopt -o ab: -- "-b" "two words" "it's"; getopt -n mine -o a: -- -a; echo $?; getopt -o a:: -l opt:: -- -ax -a --opt=y --opt z; getopt -T; echo $?; getopt -u -o a: -- -a 'x y'
### getconf and locale
getconf PAGE_SIZE; getconf LONG_BIT; getconf nosuch; echo $?; locale | grep -c LC_; locale charmap; getconf NAME_MAX /
### bc
echo '1+2*3' | bc; echo '7/2; scale=3; 7/2; 2^10; 2^0.5; sqrt(2); 10%3' | bc 2>/dev/null; echo 'scale=2; 1/3; -1/3; .5*.5; 1.10+2' | bc; echo 'a=5; a*2; a+=3; a; a++; a; --a' | bc; echo '1/0' | bc 2>&1 | grep -o 'Divide by zero'; echo '5>3; 5<3; 1&&0; 1||0; !1' | bc; echo 'obase=2; 10; obase=16; 255' | bc; echo 'ibase=16; FF; A+1' | bc; echo 'ibase=2; 1010' | bc; echo '2^100' | bc; echo '2^300' | bc; echo 'length(12345); scale(1.234); length(0.001)' | bc
### bc programs
bc <<'EOF'
define f(n) {
  if (n <= 1) return (1);
  return (n * f(n-1));
}
f(10)
for (i = 0; i < 3; i++) print i, " "
print "\n"
while (i > 0) { i -= 1; if (i == 1) continue; i }
a[3] = 7
a[3] + a[0]
define g(x) { auto y; y = x * 2; return (y); }
y = 9; g(4); y
/* comment */
"text
"
if (1) "yes
" else "no
"
x = 3; (x = 4); x
last + 1
scale = 4; 22 / 7
quit
5
EOF
### bc -l
echo 'scale=10; a(1)*4; e(1); l(2); s(1); c(1)' | bc -l; echo '1/3' | bc -l; echo 'e(-1); l(10); s(0); 4*a(1)' | bc -l; echo 'sqrt(2)' | bc -l; echo 'scale=30; e(2)' | bc -l
### lists together
printf 'b\na\nc\na\n' > f; sort f | uniq -c | sort -rn | head -1; paste -d, f f; nl f; tac f; rev f; seq 3 | paste -sd+ | bc; cut -c1 f | sort -u | tr '\n' ' '; echo; join <(sort -u f) <(printf 'a 1\nc 3\n'); comm -12 <(sort -u f) <(printf 'a\nz\n')
