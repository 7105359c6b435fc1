/** See page.ts for the form. */
export const textPages = `
awk 1 find lines and work on their fields
[-F FS] [-v VAR=VALUE] 'PROGRAM' [FILE]...
A program is PATTERN { ACTION } ...; $1 is the first field, NF how many there are, NR the line's number.
-F FS  what separates fields
-v VAR=VALUE  a variable
-f FILE  the program from a file
$ awk '{ print $1 }' access.log | sort | uniq -c  requests by address
$ df | awk 'NR > 1 && $5 + 0 > 80'  full file systems

gawk 1 find lines and work on their fields
[-F FS] [-v VAR=VALUE] 'PROGRAM' [FILE]...
See awk.

base64 1 encode and decode base64
[OPTION]... [FILE]
-d  decode
-w N  lines of N characters; 0 for one line

bc 1 calculate with any number of digits
[-lq] [FILE]...
-l  20 digits behind the point, and s c a l e j
scale=N says how many digits; ibase and obase are the bases; define f(x) { return (x * 2); } makes a function.
$ echo 'scale=3; 22/7' | bc

cksum 1 checksum and count the bytes of files
[FILE]...

cmp 1 compare two files byte by byte
[OPTION]... FILE1 [FILE2 [SKIP1 [SKIP2]]]
-l  all bytes that differ
-s  only the exit status
-b  show the bytes
-n N  at most N bytes

column 1 put lists into columns
[options] [FILE]...
-t  a table from fields
-s CHARS  what separates fields
-o TEXT  what stands between columns
-N NAMES  names for the columns
-R LIST  columns that stand to the right
$ mount | column -t

comm 1 compare two sorted files line by line
[OPTION]... FILE1 FILE2
-1 -2 -3  leave out lines only in the first, only in the second, in both
$ comm -12 <(sort a) <(sort b)  lines in both

csplit 1 split a file by patterns
FILE PATTERN...
Sandcloud has no csplit; split and awk are there.

cut 1 take parts out of lines
OPTION... [FILE]...
-d CHAR  what separates fields
-f LIST  these fields: 1,3-5
-c LIST  these characters
-s  only lines with a separator
--complement  all but these
$ cut -d: -f1 /etc/passwd  names of users

dc 1 calculate in reverse Polish notation
[FILE]...
Sandcloud has no dc; bc is there.

diff 1 compare files line by line
[OPTION]... FILES
-u  with lines around, as patches have it
-r  directories with all that is in them
-q  only whether they differ
-i  ignore case
-w  ignore blanks
-y  side by side

echo 1 print a line of text
[-neE] [STRING]...
-n  without a newline
-e  \\n, \\t and others are understood

egrep 1 print lines that match extended patterns
[OPTION]... PATTERNS [FILE]...
See grep -E.

expand 1 tabs become blanks
[OPTION]... [FILE]...
-t N  tab stops every N columns
-i  at the beginning of lines only

expr 1 evaluate expressions
EXPRESSION
$ expr 3 + 4

factor 1 print prime factors
[NUMBER]...

fgrep 1 print lines that contain text
[OPTION]... PATTERNS [FILE]...
See grep -F.

fmt 1 fill paragraphs of text
[-WIDTH] [OPTION]... [FILE]...
-w N  lines of at most N columns

fold 1 wrap lines to a width
[OPTION]... [FILE]...
-w N  N columns, 80 if not given
-s  break at blanks

grep 1 print lines that match patterns
[OPTION]... PATTERNS [FILE]...
-i  ignore case
-v  lines that do not match
-n  line numbers
-r  directories with all that is in them
-l  only names of files
-c  only how many
-o  only what matches
-w  whole words
-E  extended patterns; -F plain text; -P Perl's
-A N -B N -C N  lines behind, before, around
-q  only the exit status
$ grep -rn TODO src  where something stands

head 1 show the first part of files
[OPTION]... [FILE]...
-n N  N lines, 10 if not given; -N all but the last N
-c N  bytes
-q  without names

hexdump 1 show bytes in hexadecimal
[OPTION]... [FILE]...
-C  with characters beside them
-n N  at most N bytes
-s N  leave out N bytes

join 1 join lines of two sorted files on a field
[OPTION]... FILE1 FILE2
-t CHAR  what separates fields
-1 N -2 N  the field in each file
-a N  lines of file N without a partner too
-v N  only these
-o LIST  the fields to show

jq 1 work with JSON
[OPTIONS] FILTER [FILES...]
-r  strings without quotes
-c  one line for each result
-s  all inputs as one array
-n  no input
-e  the exit status says whether the result is true
-S  keys in order
--arg NAME VALUE  a variable
.a.b  a field; .[] each item; .[0] the first; | one filter after the other; select(...), map(...), keys, length, sort_by(...), group_by(...), to_entries, @csv, @tsv
$ aws ec2 describe-instances | jq -r '.Reservations[].Instances[].InstanceId'

less 1 show text screen by screen
[options] [FILE]...
Space and b turn pages, / searches, n goes on, g and G lead to the ends, q leaves.
-N  line numbers
-S  long lines are cut
-F  leave at once when all fits
-R  keep colours
-i  ignore case when searching
+F  wait for more, like tail -f

more 1 show text screen by screen
[options] [FILE]...
See less.

b2sum 1 compute and check BLAKE2 digests
[OPTION]... [FILE]...
-c  check the digests in a file

md5sum 1 compute and check MD5 digests
[OPTION]... [FILE]...
-c  check the digests in a file

sha1sum 1 compute and check SHA-1 digests
[OPTION]... [FILE]...
-c  check the digests in a file

sha224sum 1 compute and check SHA-224 digests
[OPTION]... [FILE]...
-c  check the digests in a file

sha256sum 1 compute and check SHA-256 digests
[OPTION]... [FILE]...
-c  check the digests in a file
$ sha256sum -c SHA256SUMS

sha384sum 1 compute and check SHA-384 digests
[OPTION]... [FILE]...
-c  check the digests in a file

sha512sum 1 compute and check SHA-512 digests
[OPTION]... [FILE]...
-c  check the digests in a file

nano 1 edit text
[OPTIONS] [[+LINE[,COLUMN]] FILE]...
^O saves, ^X leaves, ^W searches, ^K cuts a line, ^U pastes it, ^G helps.
-l  line numbers
-v  only look

nl 1 number lines
[OPTION]... [FILE]...
-ba  empty lines too

numfmt 1 convert numbers from and to sizes for people
[OPTION]... [NUMBER]...
--to=iec  1024 becomes 1.0K; --to=si counts by 1000
--from=iec  1K becomes 1024
--field=N  this field
$ numfmt --to=iec 5368709120

od 1 show bytes in octal and other forms
[OPTION]... [FILE]...
-c  as characters
-t x1  as hexadecimal bytes
-A n  without addresses
-N N  at most N bytes

paste 1 put lines of files side by side
[OPTION]... [FILE]...
-d LIST  what stands between
-s  each file as one line

patch 1 apply a diff to files
[FILE]
Sandcloud has no patch.

printf 1 print by a format
FORMAT [ARGUMENT]...
$ printf '%-10s %5.1f\\n' name 3.14159

rev 1 turn the characters of lines around
[FILE]...

sed 1 edit a stream of text
[OPTION]... {SCRIPT} [FILE]...
-i  change the files themselves; -i.bak keeps copies
-n  print only what p prints
-E  extended patterns
-e SCRIPT  several scripts
$ sed -i 's/80/8080/g' app.conf  replaces everywhere
$ sed -n '10,20p' file  lines 10 to 20

seq 1 print numbers in order
[OPTION]... [FIRST [STEP]] LAST
-s TEXT  what stands between
-w  equal widths
-f FORMAT  printf's format

shuf 1 print lines in random order
[OPTION]... [FILE]
-n N  at most N
-i LO-HI  numbers
-e  the arguments
-r  again and again

sort 1 sort lines
[OPTION]... [FILE]...
-n  by number; -h sizes for people; -V versions; -M months
-r  the other way round
-k N  by field N; -k2,2n only by it, as a number
-t CHAR  what separates fields
-u  equal lines once
-o FILE  write here
-c  only check
$ du -sh * | sort -h

split 1 split a file into pieces
[OPTION]... [FILE [PREFIX]]
-l N  N lines each
-b SIZE  bytes each
-n N  N pieces
-d  numbers for names

strings 1 print text that stands in binary files
[option(s)] [FILE]...
-n N  at least N characters
-t x  with places in hexadecimal

sum 1 checksum and count blocks
[FILE]...

tac 1 print lines from the last to the first
[FILE]...

tail 1 show the last part of files
[OPTION]... [FILE]...
-n N  N lines, 10 if not given; +N from line N on
-f  wait for more; -F also when the file is made anew
-c N  bytes
$ tail -f /var/log/messages

tee 1 copy standard input to files and standard output
[OPTION]... [FILE]...
-a  append
$ echo 10 | sudo tee /etc/limit  writes as root

tr 1 change or delete characters
[OPTION]... SET1 [SET2]
-d  delete
-s  several equal ones become one
-c  all but these
$ tr a-z A-Z < file

tsort 1 sort what comes before what
[FILE]

unexpand 1 blanks become tabs
[OPTION]... [FILE]...
-a  everywhere, not only at the beginning

uniq 1 leave out repeated lines
[OPTION]... [INPUT [OUTPUT]]
-c  how many of each
-d  only repeated ones; -u only single ones
-i  ignore case
Lines must be sorted for this: sort | uniq -c.

vi 1 edit text
[arguments] [FILE]...
i inserts, Escape ends that, :w saves, :q leaves, :q! leaves without saving; dd deletes a line, u takes back, /text searches. :help tells more.
+N  go to line N
+/TEXT  go to a text
-R  only look

vim 1 edit text
[arguments] [FILE]...
See vi.

view 1 look at text
[arguments] [FILE]...
vi that does not write without being told to.

wc 1 count lines, words and bytes
[OPTION]... [FILE]...
-l  lines; -w words; -c bytes; -m characters
-L  the longest line

xargs 1 run commands with arguments from standard input
[OPTION]... COMMAND [ARGS]...
-n N  at most N arguments each
-I TEXT  put each line in place of TEXT
-0  arguments end with a zero
-P N  so many at once
-r  not without arguments
$ find . -name '*.tmp' -print0 | xargs -0 rm

xxd 1 show bytes in hexadecimal
[options] [FILE]
-p  only digits
-r  back to bytes
-l N  at most N bytes

yes 1 print a line again and again
[STRING]...
`
