### tar creates, lists and extracts
mkdir d; echo one > d/a; echo two > d/b; touch -d @86400 d/a d/b d; tar --sort=name -cvf x.tar d; tar tf x.tar; TZ=UTC tar tvf x.tar; mkdir out; tar xvf x.tar -C out; cat out/d/a out/d/b; stat -c '%n %Y %a' out/d out/d/a; tar -xf x.tar -O d/b; rm -r d; tar xf x.tar d/a; ls d
### tar old style and long options
mkdir d; echo one > d/a; tar cf x.tar d; tar czf x.tgz d; tar tzf x.tgz; tar --list --file=x.tgz; tar --create --gzip --file y.tgz d; tar --extract --verbose --file y.tgz; tar -tf y.tgz --verbose | cut -c1-20; tar cfv z.tar d; tar xfvC z.tar /tmp | head -1; rm -r /tmp/d
### tar through pipes
mkdir d o; echo hello > d/a; tar cf - d | tar xf - -C o; cat o/d/a; tar cz d | tar tz; tar c d | tar tv | wc -l; cat nosuch 2>/dev/null | tar tf -; echo $?; tar cf - d | (cd o; tar xvf -)
### tar mistakes
tar; echo $?; tar c; echo $?; tar cf; echo $?; tar cf x.tar; echo $?; tar ctf x.tar; echo $?; tar --nosuch; echo $?; tar xf nosuch.tar; echo $?; tar cf x.tar nosuch; echo $?; tar cf /nosuch/x.tar .; echo $?; tar -f x.tar; echo $?; tar -y; echo $?
### tar on what is no archive
echo hello > f; tar tf f; echo $?; tar xzf f; echo $?; head -c 2000 /dev/zero | tr '\0' x > g; tar tf g; echo $?; : > e; tar tf e; echo $?; mkdir d; tar tf d; echo $?; gzip -c f > f.gz; cat f.gz | tar t; echo $?
### tar cut short
mkdir d; seq 1000 > d/a; tar cf x.tar d; head -c 1536 x.tar > y.tar; tar xf y.tar; echo $?; ls d; head -c 700 x.tar | tar t; echo $?; tar czf x.tgz d; head -c 100 x.tgz > y.tgz; tar xzf y.tgz 2>&1 | tail -3; head -c 1024 x.tar | tar t; echo $?
### tar selects members
mkdir -p d/e; echo 1 > d/a.txt; echo 2 > d/b.c; echo 3 > d/e/f.txt; tar --sort=name -cf x.tar d; tar tf x.tar d/e; tar tf x.tar d/a.txt nosuch; echo $?; tar tf x.tar --wildcards '*.txt'; tar tf x.tar '*.txt'; echo $?; tar tf x.tar --exclude='*.c'; tar tf x.tar --exclude=e; tar tf x.tar d/e/
### tar excludes
mkdir -p p/node_modules/x p/src; echo 1 > p/node_modules/x/i.js; echo 2 > p/src/m.js; echo 3 > p/l.log; tar --sort=name --exclude=node_modules --exclude='*.log' -cvf x.tar p; tar --sort=name -cf y.tar p --exclude=p/src; tar tf y.tar; printf '*.js\n' > ex; tar --sort=name -X ex -cf z.tar p; tar tf z.tar
### tar strips components
mkdir -p a/b/c; echo 1 > a/b/c/f; echo 2 > a/g; tar --sort=name -cf x.tar a; mkdir o; tar xvf x.tar -C o --strip-components=1; find o | sort; mkdir o2; tar xf x.tar --strip-components=3 -C o2; ls o2; tar xf x.tar --strip-components 9; echo $?
### tar and absolute names
mkdir -p /tmp/tarcase/d d; echo x > /tmp/tarcase/d/f; tar cf x.tar /tmp/tarcase/d; tar tf x.tar; tar cPf y.tar /tmp/tarcase/d/f; tar tf y.tar; tar xvf y.tar; ls; tar xOf y.tar; tar cf z.tar ../work/d; tar tf z.tar; rm -r /tmp/tarcase
### tar keeps links
mkdir d; echo x > d/f; ln d/f d/h; ln -s f d/s; ln -s /etc/passwd d/abs; ln -s ../../x d/up; tar --sort=name -cf x.tar d; tar tvf x.tar | sed 's/ 20..-..-.. ..:../ DATE/'; rm -r d; tar xf x.tar; ls d; readlink d/s d/abs d/up; test d/f -ef d/h; echo $?; tar chf y.tar d/s; tar tvf y.tar | cut -c1-10
### tar keeps modes and times
mkdir d; echo x > d/f; chmod 751 d/f; chmod 700 d; touch -d '2001-02-03 04:05:06 UTC' d/f; touch -d @1000 d; tar cf x.tar d; rm -r d; tar xf x.tar; stat -c '%a %Y %n' d d/f; tar xmf x.tar; test $(stat -c %Y d/f) -gt 1000000000; echo $?; TZ=UTC tar tvf x.tar; TZ=UTC tar --full-time -tvf x.tar; tar --numeric-owner -tvf x.tar | cut -c1-20
### tar keeps long names
n=$(printf 'long-name-%.0s' $(seq 12)); mkdir -p $n/$n; echo deep > $n/$n/file; ln -s $n/$n/file s; tar cf x.tar $n s; rm -r $n; tar xf x.tar; cat $n/$n/file s; tar tf x.tar | wc -c; tar --format=pax -cf y.tar $n s; tar tf y.tar | wc -c; tar --format=ustar -cf z.tar $n; echo $?; tar --format=ustar -cf z.tar s; echo $?
### tar with files there already
mkdir d; echo old > d/f; tar cf x.tar d; echo new > d/f; tar xkf x.tar; echo $?; cat d/f; tar xf x.tar --skip-old-files; cat d/f; tar xf x.tar; cat d/f; echo newer > d/f; touch d/f; tar xf x.tar --keep-newer-files; cat d/f; rm -r d; mkdir -p d/f/g; tar xf x.tar; echo $?; rmdir d/f/g; tar xf x.tar; cat d/f
### tar appends and updates
echo 1 > a; echo 2 > b; touch -d @1000 a b; tar cf x.tar a; tar rf x.tar b; tar tf x.tar; echo 3 > a; tar uf x.tar a b; tar tf x.tar; tar xOf x.tar a; tar czf y.tgz a; tar rf y.tgz b; echo $?; tar rvf new.tar a; tar tf new.tar; tar rf - a; echo $?
### tar changes directories between names
mkdir -p d e; echo 1 > d/a; echo 2 > e/b; tar cf x.tar -C d a -C ../e b; tar tf x.tar; tar cf y.tar -C nosuch a; echo $?; tar xf x.tar -C nosuch; echo $?; tar cf z.tar -C d .; tar tf z.tar
### tar takes names from files
echo 1 > a; echo 2 > b; printf 'a\nb\n' > list; tar cvf x.tar -T list; printf 'b\n' | tar tf x.tar -T -; printf 'a\0b\0' | tar cvf y.tar --null -T -; tar cf z.tar -T nosuch; echo $?
### tar with owners and modes said
echo 1 > a; chmod 644 a; touch -d @1000 a; TZ=UTC; export TZ; tar cf x.tar --owner=1234 --group=5678 a; tar tvf x.tar; tar cf x.tar --owner=me:1 --group=us:2 --mode=u=rwx,go= a; tar tvf x.tar; tar cf x.tar --mtime='2020-01-02 03:04' a; tar tvf x.tar; tar cf x.tar --owner=nosuchuser a; echo $?
### tar leaves itself out
mkdir d; echo 1 > d/a; cd d; tar --sort=name -cvf x.tar .; echo $?; tar cf x.tar x.tar; echo $?; tar --remove-files -cf ../y.tar a; ls
### tar sizes
mkdir d; head -c 100000 /dev/zero > d/z; tar cf x.tar d; stat -c %s x.tar; tar cf x.tar d/z --totals 2>&1 | cut -d, -f1; : > e; tar cf e.tar e; stat -c %s e.tar; tar xf x.tar; tail -c 3 d/z | xxd -p; echo $?
### tar compresses by suffix
echo 1 > a; tar caf x.tar.gz a; head -c2 x.tar.gz | xxd -p; tar caf x.tar a; tar tf x.tar; tar tf x.tar.gz
### gzip and gunzip
printf 'hello hello hello hello\n' > f; gzip f; ls; gunzip f.gz; cat f; gzip -k f; ls; gzip f; echo $?; gunzip -c f.gz; zcat f.gz; gzip -dc < f.gz; gzip -c f | gunzip; rm f; gunzip f; cat f; gzip < f | zcat
### gzip complains
gzip nosuch; echo $?; gunzip nosuch; echo $?; mkdir d; gzip d; echo $?; echo x > f; gunzip f; echo $?; gzip -t f; echo $?; gzip -d < f; echo $?; gzip f; gzip f.gz; echo $?; gzip -x; echo $?; gzip --nosuch; echo $?; zcat nosuch; echo $?
### gzip tests and names
printf 'hello hello hello hello\n' > f; touch -d @86400 f; gzip -v f 2>&1 | sed 's/[0-9.]*%/N%/'; gzip -tv f.gz; gzip -t f.gz; echo $?; gunzip -v f.gz 2>&1 | sed 's/[0-9.]*%/N%/'; gzip -S .zz f; ls; gunzip -S .zz f.zz; ls; gzip -9c f | zcat; gzip -1 -c f | zcat; stat -c %Y f
### gzip lists
head -c 50000 /dev/zero > f; gzip -k f; gzip -l f.gz | tr -s ' ' | cut -d' ' -f3-; gzip -l < f.gz | tail -1 | tr -s ' ' | cut -d' ' -f3-
### gzip on damaged data
seq 1000 > f; gzip f; head -c 1000 f.gz | gunzip > /dev/null; echo $?; (cat f.gz; echo junk) | zcat | tail -1; echo ${PIPESTATUS[*]}; cat f.gz f.gz | zcat | wc -l; (cat f.gz; head -c 100 /dev/zero) | zcat | tail -1; printf '\037\213\010' | gunzip; echo $?; printf '\037\213\001xxxxxxxxxxx' | gunzip; echo $?
### gzip recursion and links
mkdir -p d/e; echo 1 > d/a; echo 2 > d/e/b; gzip -r d; find d | sort; gunzip -r d; find d | sort; ln -s a d/s; gzip d/s; echo $?; ln d/a d/h; gzip d/a; echo $?; gzip -f d/a; ls d
### zip and unzip
mkdir -p d/e; seq 1000 > d/a; echo tiny > d/e/t; zip -r x.zip d/a d/e | sed 's/[0-9]*%/N%/'; unzip -l x.zip | sed 's/20..-..-.. ..:../DATE/'; mkdir o; cd o; unzip ../x.zip; cat d/e/t; diff d/a ../d/a; echo $?; cd ..; unzip x.zip -d o2; ls o2
### zip updates and deletes
seq 100 > a; seq 200 > b; zip x.zip a; zip x.zip a b | sed 's/[0-9]*%/N%/'; zip -d x.zip a; unzip -Z1 x.zip; zip -d x.zip nosuch; echo $?; zip x.zip nosuch; echo $?; zip y.zip nosuch; echo $?; ls
### zip without folders, quietly, and without some
mkdir -p d/e; seq 100 > d/a; seq 100 > d/e/b; zip -j x.zip d/a d/e/b | sed 's/[0-9]*%/N%/'; unzip -Z1 x.zip; zip -rq y.zip d -x 'd/e/*'; unzip -Z1 y.zip | sort; zip -r z.zip d -i '*b' | sed 's/[0-9]*%/N%/'; zip -rD w.zip d/e | sed 's/[0-9]*%/N%/'; zip -0 s.zip d/a
### unzip to other places
seq 10 > a; seq 20 > b; zip -q x.zip a b; unzip -p x.zip a | head -2; unzip -o x.zip; unzip -n x.zip; rm a; unzip x.zip a; unzip -oq x.zip b; unzip -o x.zip -x a; unzip x.zip nosuch; echo $?; unzip -t x.zip; unzip -tq x.zip; unzip -c x.zip a | head -3
### unzip complains
unzip nosuch; echo $?; echo hello > f; unzip f; echo $?; echo hello > g; zip -q x.zip g; unzip x.zip < /dev/null; echo $?
### zip keeps modes and links
echo x > f; chmod 750 f; ln -s f s; touch -d '2020-02-02 02:02:02 UTC' f; zip -qy x.zip f s; mkdir o; cd o; unzip ../x.zip; readlink s; stat -c '%a %Y' f; TZ=UTC unzip -l ../x.zip f
### zip reads names and standard input
seq 5 > a; seq 6 > b; ls a b | zip -q x.zip -@; unzip -Z1 x.zip; echo hello | zip -q y.zip -; unzip -p y.zip; seq 3 | zip -q - - | head -c 2; echo; zip -q z a; ls
### zip moves and freshens
seq 5 > a; zip -qm x.zip a; ls; unzip -q x.zip; touch -d '+1 hour' a; seq 9 > b; zip -f x.zip | sed 's/(.*//'; zip -u x.zip a b | sed 's/(.*//'; unzip -Z1 x.zip; zip -T x.zip; zip -sf x.zip
