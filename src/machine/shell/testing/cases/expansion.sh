### braces in lists
echo a{b,c,d}e {a,b}{1,2} {,x}y a{,} {a,b,}c {{a,b},c} x{a,{b,c{d,e}}}y {a} {} {a,b a,b} {a\,b} {"a,b",c} '{a,b}' "{a,b}" \{a,b\} a{b}c {a,b}" "c $HOME{/a,/b} {$1,x} | sed "s#$HOME#H#g"
### braces in sequences
echo {1..5} {5..1} {1..10..3} {10..1..4} {a..e} {e..a} {a..i..3} {01..10} {-2..2} {001..3} {1..3}{a..b} {1..} {1..a} {..3} {1.5..3} {A..C} {1..1} {a..a} {3..1..-1} {1..5..0} {-05..5..5} {x..z}{1..2} pre{1..3}post
### braces and assignments and quotes
x={a,b}; echo $x; y=1; echo {$y,2} {$y..3}; eval echo {$y..3}; a=(x{1..3}); echo ${a[2]}; for i in {1..3}; do echo $i; done; echo {a,b}={c,d} ${x}{1,2} {'a b',c} {$(echo q),r} a{$'\t',b}c | cat -A
### tildes
HOME=/h; echo ~ ~/x ~/ a~ ~a/b x=~ x=~/y:~/z :~ "~"/x ~'/x' ~"" \~ ~root ~nosuchuser; y=~:~/q; echo $y; PATHX=/a:~/b; echo $PATHX; f=~/"a b"; echo "$f"; cd /; cd /usr; echo ~+ ~- ~+/x; export z=~/e; echo $z; echo --opt=~ --opt=~/x; [[ ~ == /h ]] && echo eq; case ~ in /h) echo case;; esac; echo ${u:-~} ${u:-~/x} "${u:-~}"
### splitting
x='a b  c'; set -- $x; echo $#; IFS=:; x='a:b::c:'; set -- $x; echo $#; for i in $x; do echo "<$i>"; done; IFS=': '; x=' a : b :: c '; set -- $x; echo $#; printf '<%s>' $x; echo; IFS=; set -- $x; echo $#; unset IFS; x=$'a\tb\nc d'; set -- $x; echo $#; IFS=x; y=axbxxc; echo $y "$y"; set -- $y; echo $#; IFS=$' \t\n'; e=''; set -- $e "$e"; echo $#; IFS=,; set -- $(echo a,b c); echo $# "$2"; z=,a,; set -- $z; echo $# "[$1]"
### splitting with blanks around other separators
IFS=' ,'; x='a , b,c ,, d'; set -- $x; printf '<%s>' "$@"; echo $#; IFS=$'\n'; x=$'a b\n\nc'; set -- $x; echo $# "$1"; IFS='\'; x='a\b'; echo $x; IFS=é; x=aébéc; set -- $x; echo $# "$3"
### no splitting where a word cannot be split
x='a  b *'; y=$x; echo "$y"; case $x in 'a  b *') echo case;; esac; [[ $x == 'a  b *' ]] && echo test; cat <<< $x; z=${x}; echo "$z"; declare w=$x; echo "$w"; export v=$x; echo "$v"; f() { local l=$x; echo "$l"; }; f; arr[0]=$x; echo "${arr[0]}"; readonly r=$x; echo "$r"
### globs
touch a.txt b.txt c.sh .hidden 'with space' d1 d2 D3; mkdir dir; touch dir/x dir/y; echo *; echo *.txt; echo ?.sh; echo [ab].txt; echo [!a]*.txt; echo [^a].txt; echo [a-c].*; echo *' '*; echo .h*; echo */; echo dir/*; echo */x; echo *.none; echo [[:upper:]]*; echo d[0-9]; echo "*" \* '?'; echo a*t b*t; x='*.txt'; echo $x "$x"; echo */*y; echo ./*.sh; echo [d]ir/x; echo {a,z}*.txt; echo [z-a]*; echo [; echo []; echo [a; echo dir//*
### dotglob, nullglob and GLOBIGNORE
touch .a b; echo *; shopt -s dotglob; echo *; shopt -u dotglob; echo .*; shopt -s nullglob; echo x*; echo "[" x* "]"; for f in no*; do echo never; done; shopt -u nullglob; echo no*; GLOBIGNORE='b'; echo * .*; unset GLOBIGNORE; echo *
### failglob
shopt -s failglob; echo no*; echo same line
echo $?; shopt -u failglob; echo no*
### nocaseglob and globstar
touch Abc abd; mkdir -p d/e/f; touch d/1.x d/e/2.x d/e/f/3.x; echo a*; shopt -s nocaseglob; echo a* A*; shopt -u nocaseglob; echo **/*.x; shopt -s globstar; echo **/*.x; echo **; echo d/**; echo **/; echo d/**/f; echo **.x
### extended globs
shopt -s extglob
touch a aa aaa ab b abc x.txt y.sh z.md; echo +(a); echo *(a)b; echo ?(a)b; echo @(a|b); echo !(a*|*.*); echo !(*.txt); echo *.@(txt|sh); echo a!(b); echo @(x|y).*; echo +([a-b]); echo !(!(a)); echo @(ab|ab*(c)); [[ foo == @(foo|bar) ]] && echo m; [[ aab == +(a)b ]] && echo m2; [[ x == !(y) ]] && echo m3; [[ '' == *(q) ]] && echo m4
### character classes
touch a B 1 _ é '#'; echo [[:alpha:]] ; echo [[:digit:]]; echo [[:punct:]]; echo [[:alnum:]_]; echo [![:alnum:]]; echo [[:lower:]1]; echo [[:space:]]; [[ a == [[:alpha:]] ]] && echo ok; [[ - == [a-] ]] && echo dash; [[ ] == []] ]] && echo brk; [[ \\ == [\\] ]] && echo bs; [[ b == [a-c] ]] && echo range; [[ '^' == [a^] ]] && echo caret; [[ '!' == [a!] ]] && echo bang
### escapes and quotes in globs
touch 'a*b' axb 'q?' 'br[x]'; echo a\*b; echo 'a*'b; echo a"*"*; echo "br[x]"; echo br\[*; echo br[[]x]; p='a\*b'; echo $p; q='a*b'; echo $q "$q"; echo q\?; echo q[?]; ls a\**; rm 'a*b'; echo a*b
### order of results
touch b a C _ 1 10 2 é A; echo *; printf '%s\n' * | head -3; ls
### names with odd letters
touch -- '-dash' $'new\nline' 'a$b' "it's" 'tab	x'; for f in *; do printf '%q\n' "$f"; done; ls ./-dash; rm -- -dash; rm ./*line; echo *
### expansion order in one word
x='a b'; y='*'; touch f1; echo $x$y "$x"$y pre$x; set -- $x"$y"; echo $#; echo ${x}f* $(echo f\*) `echo f*` $((1))f*; z=f1; echo $z{a,b} {$z,b}*; unset IFS; echo a$'\n'b
### results of expansion are not expanded again
x='$HOME'; echo $x; y='`echo no`'; echo $y; z='{a,b}'; echo $z; w='~'; echo $w; v='"a b"'; set -- $v; echo $#; u='a\ b'; set -- $u; echo $#; t='$(echo no)'; echo "$t" $t; s='\*'; echo $s; a='x=1'; $a 2>/dev/null; echo $? "${x}"
