### ls lists
mkdir d; touch b a .h d/x; ls; ls -a; ls -A; ls -1 d; ls d a; ls -d d; ls -r; ls nosuch; echo $?; ls -F; ls -m; ls -R
### ls sorts
printf 123 > big; printf 1 > small; touch -d '2020-01-01' old; touch -d '2021-01-01' new; ls -S; ls -t old new; ls -tr old new; ls -X; touch v1.10 v1.9; ls -v v*
### ls -l
umask 022; printf hello > f; chmod 640 f; mkdir d; chmod 1777 d; ln -s f l; touch -d '2020-02-03 04:05' f d; ls -l f d | sed 's/ root / user /g; s/^total.*//; s/  *[0-9]* Feb/ N Feb/'; ls -ld d | cut -c1-10; ls -l f | cut -c1-10; ls --nosuch; echo $?; ls -y; echo $?
### cat
printf 'a\n\n\nb\tc\n' > f; cat f; cat -n f; cat -b f; cat -s f; cat -A f; cat -E f; cat nosuch f; echo $?; printf x | cat - f; cat .; echo $?
### cp
echo one > a; cp a b; cat b; mkdir d; cp a b d; ls d; cp d e; echo $?; cp -r d e; ls e; cp -r d e; ls e; cp nosuch x; echo $?; cp a; echo $?; cp; echo $?; cp a b nosuch; echo $?; cp a a; echo $?; cp -v a c; cp -rv d g | sort; cp d/a e/nosuch/; echo $?; cp -n a b; cp -r e e/sub 2>&1 | head -1
### cp keeps links and modes
echo x > a; chmod 751 a; ln -s a l; cp l m; cp -P l n; cp -a l o; readlink n o; stat -c %a m; cp -p a p; stat -c %a p; mkdir d; ln -s ../a d/l; cp -r d e; readlink e/l
### mv
echo 1 > a; echo 2 > b; mv a c; ls; mv b c; cat c; mkdir d; mv c d; ls d; mv nosuch x; echo $?; mv d/c .; mv -v c e; mv e d/nosuch/; echo $?; mkdir f; mv d f/; ls f; mv f f/d; echo $?; mv e; echo $?; touch x y; mv -n x y; ls
### rm
touch a b; mkdir d; touch d/x; rm a; ls; rm nosuch; echo $?; rm -f nosuch; echo $?; rm d; echo $?; rm -r d; ls; rm -rf /; echo $?; rm .; echo $?; rm; echo $?; rm -v b; rm -z; echo $?; mkdir e; rm -d e; ls; echo y | rm -i nosuch; touch q; echo n | rm -i q; echo; ls
### mkdir and rmdir
mkdir a; mkdir a; echo $?; mkdir b/c; echo $?; mkdir -p b/c/d; ls -R; mkdir -m 700 m; stat -c %a m; mkdir -v n; mkdir; echo $?; rmdir a; rmdir b; echo $?; rmdir -p b/c/d; ls; rmdir nosuch; echo $?; touch f; rmdir f; mkdir -p f/x; echo $?
### touch
touch a b; ls; touch -c nosuch; ls; touch; echo $?; touch d/x; echo $?; touch -d '2020-05-06 07:08:09' a; stat -c %y a; touch -r a b; stat -c %Y b; touch -t 202101020304.05 c; stat -c %y c; touch -d rubbish x; echo $?
### ln
echo x > a; ln a b; stat -c %h a; ln -s a c; cat c; ln -s nosuch d; cat d; ln a b; echo $?; ln -f a b; ln -sf b c; readlink c; ln nosuch z; echo $?; mkdir e; ln a e; ls e; ln -s ../a e/s; cat e/s; ln e q; echo $?; ln; echo $?; ln -v -s a f; ln -sr e/a g; readlink g
### chmod
umask 022; touch f; mkdir d; touch d/x; for m in 600 u+x go=r a-w +x u=rwx,g=rx,o= g+s 4755 u-s o=u -x; do chmod -- $m f; stat -c "$m %a %A" f; done; chmod -R u=rwX,go= d; stat -c '%a' d d/x; chmod 999 f; echo $?; chmod nosuch f; echo $?; chmod 644 nosuch; echo $?; chmod; echo $?; chmod 644; echo $?; chmod -v 600 f; chmod -c 600 f; chmod 2755 d; chmod 755 d; stat -c %a d; chmod -w f; stat -c %a f
### stat
umask 022; printf hello > f; mkdir d; ln -s f l; stat -c '%n %s %F %a %A %u %g %U %G %h' f l; stat -c '%N' l; stat nosuch; echo $?; touch e; stat -c %F e; stat -L -c %F l
### names of paths
basename /a/b.txt; basename /a/b.txt .txt; basename -s .c -a x.c y.c; basename /; basename a/; dirname /a/b /a b a/b/ /; basename; echo $?; mkdir -p x/y; touch f; ln -s x/y l; realpath l x/../f nosuch | sed 's/.*work//'; realpath no/such; echo $?; readlink l; readlink f; echo $?; readlink -f l | sed 's/.*work//'
### du
mkdir -p a/b; printf hello > a/f; du -b a/f; du -s a | cut -f2; du a | cut -f2; du -a a | cut -f2 | sort; du nosuch; echo $?
### find
mkdir -p a/b; touch a/1.txt a/2.md a/b/3.txt; printf hello > a/big; find a | sort; find a -name '*.txt' | sort; find a -type d | sort; find a -type f ! -name '*.txt' | sort; find a -maxdepth 1 | sort; find a -mindepth 2; find a -size +0 -type f; find a -empty -type f | sort; find a -name '*.txt' -o -name '*.md' | sort; find a \( -name '*.md' -o -name 3.txt \) -print | sort; find a -name '*.txt' -exec echo got {} \; | sort; find a -name 1.txt -exec echo {} +; find a -path '*b*' | sort; find a -name b -prune -o -type f -print | sort; find a -printf '%p %y %s\n' -name nothing | grep big; find nosuch; echo $?; find a -nosuch; echo $?; find a -name; echo $?; find a -name '*.md' -delete; ls a; find a -iname 'BIG'; find a -newer a/1.txt -name nothing; find a -type q; echo $?
### xargs
printf 'a b\nc\n' | xargs; printf 'a b\nc\n' | xargs -n 1 echo x; printf 'a b\nc d\n' | xargs -I{} echo '<{}>'; printf 'a\0b c\0' | xargs -0 -n1; echo "'a b' c\\ d" | xargs -n1; printf '' | xargs echo none; printf '' | xargs -r echo none; echo 1 | xargs nosuch; echo $?; echo x | xargs false; echo $?; printf '1\n2\n3\n' | xargs -L2 echo
### dd
printf 'hello world' > f; dd if=f of=g bs=1 count=5 status=none; cat g; echo; dd if=f bs=4 skip=1 count=1 status=none; echo; printf XX | dd of=f bs=1 seek=3 conv=notrunc status=none; cat f; echo; dd if=nosuch; echo $?; dd bs=x; echo $?; dd nosuch; echo $?; dd if=/dev/zero bs=1k count=2 status=none | wc -c; dd if=f of=/dev/null 2>&1 | head -2
### tee
echo x | tee a b; cat a b; echo y | tee -a a; cat a; echo z | tee /nosuch/x; echo $?
### file
printf 'hello\n' > t; printf '#!/bin/bash\n' > s; : > e; mkdir d; ln -s t l; printf '\037\213\010' > z; file t e d l; file -b t; file nosuch
### chown and chgrp
touch f; chown root f; chown root:root f; chgrp root f; chown nosuchuser f; echo $?; chown root:nosuchgroup f; echo $?; chgrp nosuch f; echo $?; chown 1:2 f; stat -c '%u %g' f; chown; echo $?; chown x; echo $?; chown root nosuch; echo $?
### names with blanks
touch 'a b' "it's"; ls; ls | cat; rm 'a b'; rm "it's" 'no"such'; echo $?
### mkfifo makes FIFOs that ls, find, stat and test know
mkfifo -m 640 a; mkfifo b c; ls -l a b | cut -c1-10; ls -F; find . -type p | sort; stat -c '%F %a %s' a
test -p a && echo yes; [ -p . ] || echo no; file a 2>/dev/null; echo hello > a & cat a; wait
### mkfifo and mknod tell of mistakes
mkfifo; mkfifo a; mkfifo a d/x; mkfifo -m 9 b; mkfifo -m 4755 b; mknod; mknod x; mknod x b; mknod x b 1; mknod x p 1 2; mknod x q 1 2; mknod x b a 2; mknod x p; mknod x p; echo $?; ls -l x | cut -c1-10
### cp -a and tar carry a FIFO along, and cp -r makes another one
mkdir d; mkfifo -m 604 d/f; echo x > d/g; cp -a d e; cp -r d r; ls -l e r | cut -c1-10; tar cf t.tar d; tar tvf t.tar | cut -c1-10 | sort; mkdir o; tar xf t.tar -C o; ls -l o/d | cut -c1-10
cp -a d/f e; ls -l e | cut -c1-10
### cp --sparse leaves holes or fills them, and --reflink says what cannot be
truncate -s 1M a; echo end >> a; cp a b; cp --sparse=never a c; head -c 200000 /dev/zero > z; cp --sparse=always z y
for f in a b c y; do [ $(($(stat -c '%b' $f) * 512)) -lt $(stat -c %s $f) ] && echo "$f has holes" || echo "$f is full"; done; cmp a b; cmp a c; cmp z y
cp --sparse=odd a d; cp --reflink=auto a d; echo $?; cp --reflink=never a d; echo $?
### cp --parents, --remove-destination, --attributes-only, --strip-trailing-slashes
mkdir -p a/b/c out; chmod 750 a/b; echo 1 > a/b/f; cp --parents -v a/b/f out; find out | sort; stat -c '%a %n' out/a/b; cp --parents a/b/f none
cp -r --parents a/b/c out; ls out/a/b; ln -s f a/b/l; echo 2 > n; cp --remove-destination n a/b/l; ls -l a/b/l | cut -c1; cat a/b/f
chmod 600 n; cp --attributes-only -p n a/b/f; cat a/b/f; stat -c %a a/b/f; ln -s a s; cp -r --strip-trailing-slashes s/ t; ls -l t | cut -c1
### cp keeps what --preserve names
echo 1 > a; chmod 604 a; touch -d '2020-01-02 03:04:05' a; cp --preserve=mode a b; cp --preserve=timestamps a c; cp -p a d; cp -p --no-preserve=timestamps a e
for f in b c d e; do stat -c '%a' $f; [ $f -nt a ] && echo "$f is newer" || echo "$f is as old"; done; cp --preserve=odd a f; ln a h; mkdir k; cp -d a h k; stat -c %h k/a; cp -L --preserve=links a h k; stat -c %h k/a
### cp -H follows what was named and nothing below
mkdir a; echo 1 > a/f; ln -s f a/l; ln -s a s; cp -rH s t; ls -l t | cut -c1; cp -r s u; ls -l u | cut -c1
### touch -h and --time
echo 1 > a; ln -s a l; touch -h -d '2001-02-03' l; stat -c '%y' l | cut -c1-10; [ $(stat -c %y a | cut -c1-4) = 2001 ] || echo untouched; touch -h none; echo $?; touch --time=mtime -d '2002-03-04' a; stat -c %y a | cut -c1-10; touch --time=odd a
### find -samefile, -newer and its kin, -regex, -prune, -H
mkdir -p d/x d/y; echo 1 > d/a; ln d/a d/x/b; ln -s d s; touch -d '2020-01-01' d/a; touch -d '2021-06-01' d/y/c; touch -d '2019-01-01' d x d/x d/y
find . -samefile d/a | sort; find . -type f -newermt '2021-01-01' ; find . -newer d/a -type f; find . -type f ! -newermt '2020-06-01' | sort; find . -newermt nonsense; echo $?
find . -regex '.*/[a-c]+' | sort; find . -regex '.*/x?' | sort; find . -regex '\./\(d\|s\)' | sort; find . -iregex '.*/X\+'; find d -path d/x -prune -o -type f -print; find d -name x -prune -o -print | sort; find -H s | sort; find s; find d -uid 0 -type f | sort
### du counts inodes and links
mkdir -p a/b; echo 1 > a/f; ln a/f a/b/g; ln a/f a/h; du --inodes a; du --inodes -a a | sort -k2; du --inodes -l a; du -sh --inodes a
### df chooses its columns
df --output=source,target / | head -1; df --output=target,fstype,pcent,itotal,iused,iavail,ipcent,size,used,avail,file . | head -1 | tr -s ' '; df --output | head -1 | tr -s ' '; df -h --output=size,avail / | head -1; df --output=odd; df --output=size,size; df -i --output; df -T --output=size; df -P --total . | tail -1 | cut -c1-5; df --total --output=target . | tail -1; df -iT . | head -1 | tr -s ' '; df -BM --output=size . | head -1; df -t none; echo $?
### nl formats its numbers
printf 'a\n\nb\n' > f; nl f; nl -n ln -w 3 f; nl -n rz -w 4 -i 10 -v 5 f; nl -b n f; nl -b x f; nl -n x f
### sort -m merges and grep passes binary files by
printf '1\n3\n2\n' > a; printf '2\n4\n' > b; sort -m a b; sort -m -r a b; printf 'x\0y\n' > z; grep -I x z; echo $?; grep -c x z; grep --binary-files=without-match x z; grep --binary-files=text -c x z; grep -U 2 a; chmod -f 644 none; echo $?
### sed writes bytes by their numbers
echo 'a^b.c' | sed 's/\x62/-/;s/\x63/\x41&/;s/\x61/\x26x/'; echo 'a+b' | sed 's/\x2b/\x2d/'
