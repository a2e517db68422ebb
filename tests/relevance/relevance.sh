#!/bin/bash
# SPDX-License-Identifier: MIT
# relevance.sh: does quern rank as well as a plain BM25 with exact lengths?
#
#   tests/relevance/relevance.sh DATA [ARTICLES...]    build/ holds the tools, tests/relevance/evaluate and feature_run
#
# DATA/NAME/ has docs.jsonl.gz, queries.tsv (id, tab, text) and qrels.txt (TREC).  Each collection is indexed twice: with
# title weight 1, which is plain BM25 and must not fall below the reference, and with the default one.  A second table
# has each feature of stage 2 alone, and left out.  ARTICLES (JSON Lines, maybe compressed) make known items: their
# titles, typed as they are.
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

# feature_ndcg NAME WEIGHT...: nDCG@10 of stage 2 with these weights
feature_ndcg() {
  local name=$1
  shift
  "$build/tests/relevance/feature_run" "$scratch/$name" "$data/$name/queries.tsv" "$@" >"$scratch/run"
  "$build/tests/relevance/evaluate" "$data/$name/qrels.txt" "$scratch/run" | cut -f2
}

# feature_row WHAT RANK WEIGHT...: a collection a column, and the mean of the changes against stage 1
feature_row() {
  local what=$1 name cells="" values=""
  shift
  for name in $collections; do
    values+=" $(feature_ndcg "$name" "$@")"
  done
  [ "$what" != "stage 1" ] || base=$values
  cells=$(awk -v base="$base" -v values="$values" 'BEGIN {
    n = split(base, b, " "); split(values, v, " ")
    for (i = 1; i <= n; i++) { printf " %s (%+.1f %%) |", v[i], (v[i] / b[i] - 1) * 100; sum += (v[i] / b[i] - 1) * 100 }
    printf " %+.2f %% |", sum / n }')
  echo "| $what |$cells"
}

collections=""
while read -r name reference; do
  [ -d "$data/$name" ] || continue
  collections+=" $name"
  "$build/quern-index" add -i "$scratch/$name" --no-sync "$data/$name/docs.jsonl.gz" >"$scratch/log" 2>&1
done <<<"$references"
if [ -n "$collections" ]; then
  none="coverage=0 exact-title=0 all=0 few=0 forms=0 window=0"
  echo
  echo "| nDCG@10 |${collections// / | } | mean |" | sed 's/| |/|/'
  echo "| --- |$(for _ in $collections; do printf ' --- |'; done) --- |"
  feature_row "stage 1" bm25
  feature_row "stage 2" default
  # shellcheck disable=SC2086
  {
    feature_row "title coverage alone" default $none coverage=500
    feature_row "all words alone" default $none all=200 few=1800
    feature_row "typed forms alone" default $none forms=200
    feature_row "best window alone" default $none window=100
  }
  feature_row "without title coverage" default coverage=0
  feature_row "without all words" default all=0 few=0
  feature_row "without typed forms" default forms=0
  feature_row "without the best window" default window=0
fi

shift
[ $# = 0 ] || tests/relevance/known_items.py "$build" "$@"
exit $failed
