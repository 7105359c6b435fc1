### indexed arrays
a=(one two 'three 3'); echo "${a[0]}" "${a[2]}" "$a" "${#a[@]}" "${a[@]:1:1}" "${!a[@]}"; a[5]=six; echo "${a[@]}" "${!a[@]}" "${#a[@]}"; a+=(seven); echo "${!a[@]}"; unset 'a[0]'; echo "${a[@]}" "[$a]"; a[1]+=more; echo "${a[1]}"; declare -p a; a=(); echo "${#a[@]}" "[${a[@]}]"
### elements by subscript
a=([3]=c [1]=b x [0]=z); declare -p a; b=(1 [5]=5 6); declare -p b; c=([0]=a [0]+=b); declare -p c; i=2; d=([i]=x [i+1]=y [$i*3]=w); declare -p d
### negative subscripts
a=(a b c); echo ${a[-1]} ${a[-3]}; a[-1]=Z; echo "${a[@]}"; unset 'a[-2]'; declare -p a; echo ${a[-9]}; echo "$?"; a[-9]=x; echo after
### negative subscripts of sparse arrays
a=([2]=x [7]=y); echo "${a[-1]}" "[${a[-2]}]" "${a[-6]}"; echo "${a[@]: -1}" "${a[@]:3}" "${a[@]:0:1}" "${a[@]: -6:1}"
### slices of arrays
a=(0 1 2 3 4 5); echo "${a[@]:2}" "|" "${a[@]:1:3}" "|" "${a[@]: -2}" "|" "${a[@]:4:9}" "|" "${a[*]:0:2}" "|" "${a[@]:9}"; b=("${a[@]:1:2}" x "${a[@]: -1}"); echo "${b[@]}" ${#b[@]}
### copying and joining
a=('x y' '' z); b=("${a[@]}"); echo ${#b[@]}; c=(${a[@]}); echo ${#c[@]}; IFS=,; echo "${a[*]}"; printf -v j '%s;' "${a[@]}"; echo "$j"; b+=("${a[@]}"); echo ${#b[@]}
### associative arrays
declare -A m=([one]=1 ['two words']=2 [three]="3 3"); echo "${m[one]}" "${m[two words]}" "${m["three"]}" ${#m[@]}; m[four]=4; m[one]+=x; for k in one 'two words' three four; do echo "$k=${m[$k]}"; done; unset 'm[one]'; echo ${#m[@]} "[${m[one]}]"; k=four; echo "${m[$k]}" "${m["$k"]}"; [[ -v m[three] ]] && echo has; [[ -v m[nope] ]] || echo hasnt; printf '%s\n' "${!m[@]}" | sort; m=(); echo ${#m[@]}
### an associative array needs a subscript
declare -A m; m=(x); echo "$?"; m[]=1; echo $?; echo after
### a plain variable as an array
x=hello; echo "${x[0]}" "${x[@]}" "${#x[@]}" "[${x[1]}]"; x[2]=z; declare -p x; y=(1 2); y=scalar; declare -p y
### array elements in arithmetic
a=(1 2 3); (( a[1] += 10, a[0]++ )); echo "${a[@]}" $(( a[1] * 2 )) $((a[0]+a[2])); let 'a[5]=7'; echo "${!a[@]}"; declare -A m; (( m[x]++, m[x]++ )); echo "${m[x]}"; k=key; (( m[$k] = 5 )); echo "${m[key]}"; n=0; a[n++]=p; a[n++]=q; echo "${a[@]}" $n
### integer and letter-case arrays
declare -ia n=(1+1 2*3); n[4]=10/3; n+=(7-2); echo "${n[@]}" "${!n[@]}"; n[0]+=5; echo ${n[0]}; declare -au U=(ab cd); U[1]=xy; echo "${U[@]}"; declare -l low=ABC; low+=DEF; echo $low; declare -c cap=hello 2>/dev/null; echo "${cap-}"
### readonly arrays
readonly -a r=(1 2); r[0]=5; echo "still ${r[0]}"; r+=(3)
echo $?; unset r; echo $?; unset 'r[0]'; echo $?; declare -p r
### local arrays
f() { local a=(l1 l2); local -A m=([k]=v); echo "${a[1]}" "${m[k]}"; a+=(l3); g; }; g() { echo "${#a[@]}"; a[0]=changed; }; a=(g1); f; echo "${a[0]}"
### arrays from words, globs and commands
touch f1 f2 f3; a=(f*); echo ${#a[@]} "${a[@]}"; b=($(echo x y z)); echo ${#b[@]}; c=({a..c}{1,2}); echo "${c[@]}"; d=( a # comment
b
  c ); echo "${d[*]}"; e=(*nomatch*); echo "${e[0]}"
### mapfile
printf 'a\nb c\n\nd' > f; mapfile < f; declare -p MAPFILE; mapfile -t x < f; declare -p x; mapfile -t -n 2 -s 1 y < f; declare -p y; mapfile -O 5 -t x < f; echo "${!x[@]}"; readarray -d : -t z <<< a:b:c; declare -p z; mapfile -t w < <(printf 'p\nq\n'); echo "${w[@]}"; mapfile -C 'echo cb' -c 2 -t v < f; mapfile -u 9 x; echo $?; mapfile -t 1x <f; echo $?
### passing arrays by name
f() { local -n ref=$1; ref+=(new); echo "${ref[@]}" "${#ref[@]}" "${!ref[@]}"; ref[0]=changed; }; arr=(a b); f arr; declare -p arr; declare -A m=([k]=v); g() { local -n r=$1; echo "${r[k]}" "${!r[@]}"; r[z]=1; }; g m; echo ${#m[@]}
### a nameref loop over names
a=1 b=2; declare -n ref; for ref in a b; do echo "$ref"; ref=9; done; echo $a $b
### printing all elements and keys
declare -A m=([a]=1); a=(x); echo "${!a[*]}" "${!m[*]}" "${m[@]@A}" ; set | grep -E '^(a|m)='; declare -p a m; export -p | grep -c declare | sed 's/.*/n/'; unset a m; declare -p a; echo $?
### whether an element is set
a=([1]=x [3]=); echo "${a[0]+set}" "${a[1]+set}" "${a[3]+set}" "${a[3]:-empty}" "${a[*]+some}"; [[ -v a[1] ]] && echo v1; [[ -v a[0] ]] || echo v0; [[ -v a ]] || echo va; [[ -v a[@] ]] && echo any; test -v 'a[3]' && echo v3
### computed array variables
f() { echo "${FUNCNAME[@]}" "${#BASH_SOURCE[@]}" "${BASH_LINENO[*]}"; }; g() { f; }; g; true | false | true; echo "${PIPESTATUS[@]}" ; echo "${PIPESTATUS[*]}"; false; echo "${#PIPESTATUS[@]}"; pushd / >/dev/null; echo "${DIRSTACK[0]}" "${#DIRSTACK[@]}"; echo "${BASH_VERSINFO[1]}" "${GROUPS[0]}"
### elements that hold newlines and quotes
a=($'l1\nl2' "q'q" 'd"d' '$x' '`y`' '\'); declare -p a; for e in "${a[@]}"; do printf '%s|' "$e"; done; echo; printf '%q ' "${a[@]}"; echo
### sorting an array
a=(pear apple 'fig tree' banana); mapfile -t s < <(printf '%s\n' "${a[@]}" | sort); echo "${s[@]}"; IFS=$'\n' t=($(sort <<<"${a[*]}")); unset IFS; echo "${t[0]}" "${#t[@]}"
### looping over keys with gaps
a=([1]=a [10]=j [5]=e); for i in "${!a[@]}"; do echo "$i ${a[i]}"; done; for ((i=0; i<=10; i+=5)); do echo "[${a[i]-}]"; done
### unsetting
a=(1 2 3); unset a[1]; echo "${!a[@]}"; unset a; echo "${a-gone}"; x=1; unset -v x; echo "${x-gone}"; f() { :; }; unset -f f; type f 2>/dev/null || echo nof; unset nothing; echo $?; unset 1x; echo $?; unset -v -f x; echo $?; f() { :; }; unset f; type f 2>/dev/null || echo nof
