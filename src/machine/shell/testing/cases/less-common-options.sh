### zero-terminated lines
printf 'a\0a\0b\0' | uniq -zc | tr '\0' '\n'; printf 'a:b\0c:d\0' | cut -z -d: -f2 | tr '\0' '\n'; printf 'a\0b\0' > f; printf '1\0''2\0' > g; paste -z f g | tr '\0' '\n'; printf 'a 1\0b 2\0' > f; printf 'a x\0b y\0' > g; join -z f g | tr '\0' '\n'; printf 'one\ntwo\0three\0' | grep -z wo | tr '\0' '|'; printf 'one\0two\0' | grep -zc o
### uniq shows all repeated
printf 'a\na\nb\nc\nc\n' > f; uniq -D f; uniq --all-repeated=separate f; uniq --all-repeated=prepend f; uniq --all-repeated=none f; uniq --all-repeated=foo f; echo $?
### join watches the order
printf 'b 1\na 2\nc 3\n' > x; printf 'a 1\nb 2\nd 4\n' > y; join x y; echo $?; join --check-order x y; echo $?; join --nocheck-order x y; echo $?; sort x > z; join --header z y; join z y; echo $?
### tac with separators
printf 'a,b,c,' | tac -s,; echo; printf ',a,b' | tac -b -s,; echo; printf 'a\nb\n' | tac -b; echo; printf 'one--two--' | tac -s --
### checksums are checked
echo a > a; echo b > b; md5sum a b > list; sha256sum --tag a > tagged; sha256sum -c tagged; md5sum -c list; rm b; md5sum --ignore-missing -c list; echo $?; md5sum -c list; echo $?; md5sum --quiet -c list; md5sum --status -c list; echo $?; echo rubbish >> list; md5sum -w -c list; echo $?; md5sum --ignore-missing -c list; echo $?; md5sum --ignore-missing --strict -c list; echo $?; echo only rubbish > list; md5sum -c list; echo $?; md5sum --foo; echo $?
### grep options beyond the usual
printf 'Ab\nab\n' > f; mkdir d; grep -i --no-ignore-case ab f; grep -d skip ab f d; grep -d read ab f d; echo $?; grep -d recurse ab f d; grep -d foo ab f; echo $?; grep -T b f; grep -nT b f; grep -bT b f; grep -HnT b f; printf 'ab\n' | grep -nT a; grep -U ab f; grep --line-buffered ab f; grep -y ab f
### sort by words and lists of files
printf '10\n9\n1K\n' > f; sort --sort=numeric f; sort --sort=human f; sort --sort=month f; sort --sort=foo f; echo $?; printf 'f\0f\0' | sort --files0-from=-; sort --files0-from=- f < /dev/null; echo $?; sort --parallel=2 -S 10M f; printf 'a\001b\nab\na\001a\n' | sort -i | tr '\001' .
### sed shows lines unambiguously
printf 'abc\001d\té\\\n' | sed -n l; printf 'abcdefghijkl\n' | sed -n 'l 5'; printf 'abcdefghijkl\n' | sed -n -l 5 l; printf 'abcdefghijkl\n' | sed -n 'l 1'; printf '%080d\n' 7 | sed -n l; printf 'a\nb\n' | sed -u p
### chown and chgrp tell what they changed
touch f g; mkdir d; touch d/x; ln -s x d/l; chown -c root f; chown -v root f; chown -v 4001 f; chown -c 4001:4001 f; chown -v :0 f; chgrp -v 4005 f; chgrp -c 4005 f; chown -c --reference=g f; chown -Rc 4002 d/l; chown -c 4003 d/l; chown -Rc root d/x; rm d/l; chown -Rc 4002 d; ln -s d e; chown -Rc 4003 e; chown -RcH 4003 e; chown -RcL 4004 e; chown -h 4007 e; stat -c %u e d; chown -v 4005: f; echo $?
### chmod like another file
touch f g; chmod 751 g; chmod -v --reference=g f; chmod -c --reference=g f; stat -c %a f; chmod --reference=nosuch f; echo $?
### tail follows as long as a process is there
echo one > f; sleep 0.3 & tail -f -s 0.05 --pid=$! f; echo $?; tail --pid=abc f; echo $?; tail --retry f; tail --pid=1 f
### realpath quietly
realpath -q nosuch/x; echo $?; realpath -e -q nosuch; echo $?; realpath -e nosuch; echo $?
### diff in context
printf 'a\nb\nc\nd\ne\nf\ng\nh\n' > x; printf 'a\nB\nc\nd\ne\nf\nh\ni\n' > y; diff -c --label x --label y x y; diff -C1 --label x --label y x y; diff -U0 --label x --label y x y; diff -u1 --label x --label y x y
### diff beside each other
printf 'same\nleft only\nchanged one\n\ttab\nlong long long long long long long line\n' > x; printf 'same\nchanged two\n\ttab\nlong long long long long long long line\nright only\n' > y; diff -y x y; diff -y -W 40 x y; diff -y -W 41 x y; diff -y --suppress-common-lines x y; diff -y --left-column x y; diff -yt -W 60 x y; printf 'a\nb' > x; printf 'a\nb\n' > y; diff -y x y; diff -y x x; echo $?
### diff leaves out what does not count
printf 'a\n\nb\n' > x; printf 'a\nb\n' > y; diff -B x y; echo $?; printf 'a\n\nb\nc\n' > x; diff -B x y; printf 'a b\t\n' > x; printf 'a b\n' > y; diff -Z x y; echo $?; printf '\ta\n' > x; printf '        a\n' > y; diff -E x y; echo $?; printf 'a\r\n' > x; printf 'a\n' > y; diff --strip-trailing-cr x y; echo $?; diff -i x y | cat -A; printf 'a\0b\n' > x; diff x y; echo $?; diff -a x y | tr '\0' 0
### diff of directories
mkdir a b a/s b/s; echo 1 > a/f; echo 2 > b/f; echo n > b/new; echo x > a/s/k; echo y > b/s/k; echo o > a/log.o; diff a b; echo $?; diff -r a b; diff -rq a b; diff -r -x '*.o' -x new a b; diff -rN a b; diff -r --brief a b; diff -N a/f nosuch; echo $?
### diff in colors
printf 'a\nb\n' > x; printf 'a\nc\n' > y; diff --color=always x y; diff --color=always -u --label x --label y x y; diff --color=always -c --label x --label y x y; diff --color=never x y; diff --color x y; diff --color=blue x y; echo $?
