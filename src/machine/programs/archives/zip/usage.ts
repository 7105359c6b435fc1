export const unzipUsage = `UnZip (Sandcloud's own, after Info-ZIP's)

Usage: unzip [-Z] [-opts[modifiers]] file[.zip] [list] [-x xlist] [-d exdir]
  Default action is to extract files in list, except those in xlist, to exdir.

  -p  extract files to pipe, no messages     -l  list files (short format)
  -f  freshen existing files, create none    -t  test compressed archive data
  -u  update files, create if necessary      -z  display archive comment only
  -v  list verbosely/show version info       -c  extract files to stdout, with names
  -x  exclude files that follow (in xlist)   -d  extract files into exdir
modifiers:
  -n  never overwrite existing files         -q  quiet mode (-qq => quieter)
  -o  overwrite files WITHOUT prompting      -j  junk paths (do not make directories)
  -C  match filenames case-insensitively
`

export const zipUsage = `Zip (Sandcloud's own, after Info-ZIP's). Usage:
zip [-options] [zipfile list] [-xi list]
  The default action is to add or replace zipfile entries from list, which
  can include the special name - to compress standard input.
  If zipfile and list are omitted, zip compresses stdin to stdout.
  -f   freshen: only changed files  -u   update: only changed or new files
  -d   delete entries in zipfile    -m   move into zipfile (delete OS files)
  -r   recurse into directories     -j   junk (don't record) directory names
  -0   store only                   -q   quiet operation, -v   verbose operation
  -1   compress faster              -9   compress better
  -@   read names from stdin        -D   do not add directory entries
  -y   store symbolic links as the link instead of the referenced file
  -x   exclude the following names  -i   include only the following names
  -T   test zipfile integrity       -X   eXclude eXtra file attributes
`
