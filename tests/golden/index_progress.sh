# SPDX-License-Identifier: MIT
# How far adding has come: lines for programs, nothing in a pipe or file.  On a terminal: index_terminal.sh.
printf '{"id": "1", "text": "one"}\n{"id": "2", "text": "two"}\n' > articles.jsonl
numbers() { sed -E 's/("(seconds|bytes_per_second)"):[0-9.]+/\1:N/g; s/[0-9.]+ ([kM]?B|bytes)\/s/SPEED/'; }

echo "--- for programs"
quern-index add -i index --no-sync --progress json articles.jsonl 2>&1 | grep progress | numbers
quern-index add -i index --no-sync --progress json - < articles.jsonl 2>&1 | grep progress | numbers
quern-index add -i index --no-sync --progress never articles.jsonl 2>&1 | grep -c progress

echo "--- elsewhere"
quern-index add -i index --no-sync articles.jsonl 2>&1 | tr '\r' '#' | sed 's/ in .*//; s/: store.*//'
