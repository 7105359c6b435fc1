/** A text in which patterns that backtrack would never come to an end. */
export const long = `x=$(printf 'a%.0s' {1..3000})`

/** And one on which what is done takes its time. */
const veryLong = `x=$(head -c 3600000 /dev/zero | tr '\\0' a)`

/** Commands that do not end by themselves: ^C ends each of them. */
export const runaways: Readonly<Record<string, string>> = {
  'a loop of nothing': 'while :; do :; done',
  'a loop of arithmetic': 'while ((1)); do ((i++)); done',
  'a loop of programs': 'while :; do /bin/true; done',
  'a loop of substitutions': 'while :; do x=$(echo $i); done',
  'a loop in a substitution': 'x=$(while :; do :; done)',
  'a loop in a subshell': '(while :; do :; done)',
  'a loop at the head of a pipeline': 'while :; do :; done | cat',
  'a flood of output': 'yes',
  'a flood that nobody reads': 'yes > /dev/null',
  'a flood into a loop': 'yes | while read x; do :; done',
  'a flood into an array': 'mapfile < <(yes)',
  'a flood without lines': 'read -N 1000000000 x < /dev/zero',
  'a device without end as a script': '. /dev/zero',
  'a device without end, encoded': 'base64 /dev/urandom > /dev/null',
  'a sort that waits for the end of a flood': 'yes | sort',
  'expressions that explode elsewhere': `${long}; while :; do [[ $x =~ ^(a*)*(a*)*b$ ]]; done`,
  'patterns that explode elsewhere': `${long}; while :; do [[ $x == *a*a*a*a*a*b ]]; done`,
  'replacing in a long text': `${long}; while :; do y=\${x//a*a/b}; done`,
  'a grep for (a+)+$': "yes aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab | grep -E '^(a+)+$'",
  'awk and sed that do not end': "awk 'BEGIN { while (1); }' | sed ':a;ba'",
  'a search through everything': 'shopt -s globstar; while :; do : /**/**; done',
  'waiting for a job': 'sleep 100 & wait',
  'waiting for a line': 'read x',
  'a menu': 'select x in a b; do :; done',
  'replacing in a very long text': `${veryLong}; while :; do y=\${x//a/b}; done`,
  'sed in a very long line': `${veryLong}; while :; do sed s/a/b/g <<< $x > /dev/null; done`,
  'two texts that differ in everything':
    'seq 100000 > a; seq 100001 200000 > b; while :; do diff a b > c; done',
}
