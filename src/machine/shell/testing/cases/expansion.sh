### braces in lists
echo a{b,c,d}e {a,b}{1,2} {,x}y a{,} {a,b,}c {{a,b},c} x{a,{b,c{d,e}}}y {a} {} {a,b a,b} {a\,b} {"a,b",c} '{a,b}' "{a,b}" \{a,b\} a{b}c {a,b}" "c $HOME{/a,/b} {$1,x} | sed "s#$HOME#H#g"
### braces in sequences
echo {1..5} {5..1} {1..10..3} {10..1..4} {a..e} {e..a} {a..i..3} {01..10} {-2..2} {001..3} {1..3}{a..b} {1..} {1..a} {..3} {1.5..3} {A..C} {1..1} {a..a} {3..1..-1} {1..5..0} {-05..5..5} {x..z}{1..2} pre{1..3}post
### tildes
HOME=/h; echo ~ ~/x ~/ a~ ~a/b x=~ x=~/y:~/z :~ "~"/x ~'/x' ~"" \~ ~root ~nosuchuser; y=~:~/q; echo $y; PATHX=/a:~/b; echo $PATHX; f=~/"a b"; echo "$f"; cd /; cd /usr; echo ~+ ~- ~+/x; export z=~/e; echo $z; echo --opt=~ --opt=~/x; [[ ~ == /h ]] && echo eq; case ~ in /h) echo case;; esac; echo ${u:-~} ${u:-~/x} "${u:-~}"
### splitting
x='a b  c'; set -- $x; echo $#; IFS=:; x='a:b::c:'; set -- $x; echo $#; for i in $x; do echo "<$i>"; done; IFS=': '; x=' a : b :: c '; set -- $x; echo $#; printf '<%s>' $x; echo; IFS=; set -- $x; echo $#; unset IFS; x=$'a\tb\nc d'; set -- $x; echo $#; IFS=x; y=axbxxc; echo $y "$y"; set -- $y; echo $#; IFS=$' \t\n'; e=''; set -- $e "$e"; echo $#; IFS=,; set -- $(echo a,b c); echo $# "$2"; z=,a,; set -- $z; echo $# "[$1]"
### splitting with blanks around other separators
IFS=' ,'; x='a , b,c ,, d'; set -- $x; printf '<%s>' "$@"; echo $#; IFS=$'\n'; x=$'a b\n\nc'; set -- $x; echo $# "$1"; IFS='\'; x='a\b'; echo $x; IFS=é; x=aébéc; set -- $x; echo $# "$3"
### no splitting where a word cannot be split
x='a  b *'; y=$x; echo "$y"; case $x in 'a  b *') echo case;; esac; [[ $x == 'a  b *' ]] && echo test; cat <<< $x; z=${x}; echo "$z"; declare w=$x; echo "$w"; export v=$x; echo "$v"; f() { local l=$x; echo "$l"; }; f; arr[0]=$x; echo "${arr[0]}"; readonly r=$x; echo "$r"
### failglob
shopt -s failglob; echo no*; echo same line
echo $?; shopt -u failglob; echo no*
### order of results
touch b a C _ 1 10 2 é A; echo *; printf '%s\n' * | head -3; ls
### names with odd letters
touch -- '-dash' $'new\nline' 'a$b' "it's" 'tab	x'; for f in *; do printf '%q\n' "$f"; done; ls ./-dash; rm -- -dash; rm ./*line; echo *
### expansion order in one word
x='a b'; y='*'; touch f1; echo $x$y "$x"$y pre$x; set -- $x"$y"; echo $#; echo ${x}f* $(echo f\*) `echo f*` $((1))f*; z=f1; echo $z{a,b} {$z,b}*; unset IFS; echo a$'\n'b
### results of expansion are not expanded again
x='$HOME'; echo $x; y='`echo no`'; echo $y; z='{a,b}'; echo $z; w='~'; echo $w; v='"a b"'; set -- $v; echo $#; u='a\ b'; set -- $u; echo $#; t='$(echo no)'; echo "$t" $t; s='\*'; echo $s; a='x=1'; $a 2>/dev/null; echo $? "${x}"
