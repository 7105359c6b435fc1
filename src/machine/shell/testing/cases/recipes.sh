### a backup of a tree is packed, moved and unpacked elsewhere
mkdir -p site/css; echo '<h1>' > site/index.html; echo 'a{}' > site/css/a.css; tar czf /tmp/site-$$.tgz site; mkdir srv; tar xzf /tmp/site-$$.tgz -C srv; diff -r site srv/site && echo equal; rm /tmp/site-$$.tgz
### one file is taken out of an archive
mkdir d; echo 1 > d/a; echo 2 > d/b; tar cf x.tar d; rm -r d; tar xf x.tar d/b; find d
### an archive is listed in long form by its own columns
echo 12345 > f; touch -d @0 f; TZ=UTC tar cf - f | TZ=UTC tar tvf - 
### an archive grows a member and shows both
echo old > f; tar cf x.tar f; echo new > f; tar rf x.tar f; tar tf x.tar; tar xf x.tar; cat f
### tar with verbose twice
echo x > f; touch -d @0 f; chmod 644 f; TZ=UTC tar cvvf x.tar f
### a directory without its own name
mkdir d; echo 1 > d/a; tar cf x.tar -C d a; tar tf x.tar; tar cf y.tar -C d .; tar tf y.tar | sort
### gzip keeps times and modes
echo x > f; chmod 600 f; touch -d @500000000 f; gzip f; stat -c '%a %Y' f.gz; gunzip f.gz; stat -c '%a %Y' f
### zcat and grep read compressed logs
printf 'ok\nerror 1\nok\nerror 2\n' | gzip > l.gz; zcat l.gz | grep -c error; gunzip -c l.gz | tail -1
### gzip of nothing
: > e; gzip e; gzip -l e.gz | tail -1 | tr -s ' '; gunzip e.gz; stat -c %s e
### zip of a tree without its packages
mkdir -p app/node_modules/x app/src; echo 1 > app/node_modules/x/i.js; echo 2 > app/src/m.js; zip -qr app.zip app -x 'app/node_modules/*'; unzip -Z1 app.zip | sort
### unzip into a new directory
echo hi > a; zip -q x.zip a; unzip -q x.zip -d new; cat new/a; unzip -qo x.zip -d new; ls new
### unzip prints a member
printf 'a\nb\n' > f; zip -q x f; unzip -p x f | wc -l; unzip -l x | tail -1 | tr -s ' '
### json lines become a table
printf '{"n":"a","v":1}\n{"n":"b","v":22}\n' | jq -r '[.n,.v]|@tsv'
### json from arguments
jq -n -c --arg name web --argjson port 80 '{name:$name, port:$port, url:"http://\($name):\($port)"}'
### json is merged
echo '{"a":{"x":1},"b":1}' > 1; echo '{"a":{"y":2},"b":2}' > 2; jq -s -c '.[0] * .[1]' 1 2; jq -s -c 'add' 1 2
### json is counted by a key
echo '[{"t":"x"},{"t":"y"},{"t":"x"}]' | jq -c 'group_by(.t) | map({(.[0].t): length}) | add'
### json without nulls
echo '{"a":null,"b":1,"c":{"d":null}}' | jq -c 'del(..|nulls)'; echo '[1,null,2]' | jq -c 'map(values)'
### json keys renamed
echo '{"old":1,"x":2}' | jq -c 'with_entries(if .key=="old" then .key="new" else . end)'
### json arrays in pages
jq -n -c '[range(7)] | [.[0:3], .[3:6], .[6:]]'
### json text inside json
echo '{"body":"{\"a\":[1,2]}"}' | jq -c '.body | fromjson | .a[1]'
### json by path names
echo '{"a":{"b":{"c":3}}}' | jq -c 'getpath("a.b.c" / ".")'
### json checks with exit status
echo '{"ok":true}' | jq -e .ok > /dev/null && echo yes; echo '{"ok":false}' | jq -e .ok > /dev/null || echo no
### json sorted by several keys
echo '[{"a":2,"b":1},{"a":1,"b":2},{"a":1,"b":1}]' | jq -c 'sort_by(.a,.b)[]'
### json lookups
jq -n -c '{"a":1} as $t | ["a","b"] | map($t[.] // 0)'
### json strings trimmed and split
jq -n -c '" a , b " | split(",") | map(gsub("^ +| +$";""))'
### json numbers formatted
jq -n -r '[1234.5, 10, 0.25] | map(tostring) | join(" ")'
### json with reduce builds an index
echo '[{"id":"x","v":1},{"id":"y","v":2}]' | jq -c 'reduce .[] as $i ({}; .[$i.id] = $i.v)'
### json any depth
echo '{"a":[{"id":1},{"b":{"id":2}}]}' | jq -c '[.. | objects | select(has("id")).id]'
### json as csv with a head
echo '[{"a":1,"b":"x"},{"a":2,"b":"y"}]' | jq -r '(.[0]|keys_unsorted), (.[]|[.a,.b]) | @csv'
### lines in both lists
printf 'a\nb\nc\n' > 1; printf 'b\nc\nd\n' > 2; comm -12 1 2 | paste -sd,
### lines only in the first
printf 'a\nb\n' > 1; printf 'b\n' > 2; comm -23 1 2; comm -13 1 2 | wc -l
### two tables joined by a key
printf '1 ann\n2 bob\n' > n; printf '1 10\n2 20\n' > v; join n v | awk '{s+=$3} END {print s}'
### a big file in pieces and together again
seq 1000 > f; split -b 1000 f p.; cat p.* | cmp - f && echo same; ls p.* | wc -l
### pieces with numbers
seq 9 > f; split -d -l 3 f n; head -1 n02
### a table set in columns
printf 'NAME AGE\nann 31\nroberta 4\n' | column -t
### long lines folded at blanks
echo 'the quick brown fox jumps over the lazy dog' | fold -s -w 15
### bytes seen
printf 'A\n\0' | od -An -tx1; printf 'hi\n' | od -c | head -1; printf 'AB' | od -An -tu1
### the first byte that differs
printf 'abc' > a; printf 'abd' > b; cmp a b; cmp -l a b
### sizes for people and back
numfmt --to=iec 123456789; numfmt --from=iec 2G; numfmt --to=si --suffix=B 1500
### sums and products
seq 10 | paste -sd+ | bc; seq 5 | paste -sd'*' | bc; echo 'scale=4; sqrt(2)' | bc
### bases
echo 'obase=16; 48879' | bc; echo 'ibase=16; BEEF' | bc; echo 'obase=2; 5' | bc
### a function in bc
echo 'define sq(x) { return (x*x); } sq(12)' | bc
### primes
factor 360; factor 97 | cut -d: -f2 | wc -w
### order of dependencies
printf 'app db\ndb net\n' | tsort | tac | head -1
### tabs to blanks
printf 'a\tb\n' | expand | wc -c; printf 'a       b\n' | unexpand -a | wc -c
### a hard link made and taken away
echo x > a; link a b; stat -c %h a; unlink b; stat -c %h a
### files installed with modes
echo '#!/bin/sh' > run; install -m 755 run bin-run; stat -c %a bin-run; install -d -m 750 etc/app; stat -c %a etc/app
### backups before copying
echo 1 > a; echo 2 > b; cp -b b a; cat a a~; cp --backup=numbered b a; ls a*
### newest and largest
echo 1 > old; touch -d '1 day ago' old; echo 222 > new; ls -t; ls -1 --hide=old
### find with two conditions
mkdir d; echo x > d/a.log; echo y > d/b.txt; touch -d '3 days ago' d/a.log; find d -name '*.log' -mtime +2; find d -type f ! -name '*.log'
### find runs one command for all
mkdir d; echo 1 > d/a; echo 2 > d/b; find d -type f -exec cat {} + | sort | paste -sd' '
### xargs runs several at once
seq 4 | xargs -P 2 -n 1 echo | sort | paste -sd' '
### dates counted back and forth
date -u -d '2024-03-01 -1 day' +%F; date -u -d '2023-12-31 +1 day' +%F; date -u -d '2024-01-31 +1 month' +%F; date -u -d @86399 +%T
### days of the week
date -u -d 2024-02-29 +%A; date -u -d '2024-02-29 next monday' +%F 2>/dev/null; date -u -d 2024-12-30 +%G-W%V
### a command measured
/usr/bin/time -f 'status %x' sh -c 'exit 4'; echo $?
### options of a script put in order
set -- -v file -o out; eval set -- "$(getopt -o vo: -- "$@")"; echo "$@"
### a script in base64
echo 'echo hi' | base64 | base64 -d | sh
