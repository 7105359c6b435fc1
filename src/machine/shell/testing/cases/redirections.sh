### output, append and clobber
echo a > f; echo b >> f; cat f; set -C; echo c > f; echo $?; echo d >| f; cat f; echo e >> f; cat f; : > /dev/null; echo $?; set +C; > f; wc -c < f; >g; ls
### both outputs
{ echo o; echo e >&2; } &> f; cat f; { echo o; echo e >&2; } &>> f; wc -l < f; { echo o; echo e >&2; } >& g; cat g; { echo o; echo e >&2; } > h 2>&1; cat h; { echo o; echo e >&2; } 2>&1 > h | cat; cat h
### input
printf '1\n2\n' > f; read x < f; echo $x; { read a; read b; } < f; echo $a$b; cat < f > g; cat g; < f cat; cat 0< f; while read l; do echo "<$l>"; done < f; wc -l <f
### reading and writing one file
echo hello > f; exec 3<> f; read -u 3 x; echo $x; echo more >&3; exec 3>&-; cat f; echo abc 1<> f; cat f; cat 4<>new; ls
### duplicating and moving descriptors
exec 3> f; echo a >&3; exec 4>&3; echo b >&4; exec 3>&-; echo c >&4; exec 5>&4-; echo d >&5; echo e >&4; exec 5>&-; cat f; exec 6< f; read x <&6; read y 0<&6-; echo $x $y; read z <&6; echo $?
### a bad descriptor
echo x >&9; echo $?; cat <&7; echo $?; exec 3<&8; echo not reached
### failures name the file
cat < nosuch; echo $?; echo x > nodir/f; echo $?; echo x > /; echo $?; mkdir d; echo y > d; echo $?; : < nosuch && echo no; { echo in; } < nosuch; echo $?; while :; do break; done < nosuch; echo $?; (echo sub) > nodir/x; echo $?; > nodir/y; echo $?
### an ambiguous redirect
x='a b'; echo hi > $x; echo $?; e=; echo hi > $e; echo $?; touch m1 m2; echo hi > m*; echo $?; echo hi > "$x"; ls; cat < $undefined; echo $?; echo hi >& $x; echo $?
### the order of redirections
echo out > f 2>&1; ls nosuch 2>&1 > f | cat; ls nosuch > g 2>&1; cat g; echo x > f > g2; wc -c < f; cat g2; > h echo first; cat h; echo a > h b; cat h; echo 2 > h; cat h; echo 2> h; echo a 2 > h; cat h
### redirections before and after a group
{ echo 1; echo 2; } > f; (echo 3) >> f; for i in a b; do echo $i; done >> f; if true; then echo t; fi >> f; case x in x) echo c;; esac >> f; f() { echo func; } >> f; f; f; cat f; while read l; do echo "r $l"; done < f | head -3; [[ -n x ]] > g; (( 1 )) > g2; ls
### a function with redirections of its own
f() { cat; echo err >&2; } < in 2> errs; echo input > in; f; cat errs
### a failed redirection of exec ends a script
exec < nosuch; echo not reached
### exec redirects the rest
exec 3>&1 > f; echo a; ls nosuch 2>&1; exec >&3; cat f
### exec with saved descriptors
exec 3>&1; exec > f; echo infile; exec 1>&3 3>&-; echo back; cat f; exec 4>&2 2> e; ls nosuch; exec 2>&4 4>&-; cat e
### device files
{ echo x > /dev/stdout; echo y > /dev/stderr; echo z > /dev/fd/1; echo q | tee /dev/stderr; } 2>&1 | cat; echo in | cat /dev/stdin; echo in2 | cat -; cat < /dev/null; [ -e /dev/fd/0 ] && echo fd; read x < /dev/null; echo $?; head -c 4 /dev/zero | wc -c; echo w > /dev/full; echo $?
### process substitution for reading
cat <(echo a) <(echo b); diff <(seq 3) <(seq 2 4); while read l; do n=$l; done < <(printf '1\n2\n'); echo $n; paste -d, <(seq 2) <(seq 3 4); f() { cat "$1"; }; f <(echo arg); echo <(:) | grep -c '^/dev/fd/'; wc -l < <(seq 5); cat <(cat <(cat <(echo nested)))
### pipes with errors
{ echo o; echo e >&2; } |& sort; ls nosuch |& cat; ls nosuch 2>&1 | wc -l; f() { echo err >&2; }; f |& sed s/err/ok/; { ls nosuch 2>&3 | cat; } 3>&1 | sed 's/^/via 3: /'
### the status of a pipeline with closed readers
yes | head -1; echo ${PIPESTATUS[*]}; seq 100000 | head -2 | tail -1; echo ${PIPESTATUS[@]}; (exit 3) | (exit 4) | true; echo ${PIPESTATUS[@]} $?; set -o pipefail; (exit 3) | (exit 4) | true; echo $?; true | false; echo $?; ! true | false; echo $?; yes | head -1 > /dev/null; echo $?; ! false; echo "${PIPESTATUS[@]}"
### here strings
cat <<< hello; cat <<< "a  b"; cat <<< a\ b; x='q  r'; cat <<< $x; cat <<< "$x"; cat <<< '$x'; cat <<< "$(echo sub)"; read a b <<< "1 2 3"; echo $a,$b; cat <<< {a,b}; cat <<< *; cat <<< ~ | sed "s#$HOME#H#"; cat 3<<< three <&3; cat <<< "" | wc -c; wc -c <<< ''; cat <<<$'t\tn'; grep b <<< "abc" <<< "xbz"
### here documents
x=V; cat <<A
plain $x \$x \\ "q" 'q' $(echo sub) `echo bt` $((1+1)) ${x}y
A
cat <<'B'
quoted $x \$x $(echo no) \
B
cat <<\C
escaped $x
C
cat <<"D E"
spaces $x
D E
### here documents with tabs stripped
if true; then
	cat <<-A
		two tabs
	one tab
	  tab and blanks
	A
	cat <<-'B'
	quoted $x
		B
fi
### several here documents on a line
cat <<A; cat <<B
one
A
two
B
cat <<A - <<B
lost
A
kept
B
cat 3<<A <<B <&3
three
A
in
B
paste -d' ' /dev/fd/3 - 3<<X <<Y
x
X
y
Y
### here documents in compounds, functions and substitutions
f() { cat <<E
in f: $1
E
}
f a; x=$(cat <<E
sub  text
E
); echo "$x"; while read l; do echo "<$l>"; done <<E
1
2
E
if cat <<E
cond
E
then echo yes; fi; (cat <<E
subshell
E
) | tr a-z A-Z; cat <<E | sed 's/a/b/' && echo and
banana
E
### lines continued and special characters in here documents
cat <<E
a\
b
c\\
d \" \' \a \`x\` \$y
${u:-def "q" 'q'}
$'not ansi' "$(echo "inner quotes")"
E
### an empty here document, and one with an odd delimiter
cat <<E
E
cat <<'!@#'
odd
!@#
cat <<E"N"D
$x
END
cat << EOF 
blank after
EOF
### a here document that ends with the file
cat <<E
never closed
### a here document's delimiter must stand alone
cat <<E
 E
E 
EE
E
### nested here documents
cat <<A
outer $(cat <<B
inner
B
) end
A
### here documents and loops that read
cat > s.sh <<'S'
while read -r name value; do
  printf '%s=%s\n' "$name" "$value"
done <<LIST
a 1
b 2 3
LIST
S
bash s.sh
### redirections with variables and globs
d=dir; mkdir $d; echo x > $d/f; cat < "$d"/f; n=3; echo t > ${d}_$n; ls; cat < dir_*; i=0; for f in a b; do echo $f > out$((i++)); done; cat out0 out1
### umask and new files
umask 077; > f; stat -c %a f; umask 022; > g; stat -c %a g; umask; umask -S; umask u=rwx,g=,o=; umask; umask g+r; umask -S; umask 9; umask -p
### output to several commands through descriptors
{ echo to3 >&3; echo to1; } 3>&1 1>f; cat f; { { echo a; echo b >&2; } 2>&1 >&3 | sed s/^/p:/; } 3>&1
### a directory that may not be entered
cd /nosuch; echo $?; cd f; echo $?; echo a > f; cd f; echo $?; cat f/x; echo $?; echo x > f/y; echo $?
### tee, and appending from many processes
echo a | tee x y; cat x y; echo b | tee -a x; cat x; for i in 1 2 3; do echo $i >> log & done; wait; sort log; echo z | tee nodir/q; echo $?
