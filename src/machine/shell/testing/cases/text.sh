### head and tail
seq 20 > f; head -3 f; head -n 2 f; head -c 5 f; echo; head -n -17 f; tail -3 f; tail -n +18 f; tail -c 3 f; tail -n 1 f f; head -n 1 f f; head nosuch; echo $?; tail nosuch; echo $?; head -n x f; echo $?; seq 5 | tail -2; printf 'no newline' | tail -1; echo; head -n 0 f; tail -n 0 f; head -q -n1 f f; head -c -48 f; tail -5 f | head -1
### wc
printf 'a b\nc\n' > f; wc f; wc -l f; wc -w < f; wc -c f f; wc < f; wc -m f; wc -L f; cat f | wc; wc nosuch; echo $?; printf 'é\n' | wc -cm; wc -lw f; : > e; wc e
### sort
printf 'b 2\na 10\nc 1\na 10\n' > f; sort f; sort -r f; sort -u f; sort -k2 f; sort -k2n f; sort -k2,2nr f; sort -t' ' -k1,1 -k2,2n f; printf '10\n9\n1\n' | sort -n; printf '2K\n1M\n3\n' | sort -h; printf 'B\na\nC\n' | sort -f; printf 'v1.10\nv1.9\n' | sort -V; sort nosuch; echo $?; sort -c f; echo $?; printf 'Mar\nJan\n' | sort -M; sort -o g f; cat g; printf 'x:3\ny:1\n' | sort -t: -k2; printf ' b\na\n' | sort -b; printf '1.5\n1.25\n-3\n' | sort -n; sort -s -k1,1 f; printf 'a\n\nb\n' | sort
### uniq
printf 'a\na\nb\na\nc\nc\n' > f; uniq f; uniq -c f; uniq -d f; uniq -u f; printf 'A\na\n' | uniq -i; printf '1 x\n2 x\n' | uniq -f1; printf 'ab1\nab2\n' | uniq -w2; sort f | uniq -c | sort -rn; uniq nosuch; echo $?
### cut
printf 'a:b:c\nd:e:f\nnone\n' > f; cut -d: -f2 f; cut -d: -f1,3 f; cut -d: -f2- f; cut -c1-3 f; cut -c2 f; cut -d: -s -f1 f; cut -b1 f; cut f; echo $?; cut -f0 f; echo $?; cut -d: -f1 --output-delimiter=- -f1-2 f; cut -d: --complement -f2 f; cut -d ab -f1 f; echo $?; printf 'a\tb\n' | cut -f2
### tr
echo hello | tr a-z A-Z; echo hello | tr -d l; echo heello | tr -s e; echo 'a b c' | tr ' ' '\n'; echo hello | tr -c 'a-z\n' x; echo 'Hi 42' | tr -cd '0-9\n'; echo abc | tr '[:lower:]' '[:upper:]'; echo abc | tr abc x; tr; echo $?; tr a; echo $?; echo 'a  b' | tr -s ' '; echo a-b | tr '\-' _; tr z-a x; echo $?
### seq
seq 3; seq 2 4; seq 1 2 6; seq 3 1; seq 3 -1 1; seq -w 8 10; seq -s, 3; seq 0.5 0.5 2; seq -f '%03g' 3; seq x; echo $?; seq; echo $?; seq 1 0 3; echo $?; seq -3 -1
### grep
printf 'apple\nBanana\ncherry pie\napple pie\n' > f; grep apple f; grep -i banana f; grep -v apple f; grep -c apple f; grep -n pie f; grep -o 'a[a-z]*e' f; grep -w pie f; grep -x apple f; grep -E 'apple|cherry' f; grep -F 'a.p' f; echo $?; grep -q apple f; echo $?; grep nosuch f; echo $?; grep x nosuch; echo $?; grep -l apple f f; grep -L apple f; grep apple f f; grep -h apple f f; grep -A1 Banana f; grep -B1 cherry f; grep -C1 Banana f; grep -m1 apple f; grep -e apple -e cherry f; grep 'a\(p\)\+' f; grep '^a' f; grep 'e$' f; grep -on p f; grep -ci APPLE f; echo x | grep -H x; grep; echo $?
### grep patterns
printf 'a.b\naxb\na+b\n(x)\n[y]\nfoo123\ntab\there\n' > f; grep 'a.b' f; grep 'a\.b' f; grep 'a+b' f; grep -E 'a\+b' f; grep '(x)' f; grep -E '\(x\)' f; grep '[[:digit:]]' f; grep '[0-9]\{3\}' f; grep -E '[0-9]{3}' f; grep '\[y\]' f; grep '[]y]' f; grep -E 'fo+' f; grep -E '^(foo|tab)' f; grep '\bfoo' f; grep '[' f; echo $?; grep '\(' f; echo $?; grep -E '(' f; echo $?; grep -E 'a**' f | head -1; grep '*' f; echo $?; grep -E 'a{,2}b' f; grep -P '\d+' f; grep '[[:nosuch:]]' f; echo $?
### grep -r
mkdir -p d/e; echo hit > d/1; echo miss > d/2; echo hit > d/e/3; grep -r hit d | sort; grep -rl hit d | sort; grep -rn hit d | sort; cd d; grep -r hit | sort; grep -r --include=1 hit . ; grep hit e; echo $?; grep -rc hit . | sort; grep -s hit nosuch; echo $?
### grep context across matches
seq 20 | grep -A1 -B1 '5$'; seq 12 | grep -n -C1 '[49]'; seq 5 | grep -A1 2 | grep -c .
### sed
printf 'one\ntwo\nthree\n' > f; sed 's/o/0/' f; sed 's/o/0/g' f; sed -n '2p' f; sed 2d f; sed '$d' f; sed '1,2d' f; sed '/two/d' f; sed -n '/two/,$p' f; sed 's/\(.\)\(.\)/\2\1/' f; sed -E 's/(.)(.)/\2\1/' f; sed '2i before' f; sed '2a after' f; sed '2c changed' f; sed y/abc/xyz/ f; sed -n '$=' f; sed '2q' f; sed 's|o|/|' f; sed -e 's/one/1/' -e 's/two/2/' f; sed 's/t/&&/g' f; sed '2!d' f; sed -n 's/o/0/p' f; sed 's/o/0/2' f; sed = f; sed G f; sed 'N;s/\n/+/' f; sed '1!G;h;$!d' f; sed -n 'l' f
### sed more
printf 'a b c\nx y z\n' > f; sed 's/[a-z]/\U&/' f; sed 's/\w\+/<&>/g' f; sed -E 's/([a-z]) ([a-z])/\2 \1/' f; sed '/a/s/b/B/;/x/s/y/Y/' f; sed '/a/{s/a/1/;s/b/2/}' f; sed -i 's/a/A/' f; cat f; sed -i.bak 's/A/a/' f; cat f f.bak; sed '0~2d' f; sed '1~2d' f; sed -n '/a/,+1p' f; sed 's/a/x\ny/' f; sed 's/ /\t/' f; sed ':a;s/^\(\s*\)\s/\1_/;ta' f; sed '$!N;P;D' f; sed -s -n '1p' f f; sed 's/x/y/' nosuch; echo $?; sed p; echo $?; sed 's/a'; echo $?; sed 's/a/b/k' f; echo $?; sed k f; echo $?; sed '/[/d' f; echo $?; sed '/a/!s/x/q/' f; printf 'no newline' | sed s/no/NO/; echo; sed '1r f.bak' f; sed 'a\' f; echo $?; sed '1,/x/s/^/>/' f; sed -n '2{p;q}' f; sed --expression='s/b/BB/' f; sed 's/B*/-/g' f
### base64 and sums
echo hello | base64; echo hello | base64 | base64 -d; printf 'x%.0s' {1..100} | base64; printf 'x%.0s' {1..100} | base64 -w0; echo; echo '!!!' | base64 -d; echo $?; echo hello > f; md5sum f; sha1sum f; sha256sum f; sha512sum < f; sha256sum f > s; sha256sum -c s; echo changed > f; sha256sum -c s; echo $?; md5sum nosuch; echo $?
### expr
expr 1 + 2; expr 7 / 2; expr 7 % 2; expr 2 \* 3; expr 1 \< 2; expr a = b; echo $?; expr length hello; expr substr hello 2 3; expr index hello l; expr hello : 'h\(.*\)o'; expr hello : hel; expr 1 + x; echo $?; expr 1 / 0; echo $?; expr; echo $?; expr 0; echo $?; expr \( 1 + 2 \) \* 3; expr a \| b; expr 1 +; echo $?
### date
date -d '2024-02-29 13:04:05' '+%Y-%m-%d %H:%M:%S %a %A %b %B %j %u %w %y %e %I %p %s %F %T %D %R %n%t%% %-d %_d %N'; date -u -d @0; date -d '2024-01-31 +1 day' +%F; date -d '2024-03-10 12:00 1 hour ago' +%T; date -d '1 Jan 2025' +%F; date -d 'Jan 5 2024 10:00' '+%F %R'; date -I -d 2024-05-06; date -R -d @86400; date -d rubbish; echo $?; date rubbish; echo $?; date -d '2024-05-06T07:08:09Z' +%s; date -d '2024-06-15' '+%G-W%V %U'; date +%Y | grep -c '^20'
### env and printenv
env -i a=1 b=2 /usr/bin/env | sort; env -i a=1 /usr/bin/printenv a; a=5 printenv a nosuch; echo $?; env nosuchcommand; echo $?; env -u HOME printenv HOME; echo $?; env a=b sh -c 'echo $a'
### identity
id; id -u; id -un; id -g; id -G; whoami; id nosuch; echo $?; groups root; id root
### true false yes sleep nproc uname
/bin/true; echo $?; /bin/false; echo $?; yes | head -2; yes a b | head -1; sleep 0; sleep x; echo $?; sleep; echo $?; uname; uname -s -m; /usr/bin/test 1 -eq 1; echo $?; /usr/bin/[ a = b ]; echo $?; '/usr/bin/[' x; echo $?
### printf and echo programs
/usr/bin/printf '%s-%03d\n' a 7; /usr/bin/printf '%x\n' 255; /usr/bin/echo -e 'a\tb'; /usr/bin/echo -n x; /usr/bin/printf '%d\n' x; echo $?
### which
which ls nosuch 2>/dev/null | sed 's|.*/||'; echo ${PIPESTATUS[0]}
