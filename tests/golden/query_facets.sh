# SPDX-License-Identifier: MIT
# Facets: bars of values, numbers by range, dates over time; at several widths, without block elements, as JSON.
row() { echo "{\"id\":\"$1\",\"title\":\"Report $1\",\"text\":\"tide\",\"date\":\"$2\",\"topics\":[$3],\"price\":$4}"; }
{
  row 1 2024-01-05 '"sea","moon"' 5
  row 2 2024-01-20 '"sea"' 10
  row 3 2024-03-01 '"sea","a very long topic that does not fit into its column"' 12.5
  row 4 2024-03-02 '"moon"' 99.99
  row 5 2024-03-03 '"潮"' 100
  row 6 2024-06-30 '"sea"' -3
  row 7 2025-01-01 '' 250
  echo '{"id":"8","title":"None","text":"tide and ebb","topics":"\u001b[31mred"}'
} > articles.jsonl
quern-index add -i index articles.jsonl 2> /dev/null
query() {
  echo "\$ quern-query $*"
  quern-query -i index "$@" 2>&1 | sed -E 's/\([0-9.]+ ms\)/(N ms)/; s/\x1b/^[/g; s/("(took|fetch)_us"):[0-9.]+/\1:0/g'
  echo "exit ${PIPESTATUS[0]}"
}
query --facet topics -n 1 --snippets 0 tide
COLUMNS=60 query -n 0 --facet topics --facet-limit 3 --facet date:month --facet price:0,10,100 tide
COLUMNS=40 query -n 0 --facet topics --facet-sort value tide
COLUMNS=20 query -n 0 --facet topics --facet-limit 2 --facet date tide
LC_ALL=C COLUMNS=50 query -n 0 --facet topics --facet-limit 2 --facet date:month tide
query -n 0 --facet topics:year --facet date:1,2 ebb
COLUMNS=50 query -n 0 --facet date --facet date:year --facet price tide
COLUMNS=50 query --color always -n 0 --facet date:month --facet topics --facet-limit 1 tide
COLUMNS=50 query -n 0 --facet date:month --facet price --facet-limit 2 tide
COLUMNS=50 query --brief -n 2 --facet topics --facet-limit 1 tide
query --json -n 0 --facet topics --facet date:month --facet price:0,10,100 --facet price tide
query --json --count=only --facet topics --facet-limit 1 ebb
query --count=none -n 1 --snippets 0 --facet date:year ebb
query --json -n 0 --facet topics nosuchword
query -n 0 --facet topics nosuchword
query -n 0 --facet colour tide
printf 'q1\ttide\nq2\tebb\n' > queries.tsv
COLUMNS=40 query --batch queries.tsv -n 0 --facet topics --facet-limit 1

query --facet date:week tide
query --facet price:10,0 tide
query --facet price: tide
query --facet :month tide
query --facet-limit 3 tide
query --facet-sort value tide
query --facet date --facet-limit 3 tide
query -c --facet topics tide
query -l --facet topics tide
query --all-matches --facet topics tide
