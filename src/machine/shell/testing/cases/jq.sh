### jq prints
echo '{"b":[1,2,{"c":null}],"a":"x\ty","e":{},"f":[]}' > f; jq . f; jq -c . f; jq -S -c . f; jq --tab . f; jq --indent 1 . f; jq --indent 0 . f; jq -r .a f; jq .a f; jq -j '.a,.a' f; echo; echo '"é\u0001\u007f"' | jq .; echo '"é😀"' | jq -a .; jq -C -c . f
### jq numbers
jq -c -n '[1, 1.0, 1.5, 100000000000, 1e17, 1e-5, 1.5e-7, 0.1, -0, 3.14159, 1e1000, 123456789012]'; echo '1.000 2e3 -5 0.00001' | jq -c .; jq -n '1/3, 10/2, 7%3, -7%3, 5%-2, 1e3'; jq -n '[.1+.2, 1-0.9]' -c
### jq paths
echo '{"a":{"b":[10,20,30]},"x y":1}' > f; jq '.a.b[1]' f; jq '.a.b[-1]' f; jq -c '.a.b[1:]' f; jq -c '.a.b[:2]' f; jq -c '.a.b[-2:]' f; jq '.["x y"]' f; jq '."x y"' f; jq '.a["b"][0]' f; jq '.nosuch' f; jq '.a.b[9]' f; jq '.a.b[]' f; jq -c '.[]' f; jq '.a.b | .[0], .[2]' f; echo '"hello"' | jq '.[1:3]'; jq -c '[..]' f; jq -c 'keys, length' f
### jq mistakes of values
echo '{"a":1}' > f; jq '.a.b' f 2>&1 | sed 's/with string/with/'; jq '.a[]' f; echo $?; jq '.[0]' f; echo $?; jq '.a + "x"' f; echo $?; jq '{} - 1' f; echo $?; jq -n '[1] | .a' 2>&1 | sed 's/with string/with/'; jq -n 'null | .[]'; echo $?; jq -n '"x" | keys'; echo $?; jq -n 'error("mine")'; echo $?; jq -n '{a:1} | error'; echo $?
### jq mistakes of input
(echo '{"a":1' | jq .; printf '1\n2\n]\n' | jq . >/dev/null; jq . nosuch; echo '[1,2' > f; jq . f) 2>&1 | sed 's/^jq: parse/parse/; s/open file/open/'; printf '{"a":1}\n{"a":"x"}\n' | jq '.a + 1'; echo $?
### jq mistakes of filters
jq -n '.a | nosuch' 2>&1 | head -1; echo $?; jq -n '$x' 2>&1 | head -1; jq -n '}' >/dev/null 2>&1; echo $?; jq -n '.a |' >/dev/null 2>&1; echo $?; jq -n 'if 1 then' >/dev/null 2>&1; echo $?
### jq exit status
jq -n -e 'null'; echo $?; jq -n -e 'false'; echo $?; jq -n -e '1'; echo $?; jq -n -e 'empty'; echo $?; echo '{}' | jq -e .a; echo $?; jq -n '"x"|halt_error'; echo $?; jq -n '{a:1}|halt_error(3)'; echo $?
### jq selects and maps
echo '[{"n":"a","v":3},{"n":"b","v":1},{"n":"c","v":2}]' > f; jq -c 'map(.v)' f; jq -c '.[] | select(.v > 1)' f; jq -r '.[] | select(.n == "b").v' f; jq -c 'sort_by(.v)' f; jq -c 'map(select(.v >= 2) | .n)' f; jq -c 'min_by(.v), max_by(.v)' f; jq -c 'group_by(.v > 1)' f; jq -c 'unique_by(.v > 1)' f; jq 'map(.v) | add' f; jq -c '[.[] | {(.n): .v}] | add' f; jq -c 'map({n, w: (.v * 2)})' f; jq -c 'INDEX(.n) | keys' f; jq '[.[].v] | any(. > 2), all(. > 2)' f; jq 'length' f; jq -c 'first, last, nth(1)' f
### jq entries and keys
echo '{"b":2,"a":1}' > f; jq -c to_entries f; jq -c 'with_entries(.value += 1)' f; jq -c 'to_entries | map("\(.key)=\(.value)")' f; jq -c keys f; jq -c keys_unsorted f; jq -c 'map_values(. * 10)' f; jq -c 'has("a"), has("z")' f; jq -c 'del(.a)' f; jq -c 'to_entries | from_entries' f; jq -c '.[] |= . + 1' f; jq -c 'del(.[])' f
### jq construction
jq -n -c '{a:1, "b c":2, (("d","e")):3, @base64 "x":4}'; jq -n -c '[1,2] as [$a,$b] | {$a,$b}'; echo '{"user":"me","titles":["x","y"]}' | jq -c '{user, title: .titles[]}'; jq -n -c '{a:(1,2), b:(3,4)}'; jq -n -c '[range(5)] , [range(2;5)], [range(0;10;3)], [range(5;0;-2)]'; jq -n -c '{"a":{"b":1}} * {"a":{"c":2}}'; jq -n -c '[1,2,3] - [2], [1]+[2], {a:1}+{a:2}'; jq -n -c '{if:1, and:2} | .if, .and'
### jq conditions
jq -n -c '[1,null,false,"x"] | map(if . then "t" else "f" end)'; jq -n -c '[1,5,9] | map(if . < 3 then "low" elif . < 7 then "mid" else "high" end)'; jq -n '1 == 1.0, "a" < "b", [1] < [2], null < false, {} > [], (true and false), (true or error), (null | not)'; jq -n -c '[null, 1] | map(. // "d")'; jq -n '(empty, null, 3) // 4'; jq -n 'false // false'; jq -n '[] // 1' -c; jq -n '.a.b.c // "none"'; jq -n -c '[true, false | (., not)]'
### jq strings
jq -n -r '"a\(1+1)b", "\("x" + "y")", ("a,b" | split(",") | join("-")), ("abc" | ascii_upcase), ("ABC"|ascii_downcase), ("abc" | length), ("  x " | ltrimstr("  ")), ("a.txt" | rtrimstr(".txt")), ("abc" | startswith("ab"), endswith("x")), ("x" * 3), ("a-b-c" / "-" | tojson), ("aé😀" | length, utf8bytelength), ("ab" | explode | tojson), ([97,98] | implode), ("abcb" | index("b"), rindex("b"), (indices("b") | tojson)), ("abc" | contains("b")), ("test" | test("T"; "i")), ("foobar" | .[3:]), ("a" | ascii_downcase | @json)'; jq -n '"a" | inside("abc")'; jq -n '[1,[2]] | tostring, tojson'; jq -n '"1" | tonumber + 1'; jq -n '"[1,2]" | fromjson' -c; jq -n '"{" | fromjson' ; echo $?; jq -n '"x" | ltrimstr(1)'
### jq formats
jq -n -r '[1,"a\"b",null,true] | @csv, @tsv, @json, @text'; jq -n -r '"a b&c<é>" | @uri, @html, @sh, @base64'; jq -n -r '"aGVsbG8=" | @base64d'; jq -n -r '["a b","c"] | @sh'; jq -n -r '@sh "echo \("it'"'"'s")"'; jq -n -r '@base64 "x\("y")z", @json "v=\([1])"'; jq -n '{} | @csv' 2>&1 | cut -c1-60; jq -n '[[1]] | @csv'; echo $?; jq -n -r '@html "<b>\("<i>")</b>"'
### jq regular expressions
jq -n -c '"test 123 abc 45" | [scan("[0-9]+")], [match("[0-9]+"; "g").offset], test("\\d"), (capture("(?<w>[a-z]+) (?<n>\\d+)")), sub("\\d+"; "N"), gsub("\\d+"; "<\(.)>"), gsub("(?<d>\\d)"; "\(.d)-"), [splits(" +")], split(" "; null)'; jq -n -c '"aXbX" | match("(x)"; "gi") | .string, .captures[0].offset'; jq -n -c '"abc" | [match("").offset]'; jq -n -c '"foo bar" | match(["(?<a>foo) (bar)?", "g"])'; jq -n -c '"abc" | test("B"), test("B";"i"), test(["B","i"])'; jq -n -c '"a.b" | gsub("\\."; "")'; jq -n -c '"x" | [scan("(y)|(x)")]'; jq -n '1 | test("a")'; echo $?
### jq reduce and foreach
jq -n 'reduce range(5) as $i (0; . + $i)'; jq -n -c '[foreach range(5) as $i (0; . + $i)]'; jq -n -c '[foreach range(5) as $i (0; . + $i; [$i, .])]'; echo '[[1,2],[3,4]]' | jq -c '[.[] as [$a,$b] | $a * $b]'; jq -n -c 'reduce ([1,2],[3,4]) as [$a,$b] ([]; . + [$a+$b])'; jq -n 'reduce empty as $x (3; 4)'; echo '{"a":1,"b":[2]}' | jq -c '. as {a: $x, b: [$y]} | [$x, $y]'; jq -n -c '{"a":1} as {$a} | $a'; jq -n -c '[[3]] | .[] as [$a] ?// $a | [$a]'
### jq functions
jq -n 'def f: . * 2; 3 | f'; jq -n 'def f(g): g | g; 3 | f(. + 1)'; jq -n 'def f($a; $b): $a + $b; f(1; 2)'; jq -n -c '[def f(x): x * 2; f(1, 2)]'; jq -n 'def fac: if . <= 1 then 1 else . * (. - 1 | fac) end; 10 | fac'; jq -n -c 'def f(g): def h: g; [h, h]; f(1, 2)'; jq -n '[limit(3; range(10))] | add'; jq -n -c '[first(range(5;10))], [until(. > 100; . * 2)?]'; jq -n '1 | until(. > 100; . * 2)'; jq -n -c '[1 | while(. < 20; . * 2)]'; jq -n -c '[1,[2,[3]]] | [recurse(if type == "array" then .[] else empty end; true)] | length'; jq -n 'def f: def g: 3; g; f'; jq -n -c '[range(10)] | map(select(. % 2 == 0)) | first, last'; jq -n 'def a: 1; def b: a + 1; def a: 10; b'
### jq try and labels
jq -n -c '[.[]?]'; jq -n 'try error("x") catch .'; jq -n -c '[1,"a",null] | map(try tonumber catch "bad")'; jq -n '(1, error("x"), 2)?'; jq -n 'try (1, error({a:1})) catch .a'; jq -n -c '[label $out | 1, 2, break $out, 3]'; jq -n -c '[label $f | range(10) | ., (select(. == 3) | break $f)]'; jq -n '[.a.b?, ("x" | .a?)] | length'; jq -n '[error?] | length'; jq -n 'try error("\(1)") catch (. + "!")'
### jq assignments
echo '{"a":1,"b":{"c":2},"l":[1,2,3]}' > f; jq -c '.a = 5' f; jq -c '.a |= . + 1' f; jq -c '.b.c += 10' f; jq -c '.l[1] = "x"' f; jq -c '.l[] *= 2' f; jq -c '.new.deep[1] = 1' f; jq -c '.a //= 9, .z //= 9' f; jq -c '.l[1:] = ["y"]' f; jq -c 'del(.l[0], .b)' f; jq -c '(.a, .b.c) = 0' f; jq -c '.l |= map(. + 1)' f; jq -c '.l |= (.[0] |= 7)' f; jq -c '.a -= 1 | .b.c /= 2 | .a %= 2' f; jq -c '.l[-1] = 0' f; jq -c 'delpaths([["a"],["l",0]])' f; jq -c '.b = (.a, 2)' f; jq -c '.[] |= empty' f 2>&1 | head -1 | cut -c1-2; jq -c '(.l[] | select(. > 1)) |= . * 10' f; jq -c '.b |= with_entries(.key |= "k" + .)' f
### jq paths as values
echo '{"a":{"b":1},"c":[2,{"d":3}]}' > f; jq -c 'paths' f; jq -c '[paths(type == "number")]' f; jq -c 'path(.a.b)' f; jq -c '[path(..)]' f; jq -c 'getpath(["a","b"]), getpath(["x","y"])' f; jq -c 'setpath(["a","z"]; 9)' f; jq -c '[leaf_paths]' f; jq -c 'tostream' f; jq -c '[tostream] | fromstream(.[])' f; jq -c --stream . f; jq -c 'fromstream(1|truncate_stream([[0],1],[[1,0],2],[[1,0]],[[1]]))' f; jq -c 'path(.a[]?)' f; jq -c '[.c[] | numbers, objects]' f; jq 'path(1)' f; echo $?
### jq arrays
jq -n -c '[3,1,2] | sort, reverse, (map(-.) | sort), min, max, add, length, contains([1]), index(1), (.[1:] + .[:1])'; jq -n -c '[1,[2,[3,[4]]]] | flatten, flatten(1)'; jq -n -c '[1,2,1,3,2] | unique, group_by(.)'; jq -n -c '[[1,2],[3]] | transpose, add, combinations' ; jq -n -c '[1,2,3,4,5] | .[2:4], (to_entries | map(.key)), indices(3), inside([1,2,3,4,5,6])'; jq -n -c '[{"a":2,"b":1},{"a":1,"b":2}] | sort_by(.a), sort_by(-.a), sort_by(.b,.a), (map(.a) | add)'; jq -n -c '[null,true,false,0,"a",[],{}] | sort | map(type)'; jq -n -c '[[2,"b"],[1,"z"],[2,"a"]] | sort'; jq -n -c '[] | add, min, first?, length, (. + [1])'; jq -n -c '[range(10)] | [.[:3], .[3:]] | map(length)'; jq -n -c '[1,2] | has(0), has(5)'; jq -n -c '[0,1] | any, all'; jq -n '[1,2,3] | IN(.[]; 2, 9)'; jq -n -c '[1,2,3] | bsearch(2), bsearch(0)' 
### jq mathematics
jq -n '[4 | sqrt, pow(.; 2), log2, exp10] | map(floor)' -c; jq -n '(3.7, -3.7) | floor, ceil, round, fabs' ; jq -n '[1,2] | (infinite > 1), (nan < 1), (nan | isnan), ([nan] | tojson)'; jq -n '10 | log10, (. / 4), (. % 4)'; jq -n '5 as $x | [$x, -$x, -(1)]' -c; jq -n '1 as $x | 2 as $y | $x + $y * 3 - 4 / 2'; jq -n '[1,2,3] | (add / length)'
### jq dates
jq -n '0 | todate, (gmtime | tojson), strftime("%A %d %B %Y %H:%M:%S %j %Z")'; jq -n '"2015-03-05T23:51:47Z" | fromdate, strptime("%Y-%m-%dT%H:%M:%SZ"), (strptime("%Y-%m-%dT%H:%M:%SZ") | mktime)' -c; jq -n '1425599621 | todate | fromdate'; jq -n '"10 Mar 2020" | strptime("%d %b %Y") | mktime'; jq -n '"x" | fromdate' 2>&1 | head -1; jq -n 'now | type'; jq -n '[2020,1,29,12,0,0,0,0] | mktime, todate'
### jq input options
printf '1\n2\n3\n' > f; jq -s -c . f; jq -n -c '[inputs]' f; jq -n 'input, input' f; printf 'a\nb c\n' | jq -R .; printf 'a\nb\n' | jq -R -s .; printf 'x=1\ny=2\n' | jq -R -n -c '[inputs | split("=") | {(.[0]): .[1]}] | add'; jq -n 'reduce inputs as $x (0; . + $x)' f; printf '{"a":1}{"a":2}[3]' | jq -c .; jq -n 'first(inputs)' f; cat f f | jq -s 'add'; jq . f f | wc -l; printf '1 2' | jq -s -c .; jq -n '[., input] | tojson' f; printf '' | jq .; echo $?; jq -s . f f -c
### jq arguments
jq -n -c --arg a 1 --argjson b '{"x":2}' '$a, $b, $b.x, $ARGS.named'; jq -n -c '$ARGS.positional' --args a b; jq -n --arg x 'a"b' '$x'; echo '[1]' > s; jq -n -c --slurpfile s s --rawfile r s '$s, $r'; V=hello jq -n 'env.V, $ENV.V'; echo '.a + 1' > prog; echo '{"a":1}' | jq -f prog; jq -n --arg x; echo $?; jq -n '$__loc__' -c; jq -n -r --arg n "it's" '"say \($n)"'
### jq recursion and streams
echo '{"a":[1,{"b":2}]}' > f; jq -c '[.. | numbers]' f; jq -c '.. | .b? // empty' f; jq -c '[recurse | scalars]' f; jq -c 'walk(if type == "number" then . + 1 else . end)' f; jq -c '[recurse(.[]?; . != 1)] | length' f; jq -c 'limit(2; ..)' f; jq -c '[splits("a")?]' f; jq -n -c 'isempty(empty), isempty(1), ([range(3)] | map(. as $x | $x * $x))'; jq -n -c '[.[]?] , ([1,2] | .[1:] | first)'; jq -n -c '"\([range(3)] | map(tostring) | join(","))"'
### jq comments and layout
jq -n '# nothing
1 + # one
2'; jq -n -c '[
 1,
 2
]'; jq -n '"a" as $x | "b" as $y | $x + $y'; jq -n '[1,2,3] | .[1] as $x | map(. * $x)' -c; jq -n '1, 2 | . * 10'; jq -n '[1, (2 | . , 3)]' -c; jq -n '. as [$a, {b: $c}] | $a, $c' -c; jq '.[0] | keys' <<< '[{"z":1,"a":2}]' -c; jq -n '"x" | debug' 2>&1; jq -n '[1,2] | .[0] += 5 | .[0]'; jq -n '[3] | .[0] - 1'
### jq daily use
cat > p.json <<'EOF'
{"Reservations":[{"Instances":[{"InstanceId":"i-1","State":{"Name":"running"},"Tags":[{"Key":"Name","Value":"web"}]},{"InstanceId":"i-2","State":{"Name":"stopped"}}]}]}
EOF
jq -r '.Reservations[].Instances[] | [.InstanceId, .State.Name, ((.Tags // [])[] | select(.Key=="Name").Value) // "-"] | @tsv' p.json; jq '[.Reservations[].Instances[] | select(.State.Name == "running")] | length' p.json; jq -r '.Reservations[].Instances[] | "\(.InstanceId): \(.State.Name)"' p.json; jq -c '.Reservations[].Instances | map({id: .InstanceId, tags: ((.Tags // []) | from_entries)})' p.json; jq -r '.Reservations[0].Instances | sort_by(.State.Name) | reverse | .[].InstanceId' p.json; jq -e '.Reservations[].Instances[] | select(.InstanceId == "i-9")' p.json; echo $?; jq '.Reservations | length' p.json; jq -r 'paths(scalars) | map(tostring) | join(".")' p.json | head -3
