### exit traps
trap 'echo bye $?' EXIT; (trap 'echo sub' EXIT; exit 2); echo $?; (echo no trap here); trap; false
### an exit trap may change the status
trap 'exit 7' EXIT; exit 3
### the last exit trap counts
trap 'echo one' EXIT; trap 'echo two' 0; trap - EXIT; trap 'echo three' exit; exit
### error traps
trap 'echo "err $? $LINENO"' ERR; false; true; (exit 3); false || true; ! true; if false; then :; fi; false && true; f() { false; echo in f; }; f; g() { return 4; }; g; ls nosuch 2>/dev/null; x=$(false); [ a = b ]; [[ a == b ]]; (( 0 )); false | true; true | false; echo end
### error traps in functions with errtrace
set -E; trap 'echo "err in ${FUNCNAME[0]:-main}"' ERR; f() { false; true; }; f; (false); x=$(false; echo y); echo $x; g() { f; return 1; }; g
### return traps
f() { trap 'echo returning $?' RETURN; echo in; }; f; g() { echo g; }; g; set -T; trap 'echo R' RETURN; g; echo 'echo sourced' > s; . ./s; trap - RETURN
### signals that are caught
trap 'echo usr1' USR1; kill -USR1 $$; echo after; trap 'echo term; exit 9' TERM; (kill -TERM $$); sleep 0.1; echo not reached
### signals that are ignored
trap '' TERM INT; kill -TERM $$; kill -INT $$; bash -c 'kill -TERM $$; echo child too'; trap - TERM; trap; trap -p INT
### listing traps
trap 'echo a' INT; trap "echo 'q'" TERM EXIT; trap : HUP ERR; trap; trap -p EXIT; trap -p; trap -p QUIT; trap - HUP INT TERM EXIT ERR; trap; trap x NOSIG; echo $?; trap 'x'; echo $?; trap - 15 2; trap '' SIGUSR2 usr1; trap
### a trap runs after the command in the foreground
trap 'echo got' USR1; (sleep 0.1; kill -USR1 $$) & sleep 0.3; echo slept; wait; trap 'echo w' USR2; (sleep 0.1; kill -USR2 $$) & wait; echo $?
### wait is interrupted by a trapped signal
trap 'echo sig' USR1; sleep 1 & p=$!; (sleep 0.1; kill -USR1 $$) & wait $p; echo $? ; kill $p; wait $p 2>/dev/null; echo $?
### deaths by signal
sh -c 'kill -KILL $$'; echo $?; sh -c 'kill -TERM $$'; echo $?; sh -c 'kill -INT $$'; echo $?; sh -c 'kill -HUP $$'; echo $?; (kill -USR1 $BASHPID); echo $?; sh -c 'kill -PIPE $$'; echo $?; true | sh -c 'kill -9 $$' | true; echo ${PIPESTATUS[*]}
### kill and its names
kill -l 9; kill -l TERM; kill -l 130; kill -l SIGINT; sleep 5 & kill $!; wait $!; echo $?; sleep 5 & kill -9 $!; wait $!; echo $?; sleep 5 & kill -s HUP $!; wait $!; echo $?; sleep 5 & kill -n 15 $!; wait $!; echo $?; kill -0 $$ && echo alive; kill 99999; echo $?; kill -FOO $$; echo $?; kill abc; echo $?; kill; echo $?; kill -l 99; echo $?
### cleaning up temporary files
t=$(mktemp -d); trap 'rm -rf "$t"; echo cleaned' EXIT; touch "$t/x"; [ -e "$t/x" ] && echo made; exit 0
### a trap action with several lines and quotes
trap 'echo "line 1"
echo '"'"'line 2'"'"'
x=5' USR1; kill -USR1 $$; echo $x; trap
### nested traps and errors inside them
trap 'echo a; false; echo b $?' EXIT; set -e; trap 'echo err' ERR; false
### set -e and the exit trap
set -e; trap 'echo status $?' EXIT; f() { false; echo no; }; f; echo no
### an exit trap runs before a signal ends the shell
bash -c 'trap "echo bye \$?" EXIT; kill -TERM $$; echo no'; echo $?; bash -c 'trap "echo bye" EXIT; kill -INT $$; echo no'; echo $?; bash -c 'trap "echo bye \$?" EXIT; sleep 5 & kill -HUP $$; wait; echo no'; echo $?; bash -c 'trap "echo bye; exit 7" EXIT; (sleep 0.1; kill $$) & sleep 30; echo no'; echo $?; bash -c 'trap "echo bye" EXIT; trap "echo term" TERM; kill $$; echo after'; echo $?; ( trap 'echo sub' EXIT; kill -TERM $BASHPID; echo no ); echo $?; bash -c 'trap "echo bye" EXIT; x=$(kill -TERM $$; sleep 0.2); echo no'; echo $?
### what was ignored at the start stays ignored
trap '' HUP USR2; bash -c 'trap "echo hup" HUP; kill -HUP $$; trap; trap - USR2; kill -USR2 $$; echo alive'; (trap 'echo sub' HUP; kill -HUP $BASHPID; echo end)
### a return trap set in a function stays
trap 'echo RET $?' RETURN; f() { return 3; }; f; echo $?; g() { trap 'echo inner' RETURN; return 2; }; g; f; . /dev/null; trap - RETURN; set -T; trap 'echo "D: $BASH_COMMAND"' DEBUG; f() { echo in; }; f; for i in 1 2; do :; done; case x in x) echo c;; esac; trap - DEBUG; trap -l | head -2
### an error trap names the last command of a pipeline
set -Eeuo pipefail; trap 'rc=$?; echo "rc=$rc line=$LINENO cmd=$BASH_COMMAND"; exit $rc' ERR; foo() { ls /nosuch 2>/dev/null | cat; }; foo
