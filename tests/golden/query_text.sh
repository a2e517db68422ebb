# SPDX-License-Identifier: MIT
# What a person sees: totals, titles, facts, snippets; wrapped, coloured, off a terminal, with nothing found.
cp -r "$SAMPLES" articles && quern-index add -i index articles 2> /dev/null
query() {
  echo "\$ quern-query $*"
  quern-query -i index "$@" 2>&1 | sed -E 's/\([0-9.]+ ms\)/(N ms)/; s/\x1b/^[/g; s/(--after )[A-Za-z0-9_-]{30,}/\1TOKEN/'
  echo "exit ${PIPESTATUS[0]}"
}
query rare earth --limit 3
query '"trade truce"' --snippets 2
COLUMNS=60 query -n 2 rare earth
COLUMNS=60 query --color always title:salt
COLUMNS=40 query 茶
query -n 0 salt
query --offset 1 -n 1 salt trade
query rare -earth --limit 1 # excludes
query -n 1 =tides
query --explain --snippets 0 -n 1 tide title:=tides
query --snippets 0 -n 1 -v tide
COLUMNS=40 query --snippets 0 -v -n 2 --fields topics,author,lang 'letters OR rare'
query --count =tide
query --words --count =tide
# Of words near each other each is marked, of synonyms what was found.
query --color always --snippets 1 -n 1 'moon NEAR/9 water' | grep moon
query --color always -n 1 'causeway SYN "sea water"' | grep water
query --color always --snippets 0 'title:(road NEAR/2 salt)' | grep road
query --explain --snippets 0 -n 1 '(moon NEAR/9 water)^2.5 OR tide SYN sea'
query --count '*'
query --count -- -salt
query --count '(salt sea moon tide)~2'
query --offset 1000 salt
query --offset 1000 --count=none salt
query --offset 1000 nosuchword
query -n 0 nosuchword
query nosuchword
query --count salt
query --count=none -n 1 salt
query --count=exact -n 1 salt
QUERN_INDEX=index quern-query --color always 'x' | head -0 # the reader has closed the pipe: no message
quern-index add -i other articles/trade 2> /dev/null
query -i other --snippets 0 truce
# The whole of a compound is marked, and the part of an identifier that was asked for.
printf '%s\n' 'Free wi-fi, set by http_proxy in getUserName.' 'Some long infor-' 'mation from 10.0.0.1, python3.11 and C++.' > marks.txt
quern-index add -i marks marks.txt 2> /dev/null
query -i marks --color always wifi httpproxy user information 0 python C++ | grep Free
query -i marks --color always "fi" proxy name 10.0 c | grep Free
