# SPDX-License-Identifier: MIT
# Page after page: by offset, by token, over a commit, past the end; totals alone.
for i in 1 2 3 4 5 6 7; do echo "{\"id\":\"$i\",\"title\":\"Tide $i\",\"text\":\"tide\",\"height\":$((10 - i))}"; done > articles.jsonl
quern-index add -i index articles.jsonl 2> /dev/null
query() {
  echo "\$ quern-query $*" | sed -E 's/--after [A-Za-z0-9_-]{30,}/--after TOKEN/'
  quern-query -i index "$@" 2>&1 | sed -E 's/\([0-9.]+ ms\)/(N ms)/; s/(--after |"next":")[A-Za-z0-9_-]{30,}/\1TOKEN/; s/("(took|fetch)_us"):[0-9.]+/\1:0/g'
  echo "exit ${PIPESTATUS[0]}"
}
token() { quern-query -i index --json "$@" 2> /dev/null | grep -o '"next":"[^"]*"' | cut -d '"' -f 4; }
every_page() {
  local at='' page=1
  while [ "$page" -lt 9 ]; do
    echo "page $page: $(quern-query -i index -l "$@" --after "$at" | paste -sd ' ')"
    at=$(token "$@" --after "$at")
    [ -n "$at" ] || break
    page=$((page + 1))
  done
}
query --brief -n 3 tide
query --brief -n 3 --offset 3 tide
query --snippets 0 -n 2 --after "$(token -n 3 tide)" tide
query --brief -n 3 --offset 6 tide
query --brief --offset 7 tide
query --json -n 1 --snippets 0 --after "$(token -n 3 tide)" tide
query --json -n 3 --offset 4 --snippets 0 tide
query --format tsv -n 2 --after "$(token -n 3 tide)" tide
every_page -n 3 tide
every_page -n 2 --sort height tide
# Past the end, and totals alone.
at=$(token -n 6 tide)
query --brief --offset 1 --after "$at" tide
query -n 0 tide
query -n 0 --after "$at" tide
query -n 0 nosuchword
# After a commit a page begins after the last key of the one before.
at=$(token -n 3 --sort height tide)
quern-query -i index -l -n 3 --sort height tide | paste -sd ' '
echo '{"id":"new","title":"Tide","text":"tide","height":5.5}' | quern-index add -i index - 2> /dev/null
quern-index delete -i index 7 2> /dev/null
query --brief --sort height --after "$at" tide

query --after "$at" moon --sort height
query --after "$at" tide
query --after token tide
query -n 0 --after token tide
query --offset 9991 tide
query --offset 10001 -n 0 tide
query --all-matches --after "$at" tide
query --batch articles.jsonl --after "$at"
