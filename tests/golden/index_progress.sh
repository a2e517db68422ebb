# SPDX-License-Identifier: MIT
# How far adding has come: lines for programs, a line of its own on a terminal, nothing elsewhere.
printf '{"id": "1", "text": "one"}\n{"id": "2", "text": "two"}\n' > articles.jsonl
numbers() { sed -E 's/("(seconds|bytes_per_second)"):[0-9.]+/\1:N/g; s/[0-9.]+ ([kM]?B|bytes)\/s/SPEED/'; }

echo "--- for programs"
quern-index add -i index --no-sync --progress json articles.jsonl 2>&1 | grep progress | numbers
quern-index add -i index --no-sync --progress json - < articles.jsonl 2>&1 | grep progress | numbers
quern-index add -i index --no-sync --progress never articles.jsonl 2>&1 | grep -c progress

echo "--- on a terminal: shown in one line, then taken away"
script -qec "quern-index add -i index --no-sync articles.jsonl" /dev/null < /dev/null | tr -d '\n' | tr '\r\033' '\n^' |
  sed -n '/articles,/,/^^.K/p' | numbers | sed 's/^^\[K\(quern-index: 2 articles added\).*/taken away; \1/'

echo "--- elsewhere"
quern-index add -i index --no-sync articles.jsonl 2>&1 | tr '\r' '#' | sed 's/ in .*//; s/: store.*//'
