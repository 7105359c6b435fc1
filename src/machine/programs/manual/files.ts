/** See page.ts for the form: a head, a synopsis, then options, words and examples. */
export const filePages = `
basename 1 strip directory and suffix from file names
NAME [SUFFIX] | OPTION... NAME...
-a  several names
-s SUFFIX  take this suffix away
$ basename /var/log/messages  prints messages

cat 1 write files to standard output
[OPTION]... [FILE]...
-n  number the lines
-b  number lines that are not empty
-A  show tabs, line ends and other invisible characters
-s  several empty lines become one
$ cat a b > both  puts two files together

chgrp 1 change the group of files
[OPTION]... GROUP FILE...
-R  directories with all that is in them
-v  tell of each file
-h  a symbolic link itself

chmod 1 change the mode of files
[OPTION]... MODE[,MODE]... FILE...
MODE is octal (755) or says who (ugoa), how (+-=) and what (rwxXst).
-R  directories with all that is in them
-v  tell of each file
-c  tell of each change
$ chmod 600 ~/.ssh/id_ed25519  for your eyes only
$ chmod u+x script.sh  makes a script runnable

chown 1 change the owner of files
[OPTION]... [OWNER][:[GROUP]] FILE...
-R  directories with all that is in them
-v  tell of each file
-h  a symbolic link itself
$ sudo chown -R ec2-user:ec2-user /data  hands a tree over

chroot 1 run a command with another root directory
NEWROOT [COMMAND]
Sandcloud's machines cannot change their root directory, and say so.

cp 1 copy files and directories
[OPTION]... SOURCE... DEST
-r  directories with all that is in them
-a  the same, with owners, modes, times and links
-p  keep owner, mode and times
-i  ask before overwriting
-n  never overwrite
-u  only when the source is newer
-v  tell of each file
$ cp -a /etc /tmp/etc.bak  keeps everything as it is

dd 1 convert and copy a file
[OPERAND]...
if=FILE and of=FILE name input and output, bs=N the size of a block, count=N how many, skip=N and seek=N how many to leave out.
$ dd if=/dev/zero of=big bs=1M count=100  a file of 100 MiB
$ sudo dd if=/dev/nvme1n1 bs=512 count=1 | xxd  the first sector of a disk

df 1 show how full file systems are
[OPTION]... [FILE]...
-h  sizes for people
-T  show the type of each file system
-i  inodes instead of blocks
-a  all file systems
$ df -hT /  the root volume

dirname 1 strip the last part from file names
[OPTION] NAME...
$ dirname /var/log/messages  prints /var/log

du 1 estimate how much room files take
[OPTION]... [FILE]...
-s  one sum for each operand
-h  sizes for people
-a  files too
-c  a total at the end
-d N  no deeper than N levels
-x  stay on one file system
$ du -xh -d1 / | sort -h  what fills the disk

fallocate 1 give a file its room at once
-l SIZE FILE
-l SIZE  how much
$ fallocate -l 1G big

file 1 say what kind of file it is
[OPTION...] [FILE...]
-b  without the name
-i  as a MIME type
$ sudo file -s /dev/nvme1n1  whether a volume has a file system

find 1 search for files in a tree
[PATH...] [EXPRESSION]
-name PATTERN  the name matches; -iname ignores case
-type f|d|l  files, directories, links
-size +10M  larger than; -size -1k smaller
-mtime -1  changed within a day; -mmin for minutes, -newer FILE
-perm MODE  the mode is this; -perm -MODE has all these bits
-user NAME  belongs to
-maxdepth N  no deeper
-exec CMD {} ;  run a command for each; {} + for many at once
-delete  remove what was found
-print0  names end with a zero, for xargs -0
$ find /var/log -name '*.log' -size +1M  large logs

install 1 copy files and set attributes
[OPTION]... SOURCE... DEST
-d  make directories
-D  make the directories above DEST
-m MODE  the mode, 755 if not given
-o OWNER  the owner
-g GROUP  the group
-v  tell of each file

link 1 make a hard link by the system call
FILE1 FILE2

ln 1 make links between files
[OPTION]... TARGET LINK_NAME
-s  symbolic links
-f  replace what is there
-n  a link to a directory is treated as a file
-r  symbolic links relative to where they stand
-v  tell of each link
$ ln -s /opt/app/current app  a symbolic link

ls 1 list directory contents
[OPTION]... [FILE]...
-a  names that begin with a dot too; -A without . and ..
-l  mode, links, owner, group, size and time
-h  with -l, sizes for people
-t  newest first; -S largest first; -r the other way round
-R  directories with all that is in them
-d  directories themselves, not what is in them
-i  inode numbers
-1  one name in a line
-F  a sign behind names for their types
--color  colours for types
$ ls -lat  newest first, with details

mkdir 1 make directories
[OPTION]... DIRECTORY...
-p  those above too, and no error when it is there
-m MODE  the mode
-v  tell of each directory
$ mkdir -p app/src/routes

mkfifo 1 make named pipes
NAME...
Sandcloud's kernel has no named pipes, and says so.

mknod 1 make device files
NAME TYPE [MAJOR MINOR]
Sandcloud's machines make their device files themselves.

mktemp 1 make a temporary file or directory
[OPTION]... [TEMPLATE]
-d  a directory
-p DIR  below this directory
-u  only a name
$ dir=$(mktemp -d)

mv 1 move or rename files
[OPTION]... SOURCE... DEST
-i  ask before overwriting
-n  never overwrite
-f  never ask
-u  only when the source is newer
-v  tell of each file

pathchk 1 check whether file names are valid or portable
[OPTION]... NAME...
-p  for most POSIX systems
-P  names that are empty or begin with a dash

pwd 1 print the working directory
[OPTION]...
-P  without symbolic links
-L  with them, as $PWD says

readlink 1 print where a symbolic link leads
[OPTION]... FILE...
-f  the whole way, to an absolute path
-e  all of it must be there
-m  nothing must be there

realpath 1 print the absolute path
[OPTION]... FILE...
-e  all of it must be there
-m  nothing must be there
-s  without following links
--relative-to=DIR  as seen from DIR

rm 1 remove files and directories
[OPTION]... [FILE]...
-r  directories with all that is in them
-f  no questions, and no error for what is not there
-i  ask each time
-d  empty directories
-v  tell of each file
A removed file is gone: there is no waste bin. A snapshot of the volume helps.

rmdir 1 remove empty directories
[OPTION]... DIRECTORY...
-p  those above too
-v  tell of each directory

stat 1 show all about a file or file system
[OPTION]... FILE...
-c FORMAT  only this: %n name, %s size, %a mode, %U owner, %y time
-f  the file system
-L  what a link leads to
$ stat -c '%a %n' *  modes in octal

sync 1 write what is in memory to the disks
[OPTION] [FILE]...

touch 1 change times of files, or make them
[OPTION]... FILE...
-a  the time of access only
-m  the time of change only
-c  make no files
-d TIME  this time instead of now
-r FILE  this file's times

tree 1 show a tree of directories
[-adfhpsFirCn] [-L level] [-I pattern] [-P pattern] [DIRECTORY]...
-a  names that begin with a dot too
-d  directories only
-L N  no deeper than N levels
-I PATTERN  leave these out
-P PATTERN  files with these names only
-h  sizes for people
-p  modes
-f  whole paths

truncate 1 shrink or extend files to a size
OPTION... FILE...
-s SIZE  the size; +N and -N change it
-c  make no files

unlink 1 remove a file by the system call
FILE

which 1 show where commands are found
[options] COMMAND...
-a  all of them

bzip2 1 compress files
[FILE]...
Sandcloud has no bzip2; use gzip.

bunzip2 1 decompress files
[FILE]...
Sandcloud has no bzip2; use gzip.

gunzip 1 decompress files
[OPTION]... [FILE]...
See gzip.

gzip 1 compress or decompress files
[OPTION]... [FILE]...
-d  decompress
-k  keep the file
-c  write to standard output
-l  list sizes
-r  directories with all that is in them
-t  test
-1 to -9  faster, or smaller
-v  tell of each file
$ gzip -k app.log  makes app.log.gz

tar 1 put files into archives, and take them out
[OPTION...] [FILE]...
-c  create an archive; -x extract; -t list; -r append; -u update
-f FILE  the archive; - is standard input or output
-z  through gzip
-v  tell of each file
-C DIR  in this directory
-p  keep modes
-P  keep slashes in front of names
--exclude=PATTERN  leave these out
--strip-components=N  leave out so many directories of each name
-T FILE  names from a file
$ tar czf site.tgz site  packs a directory
$ tar xzf site.tgz -C /srv  unpacks it elsewhere
$ tar tvf site.tgz  shows what is in it

unxz 1 decompress files
[FILE]...
Sandcloud has no xz; use gzip.

unzip 1 take files out of zip archives
[-opts] FILE[.zip] [LIST] [-x XLIST] [-d EXDIR]
-l  list; -v with more
-t  test
-d DIR  into this directory
-o  overwrite without asking; -n never overwrite
-q  quietly
-p  to standard output
-j  without directories
$ unzip -q app.zip -d /srv/app

xz 1 compress files
[FILE]...
Sandcloud has no xz; use gzip.

zcat 1 show compressed files
[FILE]...
$ zcat access.log.gz | grep 500

zip 1 put files into zip archives
[-options] ZIPFILE [LIST] [-x LIST]
-r  directories with all that is in them
-q  quietly
-d  delete from the archive
-j  without directories
-u  only what is newer
-x LIST  leave these out
-9  as small as can be
$ zip -r app.zip app -x 'app/node_modules/*'

zipinfo 1 show details of zip archives
FILE[.zip]

zstd 1 compress files
[FILE]...
Sandcloud has no zstd; use gzip.
`
