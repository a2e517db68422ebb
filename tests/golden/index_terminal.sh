# SPDX-License-Identifier: MIT
# How far adding has come, on a terminal: a line of its own.  Needs a terminal.
printf '{"id": "1", "text": "one"}\n{"id": "2", "text": "two"}\n' > articles.jsonl
numbers() { sed -E 's/("(seconds|bytes_per_second)"):[0-9.]+/\1:N/g; s/[0-9.]+ ([kM]?B|bytes)\/s/SPEED/'; }

echo "--- on a terminal: shown in one line, then taken away"
script -qec "quern-index add -i index --no-sync articles.jsonl" /dev/null < /dev/null | tr -d '\n' | tr '\r\033' '\n^' |
  sed -n '/articles,/,/^^.K/p' | numbers | sed 's/^^\[K\(quern-index: 2 articles added\).*/taken away; \1/'
