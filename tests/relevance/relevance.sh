#!/bin/bash
# SPDX-License-Identifier: MIT
# relevance.sh: does quern rank as well as a plain BM25 with exact lengths?
#
#   tests/relevance/relevance.sh DATA        build/ holds quern-index, quern-query and tests/relevance/evaluate
#
# DATA/NAME/ has docs.jsonl.gz, queries.tsv (id, tab, text) and qrels.txt (TREC).  Each collection is indexed twice: with
# title weight 1, which is plain BM25 and must not fall below the reference, and with the default one.
set -euo pipefail

data=${1:-}
build=${BUILD:-build}
tolerance=0.005

# collection, nDCG@10 of the reference: Snowball english, no stop words removed, k1 1.2, b 0.75, exact lengths
references="scifact 0.6878
cranfield 0.3746
cacm 0.4867
time 0.6632"

if [ -z "$data" ] || [ ! -d "$data" ]; then
  echo "relevance: skipped: no test collections (give their directory: make relevance DATA=...)"
  exit 0
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# evaluated NAME RANK [INDEX OPTION ...]: queries, nDCG@10, MAP, P@10, R@100
evaluated() {
  local name=$1 rank=$2 index=$scratch/index
  shift 2
  rm -rf "$index"
  "$build/quern-index" add -i "$index" --no-sync "$@" "$data/$name/docs.jsonl.gz" >"$scratch/log" 2>&1 ||
    { cat "$scratch/log" >&2; return 1; }
  "$build/quern-query" -i "$index" --rank "$rank" -n 1000 --trec quern --batch "$data/$name/queries.tsv" >"$scratch/run"
  "$build/tests/relevance/evaluate" "$data/$name/qrels.txt" "$scratch/run"
}

# row NAME WHAT VERDICT FIGURES
row() {
  local queries ndcg map precision recall
  read -r queries ndcg map precision recall <<<"$4"
  echo "| $1 | $queries | $2 | $ndcg | $map | $precision | $recall | $3 |"
}

echo "| collection | queries | ranking | nDCG@10 | MAP | P@10 | R@100 | reference nDCG@10 |"
echo "| --- | --- | --- | --- | --- | --- | --- | --- |"
failed=0
while read -r name reference; do
  if [ ! -d "$data/$name" ]; then
    echo "| $name | skipped: not there | | | | | | $reference |"
    continue
  fi
  plain=$(evaluated "$name" bm25 --title-weight 1)
  weighted=$(evaluated "$name" bm25)
  default=$(evaluated "$name" default)
  verdict="$reference: reached"
  if awk "BEGIN { exit !($(cut -f2 <<<"$plain") < $reference - $tolerance) }"; then
    verdict="$reference: **missed**"
    failed=1
  fi
  row "$name" "plain BM25" "$verdict" "$plain"
  row "$name" "default title weight" "" "$weighted"
  row "$name" "all defaults" "" "$default"
done <<<"$references"
exit $failed
