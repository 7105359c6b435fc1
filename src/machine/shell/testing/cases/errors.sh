### commands that cannot be run
nosuchcmd a b; echo $?; ./nosuch; echo $?; /; echo $?; mkdir d; ./d; echo $?; echo 'echo hi' > s; ./s; echo $?; chmod +x s; ./s; printf '\0\1\2' > b; chmod +x b; ./b; echo $?; ''; echo $?; ' '; echo $?; nosuchdir/x; echo $?; touch e; chmod +x e; ./e; echo $?; "two words"; echo $?; nosuch | cat; echo ${PIPESTATUS[0]}; d/x/y; echo $?; s/x; echo $?; (nosuch); $undefined; echo $?; x=$(nosuch2); echo $?
### scripts with interpreters
mk() { printf "$2" > $1; chmod +x $1; }; mk a '#!/bin/bash\necho bash $0 $1\n'; ./a x; mk b '#!/bin/sh\necho sh $0\n'; ./b; mk c '#!/usr/bin/env bash\necho env\n'; ./c; mk d '#!/nosuch/interp\n'; ./d; echo $?; mk e '#!/bin/bash -e\nfalse\necho no\n'; ./e; echo $?; mk f '#! /bin/sh\necho blank\n'; ./f; mk g 'echo none $0\n'; ./g; mk h '#!/bin/cat\nself\n'; ./h; mk i '#!/usr/bin/env nosuchlang\n'; ./i; echo $?; mk k '#!/bin/bash\r\necho x\n'; ./k 2>&1 | cat -v; mk m '#!./a\n'; ./m; mk n '#!/bin/echo -a -b\n'; ./n c
### a syntax error in the middle of a script
echo before
if true; then echo a; fi fi
echo after
### syntax errors in files
t() { printf "$1" > f.sh; bash f.sh; echo $?; }; t 'echo a\nif true; then\necho b\n'; t 'echo a\n)\necho b\n'; t 'echo "unclosed\nmore\n'; t "echo 'x\n\n\n"; t 'f() {\necho a\n'; t 'while true; do\necho\n'; t 'case x in\na) echo\n'; t 'echo $(\n'; t 'x=(1 2\n'; t 'cat <<E\ntext\n'; t 'for i in a b; do\n echo $i\ndone done\n'; t 'echo a\n\n\necho b ;; c\n'; t 'if [ a ]; then\n  echo\nelse\n  echo\nend\n'; t 'foo bar( \n'; t 'echo `\n'; t 'echo ${x\n'
### syntax errors in eval, source and traps
eval 'if'; echo $?; eval 'echo a; fi'; echo $?; eval 'echo "x'; echo $?; printf 'echo s\nfi\necho t\n' > s; . ./s; echo $?; f() { eval ')'; }; f; echo $?; x=$(eval 'fi' 2>&1); echo "$x"; eval 'echo one
fi'; echo $?
### errors carry the line
echo 1
nosuch1
f() {
  nosuch2
  cd /nosuch
}
f
if true; then
  nosuch3
fi
(
  nosuch5
)
nosuch6 | \
  nosuch7 2>&1 | sort
eval 'nosuch8'
eval '

nosuch9'
. /dev/stdin <<< 'nosuch10'
### errors inside a sourced file and a function of it
printf 'nosuch1\nf() {\n nosuch2\n}\n' > lib; . ./lib; f; source lib 2>&1; cat > main.sh <<'S'
. ./lib
f
nosuch3
S
bash main.sh
### messages of bash -c
bash -c 'nosuch'; bash -c 'nosuch' name; bash -c 'cd /nosuch' name; bash -c 'echo $0 $1' name arg; bash -c $'echo a\nnosuch'; bash -c 'if'; bash -c; echo $?; bash -c ''; echo $?; bash -c 'exit 3'; echo $?; bash -c 'echo "$@"' a b c; bash -c 'kill -9 $$'; echo $?
### sh behaves as a posix shell where it shows
sh -c '[ a = a ] && echo ok'; sh -c 'x=1; echo ${x}'; sh -c 'f() { echo f; }; f'; sh -c 'echo $((1+1))'; sh -c 'for i in 1 2; do echo $i; done'; sh -c 'cd /; pwd'; sh -c 'exit 4'; echo $?; sh -c 'set -e; false; echo no'; echo $?; echo 'echo from stdin' | sh; echo 'echo "script $1"' > s.sh; sh s.sh a; sh -c 'printf "%s\n" x'; sh -c 'trap "echo bye" EXIT'; sh -c 'echo a; echo b >&2' 2>/dev/null; sh -c 'case x in x) echo c;; esac'; sh -c 'while read l; do echo "<$l>"; done' <<< line; sh -c 'cat <<E
doc
E'; sh -c 'export A=1; env | grep ^A='
### signals and exit statuses
bash -c 'exit 130'; echo $?; bash -c 'kill -TERM $$'; echo $?; (exit 126); echo $?; timeout 0.05 sleep 1; echo $?; sleep 1 & kill -9 $!; wait $!; echo $?; bash -c 'sleep 0 & wait $!; echo $?'; bash -c 'trap "exit 3" TERM; kill $$; sleep 1'; echo $?
### names in errors
cd /nosuch/deep; echo $?; ./; echo $?; ../nosuch; echo $?; export 'a b'=1; echo $?; let 'a b'; echo $?; unset 'a b'; echo $?; readonly 1; echo $?; a+b=1; echo $?; =1; echo $?; 1=2; echo $?
### write errors
echo x > /dev/full; echo $?; printf 'x\n' > /dev/full; echo $?; pwd > /dev/full; echo $?; type cd > /dev/full; echo $?; echo y >&-; echo $?
### arguments that are too long for a number
(exit 99999999999999999999); echo $?; shift 99999999999999999999; echo $?; sleep 0 x; echo $?
