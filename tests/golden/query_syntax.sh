# SPDX-License-Identifier: MIT
# `quern-query --help syntax` and the table of docs/query-syntax.md agree: each query of the help is in the manual, each
# row of the manual has a query in the help, and neither has a slip in it.
manual=$ROOT/docs/query-syntax.md
echo '{"id":"a","text":"tide","date":"2025-06-09","topics":"tea","price":12}' | quern-index add -i index - 2> /dev/null

# The manual's first column, a row a line, with a newline's place taken by a tab; | is written \| there.
rows() { sed -n '/^| ---/,/^$/p' "$manual" | grep '^| `' | sed -E 's/ \| .*//; s/\\\|/|/g' | grep -n . |
  while IFS=: read -r row text; do grep -oE '`[^`]+`' <<< "$text" | tr -d '`' | sed "s/^/$row	/"; done; }
helped() { quern-query --help syntax | sed -n 's/^  \(.\{23\}\) .*/\1/p' | sed 's/ *$//; s/  /\n/g'; }

rows > manual.txt
helped > help.txt
echo "queries of the help that the manual lacks:"
grep -vxFf <(cut -f 2 manual.txt) help.txt
echo "rows of the manual without a query in the help:"
cut -f 1 manual.txt | sort -nu | while read -r row; do
  grep -P "^$row\t" manual.txt | cut -f 2 | grep -qxFf help.txt || grep -P "^$row\t" manual.txt | cut -f 2
done
echo "slips:"
cut -f 2 manual.txt | cat - help.txt | sort -u | while IFS= read -r query; do
  quern-query -i index --strict -q -- "$query" || [ $? = 1 ] || echo "$query"
done
[ "$(wc -l < help.txt)" -gt 20 ] && [ "$(wc -l < manual.txt)" -gt 30 ] && echo "compared"
