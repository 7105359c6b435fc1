### awk prints fields
printf 'a b c\nd e f\n' > f; awk '{print $1}' f; awk '{print $NF, $1}' f; awk 'NR==2' f; awk '{print NR": "$0}' f; awk -F: '{print $1}' /etc/passwd | head -1; awk 'END{print NR}' f; awk '{print $1 $2}' f; awk '{print $(NF-1)}' f; awk '{$2="X"; print}' f; awk '{print NF}' f; echo 'a:b:c' | awk -F: -v OFS=- '{$1=$1; print}'; awk '{ print length($0), length }' f
### awk patterns
printf 'apple 5\nbanana 12\ncherry 7\n' > f; awk '/an/' f; awk '$2>6' f; awk '$2>6 && /an/ {print $1}' f; awk '!/an/' f; awk '/apple/,/banana/' f; awk '$1 ~ /^c/' f; awk '$1 !~ /a/' f; awk 'NR>1 && NR<3' f; awk '$1=="apple"{print "found"}' f; awk 'BEGIN{print "start"} END{print "end"}' f; awk '/b/{print; next} {print "other"}' f
### awk arithmetic
awk 'BEGIN{print 1+2, 7/2, 7%3, 2^10, -3, 1e3, 0.1+0.2, 10/3, 100000000, 1e20; x=5; x+=2; x*=3; print x++, x, --x; print 1==1, 1<2, "a"<"b", 10<9, "10"<"9"; print !0, !1, 1&&0, 1||0; print (3>2?"yes":"no"); print int(3.9), int(-3.9), sqrt(16), exp(0), length("hello") }'
### awk sums and arrays
printf 'a 1\nb 2\na 3\n' > f; awk '{s+=$2} END{print s, s/NR}' f; awk '{c[$1]+=$2} END{for(k in c) print k, c[k]}' f | sort; awk '!seen[$1]++' f; awk '{a[NR]=$0} END{for(i=NR;i>0;i--) print a[i]}' f; awk 'BEGIN{a["x"]=1; if ("x" in a) print "in"; delete a["x"]; if (!("x" in a)) print "out"; a[1,2]=3; for (k in a) {split(k,p,SUBSEP); print p[1], p[2]}; if ((1,2) in a) print "pair"}'
### awk strings
awk 'BEGIN{s="hello world"; print substr(s,1,5), substr(s,7), index(s,"wor"), toupper(s), tolower("ABC"); n=split("a:b:c",p,":"); print n, p[1], p[3]; print match(s,/o w/), RSTART, RLENGTH; t=s; gsub(/o/,"0",t); print t; sub(/l+/,"[&]",t); print t; print sprintf("%05.2f|%-5s|%5d|%x|%c|%%", 3.14159, "ab", 42, 255, "z"); print "a" "b" 1+1; gsub(/x*/,"-",s); print s; print substr("hello",-1), substr("hello",4,100) }'
### awk control
awk 'BEGIN{for(i=0;i<3;i++) printf "%d ", i; print ""; while(i-->0) printf "%d ", i; print ""; do {i++} while(i<3); print i; for(;;){ if(++n>2) break; if(n==1) continue; print n}; if (n>5) print "big"; else if (n>2) print "mid"; else print "small"}'
### awk functions
awk 'function fact(n) { return n<=1 ? 1 : n*fact(n-1) } function fill(a, n,   i) { for(i=1;i<=n;i++) a[i]=i*i } BEGIN{print fact(10); fill(sq,4); print sq[4], sq[2]; print length(sq)}'
### awk printf
printf 'x 1.5\nlonger 22\n' | awk '{printf "%-8s|%6.2f|\n", $1, $2}'; awk 'BEGIN{printf "%s %s\n", "a", "b"; printf("%d%%\n", 50); printf "%5s|%-5s|%05d\n", "r", "l", 42; printf "%i %o %e %g\n", 3.7, 8, 12345.678, 0.0001}'
### awk separators
echo 'a,b;c' | awk -F'[,;]' '{print $2, $3}'; echo 'a||b' | awk -F'|' '{print NF, $3}'; printf 'a b\nc\n\nd e\n' | awk 'BEGIN{RS=""}{print NR": "$1}'; printf 'a;b;c' | awk 'BEGIN{RS=";"}{print}'; echo '  lead  trail  ' | awk '{print NF, $1; $1=$1; print "["$0"]"}'; echo 'a b c' | awk 'BEGIN{OFS="-";ORS="!\n"}{print $1,$2; $3=""; print}'; echo 'tab	sep' | awk -F'\t' '{print $2}'; echo abc | awk 'BEGIN{FS=""}{print NF}' | head -1
### awk variables and files
printf '1\n2\n' > f; printf '3\n' > g; awk '{print FILENAME, FNR, NR}' f g; awk -v x=5 'BEGIN{print x+1}'; awk '{print y}' y=1 f y=2 g; echo in | awk '{print $0}' -; A=env awk 'BEGIN{print ENVIRON["A"]}'; awk 'BEGIN{print ARGC, ARGV[1]}' one two; awk 'NR==FNR{a[$1];next} {print ($1 in a)}' f g
### awk output
printf 'b\na\n' > f; awk '{print > "out"} END{close("out"); while ((getline l < "out") > 0) print "got", l}' f; awk '{print | "sort"}' f; awk 'BEGIN{"echo hi" | getline x; print x; print "err" > "/dev/stderr"; system("echo sys"); print "app" >> "out"}'; cat out; awk 'BEGIN{while (("cat f" | getline l) > 0) n++; print n}'; awk 'BEGIN{getline; print "first", $0} {print "rest", $0}' f
### awk exit
awk 'BEGIN{exit 3} END{print "end"}'; echo $?; printf '1\n2\n3\n' | awk '{print} NR==2{exit}'; echo $?; awk 'BEGIN{print "a"; exit; print "b"}'
### awk numbers from input
printf '10 9\n010 10\nabc 0\n3x 3\n' | awk '{print ($1>$2), ($1==$2), $1+0}'; awk 'BEGIN{print 1000*1000, 2^20, 1/3; x="3.0"; print (x==3), x+0; print 1 " " -1; print 1e6, 123456789, 0.00001234}'
### awk syntax forms
awk 'BEGIN { # comment
  x = 1; \
  y = 2
  if (x)
    print "x"
  else
    print "no"
  print x,
    y
}
function f(a) { return a }
END { }' /dev/null; echo 'a b' | awk '{ print($1, $2) } { print ($1)($2) }'; awk 'BEGIN { print length }' ; awk 'BEGIN { a = "A"; b = a++; print a, b; print 2 - 1, 2 -1; print 1 - -1; print -2^2; print 2^3^2; print !x + 1; $0 = "p q"; print $1; NF = 1; print $0; print $NF }'
