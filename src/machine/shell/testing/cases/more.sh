### diff
printf 'a\nb\nc\nd\n' > x; printf 'a\nB\nc\ne\nd\n' > y; diff x y; echo $?; diff x x; echo $?; diff -q x y; diff -s x x; diff -u x y | sed 's/\t.*//'; diff x nosuch; echo $?; printf 'a\nb' > z; diff x z; diff -i y x; seq 30 > p; seq 30 | sed '5d;20s/$/x/' > q; diff p q; diff -u p q | sed 's/\t.*//'; mkdir d e; echo 1 > d/f; echo 2 > e/f; echo 3 > d/g; diff -r d e; diff d e; diff -w x y | head -1
### tac nl paste rev
printf 'a\n\nb\n' > f; tac f; nl f; nl -ba f; paste f f; paste -d, -s f; rev <<< abc; printf '1\n2\n' | paste - f
### mktemp and truncate
f=$(mktemp); [ -f "$f" ] && stat -c %a "$f"; rm "$f"; d=$(mktemp -d); [ -d "$d" ] && stat -c %a "$d"; rmdir "$d"; mktemp x.XXXX | wc -c; mktemp nox; echo $?; printf hello > t; truncate -s 2 t; cat t; echo; truncate -s +3 t; wc -c < t; truncate; echo $?
### timeout and nohup
timeout 5 echo quick; echo $?; timeout 0.05 sleep 5; echo $?; timeout x y; echo $?; timeout 1 nosuchcommand; echo $?; nohup echo hi; nohup; echo $?
### hexdump
printf 'hello\0world, this is more than a row\n' > f; hexdump -C f; hexdump f; head -c 64 /dev/zero | hexdump -C; hexdump -n 4 -C f
