### grep selects lines
printf 'apple\nBanana\ncherry pie\napple tart\n\n' > f; grep apple f; grep -i BANANA f; grep -v apple f; grep -c apple f; grep -n e f; grep -w pie f; grep -x apple f; grep -e apple -e pie f; grep -F 'a.p' f; echo $?; grep -E '^(a|c)' f; grep -o 'p*' f; grep -m1 apple f; grep -q apple f; echo $?; grep -L apple f; grep -l apple f; grep '' f | wc -l; grep -nv . f
### grep with context and names
seq 20 > n; grep -A2 5 n; grep -B1 7 n; grep -C1 '^1$' n; grep -n -A1 '^1[05]' n; cp n m; grep -H '^3$' n; grep -h '^3$' n m; grep '^3$' n m; grep -c 1 n m; grep -l 7 n m; mkdir d; cp n d; grep -r '^9$' d; grep -rn '^9$' . | sort; grep --include='*.x' -r 9 .; echo $?; grep -s 1 nosuch; echo $?; grep 1 nosuch; echo $?; grep 1 d; echo $?
### grep's expressions
printf 'a+b\na.b\naab\nab\n[x]\na\\b\n' > f; grep 'a+b' f; grep -E 'a+b' f; grep 'a\+b' f; grep 'a.b' f; grep 'a\.b' f; grep '\[x\]' f; grep '[]x]' f; grep 'a\\b' f; grep -E 'a{2}' f; grep 'a\{2\}' f; grep -w ab f; grep '\<a' f | wc -l; grep -E '^a|x' f; grep -P 'a\wb' f; grep '[[:alpha:]]\{3\}' f; grep -E '(' f; echo $?; grep '[' f; echo $?
### cut
printf 'a:b:c\nd:e:f\nnone\n' > f; cut -d: -f1 f; cut -d: -f2- f; cut -d: -f1,3 f; cut -d: -f-2 f; cut -d: -s -f2 f; cut -c1-2 f; cut -c2 f; cut -b1 f; cut -d: -f1,3 --output-delimiter=- f; cut -d: --complement -f2 f; cut -f1 f; printf 'x\ty\n' | cut -f2; cut f; echo $?; cut -f0 f; echo $?; cut -d ab -f1 f; echo $?
### tr
echo hello | tr a-y b-z; echo hello | tr -d l; echo aabbcc | tr -s a-c; echo 'a b  c' | tr -s ' ' '\n'; echo Hello | tr '[:upper:]' '[:lower:]'; echo hello | tr '[:lower:]' '[:upper:]'; echo a1b2 | tr -cd '0-9\n'; echo abc | tr abc x; echo abc | tr -t abc x; echo 'a-b' | tr -- - _; printf 'a\tb\n' | tr '\t' ' '; echo abc | tr -c 'a\n' '*'; echo hello | tr 'a-z' 'A-M'; tr a; echo $?; tr; echo $?; printf 'x\0y' | tr '\0' '\n'; echo
### head and tail
seq 20 > f; head -n3 f; head -3 f; head -c5 f; head -n -17 f; tail -n3 f; tail -3 f; tail -n +18 f; tail -c4 f; tail -c +48 f; seq 3 | head -n1; seq 3 | tail -n1; head -n1 f f; tail -qn1 f f; tail -vn1 f; head nosuch; echo $?; head -n x f; echo $?; tail -n 0 f; head -n 0 f; printf 'no newline' | tail -n1
### wc
printf 'one two\nthree\n' > f; wc f; wc -l f; wc -w f; wc -c f; wc -m f; wc -L f; wc < f; wc -l < f; cat f | wc; cp f g; wc f g; wc -lw f; printf 'é\n' | wc -cm; wc nosuch f; echo $?; wc -l nosuch; echo $?; printf '' | wc
### uniq
printf 'a\na\nb\na\nA\n' > f; uniq f; uniq -c f; uniq -d f; uniq -u f; uniq -i f; sort f | uniq -c | sort -rn; printf '1 x\n2 x\n3 y\n' | uniq -f1; printf 'ax\nbx\n' | uniq -s1; printf 'abc\nabd\n' | uniq -w2; uniq f out; cat out; uniq nosuch; echo $?; uniq -D f
### sort
printf 'b 2\na 10\nc 1\n' > f; sort f; sort -r f; sort -k2 f; sort -k2n f; sort -nrk2 f; sort -t' ' -k2,2n f; printf '10\n9\n1\n' | sort; printf '10\n9\n1\n' | sort -n; printf 'b\na\nb\n' | sort -u; sort -c f; echo $?; printf 'B\na\n' | sort -f; printf '1K\n1M\n2\n' | sort -h; sort nosuch; echo $?; printf 'x:3\ny:1\n' | sort -t: -k2; sort -m <(printf 'a\nc\n') <(printf 'b\n'); printf '0x1\n-5\n 3\n' | sort -n
### sed edits
printf 'one\ntwo\nthree\n' > f; sed 's/o/0/' f; sed 's/e/E/g' f; sed -n 2p f; sed 2d f; sed '/two/d' f; sed '2,3s/t/T/' f; sed '$d' f; sed -n '$p' f; sed '1i\first' f; sed '$a last' f; sed '2c\changed' f; sed 's/\(.\)\(.\)/\2\1/' f; sed -E 's/(.)(.)/\2\1/' f; sed 's/o/[&]/' f; sed 's|o|/|' f; sed -n '/one/,/two/p' f; sed '/^$/d;s/t/T/' f; sed q f; sed 2q f; sed -n '/t/=' f; sed 'y/abc/xyz/' f; sed 's/T/x/I' f; sed 's/e/X/2' f; sed G f; sed -n 'H;${x;s/\n/,/g;p}' f; sed 'N;s/\n/ /' f
### tee and cat
echo x | tee a b; cat a b; echo y | tee -a a > /dev/null; cat a; cat -n a; printf 'a\n\n\nb\n' | cat -s; printf 'a\tb\n' | cat -T; printf 'a\n' | cat -E; printf '\1\n' | cat -v; printf 'a\n\nb\n' | cat -b; cat a - b <<< mid; cat nosuch a; echo $?; cat -A a; cat -z; echo $?
### printf and echo as programs
/usr/bin/printf '%s %d %5.2f %x\n' a 5 3.14159 255; /usr/bin/printf '%b' 'a\tb\n'; env printf '%s\n' x; /usr/bin/echo -e 'a\tb'; /usr/bin/echo -n x; echo; /usr/bin/printf; echo $?; /usr/bin/printf '%d\n' x; echo $?; /usr/bin/[ a = a ]; echo $?; /usr/bin/test 1 -gt 2; echo $?; /usr/bin/[ a; echo $?
### date prints in formats
date -u -d '2024-02-29 13:04:05' '+%F %T %a %b %e %j %s %u %y'; date -u -d @0; date -u -d @86400 +%D; date -u -d '2024-01-31 + 1 day' +%F; date -u -d 'yesterday' > /dev/null && echo ok; date -u -d '2024-03-01 -1 day' +%A; date +%Y | grep -c '^20'; date -d nonsense; echo $?; date -u -d '1 Jan 2024 10:00' +%R; date -u -Iseconds -d @0; date -R -u -d @0; date -u -d '2024-02-29T10:00:00Z' +%H; date '+%%'; date -u -d '@1700000000' '+%I:%M %p'; date x; echo $?
### awk works on fields and records
printf 'a 1\nb 2\nc 3\n' > f; awk '{print $2, $1}' f; awk '$2 > 1' f; awk 'NR==2' f; awk '{s+=$2} END {print s, NR}' f; awk -F: '{print $1}' <<< 'x:y'; awk 'BEGIN{OFS="-"} {$1=$1; print}' f; awk '/b/,/c/' f; awk '{print NF}' f; awk 'END{print $0}' f; awk -v x=5 '{print x+$2}' f; awk '{a[$1]=$2} END {for (k in a) n++; print n, a["b"]}' f; awk 'BEGIN{printf "%05.1f|%-4s|%3d\n", 3.14159, "ab", 7}'; awk '{print length($0), toupper($1), substr($0,2,2)}' f; awk 'BEGIN{n=split("a,b,c",x,","); print n, x[3]}'; awk '{gsub(/[0-9]/,"#"); print}' f; awk 'BEGIN{while(i<3) print i++}'; awk 'BEGIN{print index("hello","l"), match("abc",/c/), RSTART}'; awk 'BEGIN { print 1/3; print 1e6, 1e20, 0.1+0.2 }'; awk 'BEGIN{print "a" "b", 1 " " 2, -3 % 2, 2^10}'; awk '$1 ~ /^[ab]$/ {print; next} {print "other"}' f
### xargs -P runs several at once
printf '%s\n' 3 1 2 | xargs -P 3 -I{} sh -c 'sleep 0.{}; echo {}'
printf '%s\n' 1 2 3 4 | xargs -P 0 -n 1 sh -c 'exit $0'; echo $?; echo a b | xargs -P 2 -n 1 none-such; echo $?
mkfifo f; printf '%s\n' 'cat f' 'echo met > f' | xargs -P 2 -I{} sh -c {}
### xargs tells of commands killed and of status 255
echo a | xargs sh -c 'kill -9 $$'; echo $?; printf '%s\n' 255 0 | xargs -n 1 sh -c 'echo $0; exit $0'; echo $?
### sed F names the file, and -z takes zeros for line ends
echo 1 > a; printf '1\n2\n' > b; sed F a b; sed -n '$F' a b; echo x | sed F; sed -s -n '1F' a b; sed -n 'N;F' a b
printf 'a\nb\0c\0' | sed -z 's/\n/+/;s/^/>/' | tr '\0' '.'; printf 'a\0b\0' | sed -z 'N;s/\x00/,/;p' | od -c; printf 'a\0b\0' | sed -nz 'H;${x;l}'; printf 'a\nb\n' | sed -z 's/\n/,/g'; printf 'a\0b\0' > z; sed -z -i 's/a/A/' z; od -c z
### nice keeps and shows its number
nice; nice nice; nice -n 5 nice; nice -n 5 nice -n 3 nice; nice -n 30 nice; nice -7 nice; nice -n 4 sh -c 'ps -o ni= -p $$'
