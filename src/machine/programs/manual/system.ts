/** See page.ts for the form. */
export const systemPages = `
[ 1 check files and compare values
EXPRESSION ]
See test.

arch 1 print the machine's architecture

cal 1 show a calendar
[options] [[MONTH] YEAR]
-3  three months
-y  a year
-m  Monday first

clear 1 clear the screen

date 1 print date and time
[OPTION]... [+FORMAT]
-u  in UTC
-d TEXT  this time: 'yesterday', '2024-02-29 +1 day', @0
-I  as 2024-02-29
-R  as mails have it
%F date, %T time, %s seconds since 1970
$ date -d '2 days ago' +%F

env 1 run a command with another environment
[OPTION]... [NAME=VALUE]... [COMMAND [ARG]...]
-i  begin with nothing
-u NAME  without this variable

false 1 do nothing, and fail

free 1 show how much memory there is
[options]
-h  sizes for people
-m  in MiB
What a process takes is an estimate by its kind: a browser does not tell.

getconf 1 print limits of the system
VAR
-a  all that is known

getopt 1 put options of a script in order
[options] -o LETTERS -- ARGS...
-o LETTERS  the options; a colon behind those with an argument
-l NAMES  long options
$ eval set -- "$(getopt -o ab: -- "$@")"

groups 1 print the groups of a user
[USER]...

hostid 1 print a number for the machine

hostname 1 print or set the machine's name
[NAME]
-f  the whole name
-I  its addresses

id 1 print user and group numbers
[OPTION]... [USER]
-u  the user only; -g the group; -G all groups
-n  names

iostat 1 show input and output of devices
Sandcloud does not count these, and says so.

ionice 1 change the share of the disks
[COMMAND]
Sandcloud gives all processes the same share.

kill 1 send signals to processes
[-SIGNAL] PID...
-l  list signals
-9  KILL, which nobody can refuse; 15 TERM is usual
$ kill -HUP 1234

killall 1 send signals to processes by name
[-SIGNAL] NAME...

locale 1 print settings of language
[NAME]
-a  all there are

logname 1 print the name that was logged in with

lscpu 1 show the machine's processors

lsmod 8 list kernel modules
Sandcloud's kernel has none.

man 1 show manual pages
[SECTION] PAGE...
-k WORD  pages that tell of a word
-f NAME  what a name is, in a line

apropos 1 search manual pages
WORD...

whatis 1 say what a name is, in a line
NAME...

nice 1 run a command with another priority
[-n N] [COMMAND [ARG]...]
Every process here has the same share of the processor: the number is taken and changes nothing.

renice 1 change priorities
Sandcloud gives all processes the same share of the processor.

nohup 1 run a command that survives the end of the session
COMMAND [ARG]...
$ nohup node server.js &

nproc 1 print how many processors there are

pgrep 1 find processes by name
[options] PATTERN
-f  look at whole command lines
-l  names too
-u USER  this user's

pidof 1 find the processes of a program
NAME...
-s  one only

pkill 1 send signals to processes by name
[-SIGNAL] [options] PATTERN
-f  look at whole command lines

printenv 1 print the environment
[VARIABLE]...

ps 1 show processes
[options]
aux  all, with owner, memory and command; -ef likewise
-p PID  this one
-o LIST  these columns
VSZ and RSS are estimates by the kind of program: a browser does not tell.
$ ps aux | grep node

pstree 1 show processes as a tree
[PID | USER]
-p  with numbers

reset 1 set the terminal right again

screen 1 several terminals in one
Sandcloud has no screen: open another tab.

script 1 keep what a terminal shows
Sandcloud has no script; tee keeps what a command says.

sleep 1 wait
NUMBER[smhd]...

stdbuf 1 run a command with other buffering
OPTION... COMMAND
Programs here write at once, whatever is asked for.

test 1 check files and compare values
EXPRESSION
-f FILE  a file; -d a directory; -e anything; -x may be run; -s not empty
-z TEXT  empty; -n not empty
A = B  equal texts; -eq -ne -lt -le -gt -ge compare numbers
$ test -f app.js && node app.js

time 1 measure how long a command takes
[options] COMMAND [ARG]...
-f FORMAT  %e seconds, %x status
-o FILE  write here
-p  as POSIX has it

timeout 1 run a command for a limited time
DURATION COMMAND [ARG]...
-s SIGNAL  this signal instead of TERM
-k DURATION  KILL so much later
The status is 124 when time was up.

tmux 1 several terminals in one
Sandcloud has no tmux: open another tab.

top 1 show processes that work most
[options]
q leaves.
-b  as text
-n N  so many times
VIRT, RES and SHR are estimates by the kind of program: a browser does not tell.

tput 1 ask what the terminal can do
NAME...
$ tput cols

true 1 do nothing, and succeed

tty 1 print the terminal's name
-s  only the exit status

uname 1 print facts of the system
[OPTION]...
-a  all; -r the kernel's release; -m the machine

uptime 1 say how long the machine has run
-p  in words
-s  since when

uuidgen 1 make a unique identifier

vmstat 8 show memory and processes
[DELAY [COUNT]]

watch 1 run a command again and again
[options] COMMAND
-n N  every N seconds
-d  show what changed
$ watch -n1 'ss -tln'

whoami 1 print your name

nc 1 connect to ports, or listen on them
[options] HOST PORT
-l  listen
-z  only look whether it answers
-v  tell more
-w N  wait so many seconds
$ nc -zv 10.0.0.5 22

curl 1 fetch URLs
[options] URL...
-o FILE  write here; -O under its own name
-L  follow redirections
-i  with headers; -I only these
-X METHOD  another method
-H LINE  a header
-d DATA  send data
-s  quietly
-v  tell all
-f  fail on errors of the server
$ curl -i http://localhost:3000

wget 1 fetch files
[options] URL...
-O FILE  write here
-q  quietly
-c  go on where it ended

ssh 1 log in to another machine
[options] [USER@]HOST [COMMAND]
-i FILE  the private key
-p PORT  another port
-L PORT:HOST:PORT  forward a local port
-v  tell all
$ ssh -i key.pem ec2-user@203.0.113.5

scp 1 copy files between machines
[options] SOURCE... TARGET
-r  directories with all that is in them
-i FILE  the private key
$ scp -i key.pem -r site ec2-user@203.0.113.5:

ssh-keygen 1 make and look at keys
[options]
-t TYPE  ed25519 or rsa
-f FILE  where to
-l  show the fingerprint
-y  print the public key

ping 8 ask whether a machine answers
[options] HOST
-c N  so many times
-W N  wait so many seconds

git 1 keep versions of files
COMMAND [ARGS]
clone, status, add, commit, log, diff, branch, checkout, pull and push are there.

node 1 run JavaScript
[options] [SCRIPT] [ARGS]
-e CODE  run this
-v  the version

npm 1 packages for Node.js
COMMAND
install, ci, run, start, test, ls and init are there.

systemctl 1 control units
COMMAND [UNIT]...
status, start, stop, restart, enable, disable, daemon-reload and list-units
$ sudo systemctl enable --now app

journalctl 1 read the journal
[options]
-u UNIT  of this unit
-f  wait for more
-n N  the last N lines
-b  since this boot

sudo 8 run a command as root
[options] COMMAND
-i  a login shell
-u USER  as this user
-l  what is allowed

su 1 become another user
[-] [USER]
-c COMMAND  run this

lsblk 8 list block devices
-f  with file systems and UUIDs

blkid 8 show file systems and UUIDs
[DEVICE]...

mount 8 attach a file system
[DEVICE] DIRECTORY
-a  all of /etc/fstab
-o OPTIONS  ro, remount, nofail
$ sudo mount /dev/nvme1n1 /data

umount 8 detach a file system
DIRECTORY | DEVICE

mkfs 8 make a file system
[-t ext4] DEVICE

resize2fs 8 let an ext4 grow
DEVICE

growpart 1 let a partition grow
DISK NUMBER

bash 1 the shell
[options] [SCRIPT [ARG]...]
-c COMMAND  run this
-x  show each command; -e stop at the first error; -n only check
help in the shell tells of its own commands.

sh 1 the shell
[options] [SCRIPT [ARG]...]
See bash.

crontab 1 commands at certain times
-e  edit; -l list; -r remove
Five fields (minute, hour, day, month, weekday) and a command.
`
