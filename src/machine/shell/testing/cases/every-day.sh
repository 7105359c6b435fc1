### xxd dumps and reverts
xxd <<< hello; xxd -p <<< hello; xxd -r -p <<< 68690a; xxd -l 4 <<< hello; xxd -c4 <<< hello; xxd -b <<< ab; xxd -i <<< ab; xxd -s 2 <<< hello; echo hello world this is more | xxd > d; xxd -r d; echo abc > f.bin; xxd -i f.bin; xxd -g1 <<< hello; xxd -g4 -c8 <<< 'hello world'; seq 20 | xxd -p; seq 20 | xxd -p | xxd -r -p | tail -1; xxd -ps <<< a; xxd nosuch; echo $?; xxd -g0 <<< hello; xxd f.bin out; cat out; xxd -p -c 4 <<< abcdefgh; xxd -b -c2 <<< abc; xxd -len 2 <<< abc; xxd < /dev/null
### paste takes lines of its input in turn
paste - - < <(seq 4); paste - - - < <(seq 7); paste -d: - - <<< $'a\nb\nc'; seq 3 | paste -s - ; seq 4 | paste -d, - <(seq 2) -; paste -sd+ <(seq 3) | bc; ls | paste -sd' '; paste <(seq 2) nosuch; echo $?; seq 2 | paste -s - -
### grep -P keeps a part of what it finds
echo 'key=val other="a b" id:42' | grep -oP 'key=\K\w+'; echo 'key=val other="a b" id:42' | grep -oP '(?<=id:)\d+'; echo 'a.txt b.log' | grep -oP '\w+(?=\.txt)'; echo '"a" "b"' | grep -oP '".*?"'; echo foo123 | grep -P '^\w+\d{3}$'; echo 'x=1,y=2' | grep -oP '\w=\K\d'; echo ab | grep -oP 'a|ab'; grep -oP '(?<=<b>).*?(?=</b>)' <<< '<b>one</b> <b>two</b>'; ip='inet 10.0.0.1/24'; grep -oP 'inet \K[\d.]+' <<< "$ip"; grep -P '\bfoo\b' <<< 'a foo b'; grep -P '(?i)HELLO' <<< hello; echo $?; grep -cP '^\s*$' <<< $'a\n\n  '; grep -oP '[^"]+(?=")' <<< '"a"'; grep -oP 'v?\K\d+\.\d+\.\d+' <<< 'tag v1.22.3'; grep -P 'a\tb' <<< $'a\tb'; grep -oP '(\d+)(?=%)' <<< 'use 45% of 80%'; printf 'a\0b\0' | grep -z b | tr '\0' '@'; printf 'x\0' > b.bin; grep x b.bin; grep -c x b.bin; grep -rl x .; grep -v y b.bin
### find runs where files are, and takes dialects
mkdir -p d/e; touch d/a.txt d/e/b.log d/c1; find d -name a.txt -execdir pwd \; ; find d -name b.log -execdir echo {} \; ; find d -regextype posix-extended -regex '.*\.(txt|log)' | sort; find d -regextype egrep -regex 'd/[a-c][0-9]'; find . -maxdepth 2 -regextype sed -regex '.*c[0-9]\{1\}'; find d -regextype nosuch -regex x; echo $?; find d -regex '.*c[0-9]+'; find d -iregex '.*A\.TXT'
### dates and lists that are none
cut -c a <<< x; cut -f 1,b <<< x; cut -c2-1 <<< a; cut -f2-1 <<< x; date -u -d 2024-02-30; echo $?; date -d 2024-13-01; date -u -d '2023-02-29 10:00'; date -d 31/12/2024; date -u -d '2024-02-29 +1 year' +%F; date -u -d '31 Jan 2024 +1 month' +%F; date -u -d 'Feb 30 2024'; touch -d 2024-02-30 x; echo $?
### extended patterns need extglob
printf 'echo a\necho b; ls !(x)\necho c\n' > s; bash s; echo $?; printf 'f() {\n  rm -f *.@(x|y)\n}\necho not\n' > s; bash s; echo $?; printf 'shopt -s extglob\necho !(s); case a.log in *.@(log|txt)) echo m;; esac\n' > s; bash s; bash -O extglob s; bash -c 'echo @(a)'; echo $?; eval 'echo ?(a)'; echo $?; [[ aab == +(a)b ]] && echo y; x=aab; echo $((2*(3+1))) "a!(b)" 'x*(y)' a\!\(; !(true) || echo neg
### statuses of pipelines in groups and loops
{ false | true; }; echo "${PIPESTATUS[@]}"; if false | true; then :; fi; echo "${PIPESTATUS[@]}"; for i in 1; do false | true | false; done; echo "${PIPESTATUS[@]}"; f() { false | true; }; f; echo "${PIPESTATUS[@]}"; false|true; [[ a ]]; echo "${PIPESTATUS[@]}"; false|true; ((1)); echo "${PIPESTATUS[@]}"; false|true; x=1; echo "${PIPESTATUS[@]}"; false|true; (exit 3); echo "${PIPESTATUS[@]}"; case a in a) true|false;; esac; echo "${PIPESTATUS[@]}"; { false|true; } 2>/dev/null; echo "${PIPESTATUS[@]}"; ! false|true; echo "${PIPESTATUS[@]}"; x=$(false|true); echo "${PIPESTATUS[@]}"
### tabs go from here-documents with expansions too
x=val; cat <<-EOF
	tab $x
		two $(echo in)
	  $x	mid
	EOF
if true; then
	cat <<-EOF
		$x
		plain
	EOF
fi
### without PATH nothing is found
unset PATH; ls; echo $?; PATH=; ls; echo $?; PATH=/usr/bin; ls; PATH=/nosuch; ls; echo $?
### a script that installs
#!/usr/bin/env bash
set -euo pipefail
IFS=$'\n\t'
readonly SCRIPT_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
readonly NAME="${0##*/}"
log() { printf '[%s] %s\n' "${1^^}" "${*:2}" >&2; }
die() { log error "$@"; exit 1; }
usage() {
  cat <<EOF
Usage: $NAME [-h] [-v] [-p PREFIX] <package>...

Options:
  -h    help
  -p    prefix (default: ${PREFIX:-/usr/local})
EOF
}
verbose=0 PREFIX=${PREFIX:-/usr/local}
while getopts ':hvp:' opt; do
  case "$opt" in
    h) usage; exit 0 ;;
    v) ((verbose+=1)) ;;
    p) PREFIX=$OPTARG ;;
    :) die "option -$OPTARG needs an argument" ;;
    \?) die "unknown option -$OPTARG" ;;
  esac
done
shift $((OPTIND - 1))
usage
trap 'log info "cleanup ($?)"; rm -rf "${tmp:-}"' EXIT
tmp=$(mktemp -d)
for pkg in "$@"; do
  [[ $pkg =~ ^[a-z]+$ ]] || { log warn "skip $pkg"; continue; }
  install -d "$tmp/$pkg"
  log info "installed $pkg to $PREFIX"
done
ls "$tmp"
command -v nosuchtool >/dev/null 2>&1 || die "nosuchtool is required"
### a web server's log is looked through
cat > access.log <<'L'
10.0.0.1 - - [10/Oct/2023:13:55:36 +0000] "GET /index.html HTTP/1.1" 200 2326 "-" "curl/7.68"
10.0.0.2 - bob [10/Oct/2023:13:55:37 +0000] "POST /login HTTP/1.1" 302 0 "http://x/" "Mozilla/5.0 (X11)"
10.0.0.1 - - [10/Oct/2023:13:56:01 +0000] "GET /missing HTTP/1.1" 404 153 "-" "curl/7.68"
10.0.0.3 - - [10/Oct/2023:14:00:00 +0000] "GET /index.html HTTP/1.1" 500 0 "-" "bot"
L
awk '{print $1}' access.log | sort | uniq -c | sort -k1,1nr -k2 | head -3
awk '{c[$9]++} END {for (s in c) print s, c[s]}' access.log | sort
grep -oE '"(GET|POST) [^ ]+' access.log | cut -d' ' -f2 | sort | uniq -c | sort -rn | awk '{print $2": "$1}'
sed -nE 's/.*\[([^]]+)\].*" ([0-9]{3}) .*/\1 \2/p' access.log
awk -F'[][]' '{print $2}' access.log | cut -d: -f2,3 | uniq -c
while read -r ip _ user _; do echo "$ip/$user"; done < access.log
grep -c ' 200 ' access.log; grep -vn curl access.log | cut -d: -f1 | paste -sd,
awk '$9>=400{e++} END{printf "%.1f%% errors\n", e*100/NR}' access.log
tail -n +2 access.log | head -n 1 | tr ' ' '\n' | sed -n '6,8p'
declare -A hits; while read -r l; do k=${l%% *}; ((hits[$k]++)) || true; done < access.log; for k in $(printf '%s\n' "${!hits[@]}" | sort); do echo "$k ${hits[$k]}"; done
xargs -a <(cut -d' ' -f1 access.log | sort -u) -I{} echo "block {}"
### configuration files are changed
cat > app.conf <<'C'
# comment
port=80
host = localhost

[db]
user=admin
pass='se cret'
C
sed -i 's/^port=.*/port=8080/; s/^\(host *= *\).*/\1example.com/' app.conf; cat app.conf
grep -q '^timeout=' app.conf || echo 'timeout=30' >> app.conf
get() { sed -n "s/^$1 *= *//p" app.conf; }; echo "$(get port) $(get host) $(get pass)"
while IFS='=' read -r k v; do [[ $k =~ ^[[:space:]]*(#|$|\[) ]] && continue; printf '%s -> %s\n' "${k// /}" "${v# }"; done < app.conf
awk -F= '/^\[/{s=$1; next} NF==2{gsub(/^ +| +$/,"",$1); print s $1 "=" $2}' app.conf
cp app.conf{,.bak}; sed -i '/^\[db\]/,$d' app.conf; diff app.conf app.conf.bak; echo $?
cat > t.tpl <<'T'
Hello ${NAME}, home=$HOME
T
NAME=World; eval "cat <<EOF
$(cat t.tpl)
EOF"
source <(printf 'A=1\nB="two words"\n'); echo "$A $B"
set -a; . <(echo C=3); set +a; env | grep ^C=
### lists of files and words
files=("a b.txt" c.txt 'd$.txt'); touch "${files[@]}"; for f in *.txt; do printf '<%s>' "$f"; done; echo
printf '%s\0' *.txt | sort -z | xargs -0 -n1 echo; mapfile -d '' -t arr < <(find . -name '*.txt' -print0 | sort -z); echo "${#arr[@]} ${arr[0]}"
joined=$(IFS=,; echo "${files[*]}"); echo "$joined"; IFS=, read -ra back <<< "$joined"; echo "${#back[@]}"
stack=(); stack+=(1); stack+=(2 3); unset 'stack[-1]'; echo "${stack[-1]} ${#stack[@]}"; copy=("${stack[@]:0:1}"); echo "${copy[@]}"
declare -A m=([a]=1 [b]=2); for k in "${!m[@]}"; do echo "$k=${m[$k]}"; done | sort; [[ -v m[a] ]] && echo has; unset 'm[a]'; [[ -v m[a] ]] || echo gone; echo "${#m[@]}"
contains() { local x=$1; shift; for e; do [[ $e == "$x" ]] && return 0; done; return 1; }; contains c.txt "${files[@]}" && echo yes; sorted=($(printf '%s\n' 3 1 2 | sort)); echo "${sorted[*]}"
a=(1 2 3); a=("${a[@]/2/two}"); echo "${a[@]}"; echo "${a[@]//[0-9]/n}" "${#a[0]}"; b=("${a[@]}" four); echo "${b[@]: -2}"; readonly -a b; declare -p a
args=(-l -a); ls "${args[@]}" > /dev/null && echo ran; empty=(); echo "${empty[@]:-none}" "${empty[@]+set}"
### texts are taken apart
s="  trim me  "; t="${s#"${s%%[![:space:]]*}"}"; t="${t%"${t##*[![:space:]]}"}"; echo "[$t]"
url="https://user:pw@host.com:8080/path/file.tar.gz?x=1#frag"; proto=${url%%://*}; rest=${url#*://}; echo "$proto ${rest%%/*} ${rest#*/} ${url##*/}"; f=${url##*/}; f=${f%%\?*}; echo "$f ${f%.*} ${f%%.*} ${f##*.}"
[[ $url =~ ^([a-z]+)://([^/@]+@)?([^:/]+)(:([0-9]+))?(/[^?]*)?(\?.*)?$ ]] && printf '%s\n' "${BASH_REMATCH[@]:1}"
printf -v padded '%-10s|' abc; echo "$padded"; printf '%05d %x %o %e %.2f %c %%\n' 42 255 8 12345.678 3.14159 hello; printf '%s=%s\n' a 1 b 2; printf '%b' 'x\ty\n'; printf '%q\n' "a b'c"; printf '%10.3s|\n' abcdef; printf '%*d\n' 5 42
echo "${s:2:4}" "${#s}" "${url:0:5}" "${url: -4}"; v=abc; echo "${v/b/[&]}" "${v^^}" "${v@Q}"; x=a.b.c; echo "${x//./\/}" "${x//./_}"; y='$HOME `date` \n'; echo "$y" '$y'; echo -e 'a\tb\x41\u00e9\0101'; echo -n no; echo -E 'a\n'
repeat() { printf "%0.s$1" $(seq 1 "$2"); echo; }; repeat = 10; rev <<< abc; echo "${v:+set}" "${u:+set}" "${u-def}"; case $v in a*c) echo glob;; esac; [[ abc < abd ]] && echo less; [[ a.txt == *.txt ]] && echo suffix; [[ "a.txt" == "*.txt" ]] || echo literal
### functions and what they see
x=global; f() { local x=local; g; echo "f:$x"; }; g() { echo "g:$x"; x=changed; }; f; echo $x
r() { return 300; }; r; echo $?; h() { echo "${FUNCNAME[@]} ${#BASH_ARGV[@]}"; }; h; outer() { inner() { echo nested; }; }; outer; inner; unset -f inner; inner; echo $?
fact() { (( $1 <= 1 )) && echo 1 || echo $(( $1 * $(fact $(($1-1))) )); }; fact 6; opt() { local -; set -x; :; }; opt 2>/dev/null; echo $-
k() { while (($#)); do case $1 in -a|--all) echo all; shift;; --name=*) echo "name ${1#*=}"; shift;; -n) echo "n $2"; shift 2;; --) shift; break;; -*) echo "bad $1"; shift;; *) break;; esac; done; echo "rest: $*"; }; k -a --name=x -n 5 -z -- q r
f() { echo "$0 $FUNCNAME $LINENO"; }; f; f2 () ( x=sub; exit 3 ); f2; echo $? $x; function f3 { echo "kw $@"; }; f3 a b; declare -f f3; type f3 | head -1; f4() { echo a; } > f4out; f4; cat f4out
trap 'echo "trap $?"' RETURN; f5() { return 2; }; f5; trap - RETURN; caller; f6() { caller 0; }; f6; export -f f3; bash -c 'f3 exported'; local z=1; echo $?
### where output goes
echo out; echo err >&2; { echo a; echo b >&2; } > f 2>&1; cat f; { echo c; echo d >&2; } 2>&1 > g | cat; cat g; echo e &> h; cat h; echo f &>> h; cat h; echo x > "sp ace"; cat "sp ace"; exec 3> t; echo three >&3; exec 3>&-; cat t; exec 4< t; read -u 4 v; echo $v; exec 4<&-; echo a > n; set -o noclobber; echo b > n; echo $?; echo c >| n; cat n; set +o noclobber; exec {fd}> v; echo $((fd >= 10)); echo vv >&$fd; exec {fd}>&-; cat v; cat < f < g; echo hi 1>&2 2>/dev/null; ls nosuch 2>&1 | cat; ls nosuch |& wc -l; echo x >&5; echo $?; echo y > /dev/null; cat < nosuch; echo $?; : > empty; wc -c < empty; echo a >> app; echo b >> app; cat app; read -r first < app; echo $first; while read -r a <&3 && read -r b <&4; do echo $a$b; done 3< app 4< app; exec 1> all; echo to file; exec 1>&2; cat all
