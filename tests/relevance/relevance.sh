#!/bin/bash
# SPDX-License-Identifier: MIT
# relevance.sh: does quern rank as well as a plain BM25 with exact lengths?
#
#   tests/relevance/relevance.sh DATA [ARTICLES...]    build/ holds the tools, tests/relevance/evaluate and feature_run
#
# DATA/NAME/ has docs.jsonl.gz, queries.tsv (id, tab, text) and qrels.txt (TREC).  Each collection is indexed twice: with
# title weight 1, which is plain BM25 and must not fall below the reference, and with the default one, by which stage 2
# must not fall below BM25.  A second table has each feature of stage 2 alone, and left out; a third has the long queries
# (more than ten words) and the others, by stage 2 and with words of the first hits.  ARTICLES (JSON Lines, maybe
# compressed) make known items: their titles, typed as they are.
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

# index NAME PLACE [OPTION ...]: indexes a collection in a place of the scratch directory.
index() {
  local name=$1 place=$scratch/$2
  shift 2
  "$build/quern-index" add -i "$place" --no-sync "$@" "$data/$name/docs.jsonl.gz" >"$scratch/log" 2>&1 ||
    { cat "$scratch/log" >&2; return 1; }
}

# evaluated NAME PLACE OPTION ...: queries, nDCG@10, MAP, P@10, R@100 of a search with options
evaluated() {
  local name=$1 index=$scratch/$2
  shift 2
  "$build/quern-query" -i "$index" "$@" -n 1000 --trec quern --batch "$data/$name/queries.tsv" >"$scratch/run"
  "$build/tests/relevance/evaluate" "$data/$name/qrels.txt" "$scratch/run"
}

# row NAME WHAT VERDICT FIGURES
row() {
  local queries ndcg map precision recall
  read -r queries ndcg map precision recall <<<"$4"
  echo "| $1 | $queries | $2 | $ndcg | $map | $precision | $recall | $3 |"
}

# is_below VALUE REFERENCE: by more than the tolerance
is_below() {
  awk "BEGIN { exit !($1 < $2 - $tolerance) }"
}

echo "| collection | queries | ranking | nDCG@10 | MAP | P@10 | R@100 | reference nDCG@10 |"
echo "| --- | --- | --- | --- | --- | --- | --- | --- |"
failed=0
collections=""
while read -r name reference; do
  if [ ! -d "$data/$name" ]; then
    echo "| $name | skipped: not there | | | | | | $reference |"
    continue
  fi
  index "$name" plain.index --title-weight 1
  index "$name" "$name"
  plain=$(evaluated "$name" plain.index --rank bm25)
  rm -rf "$scratch/plain.index"
  weighted=$(evaluated "$name" "$name" --rank bm25)
  default=$(evaluated "$name" "$name")
  expanded=$(evaluated "$name" "$name" --expand)
  collections+=" $name"
  verdict="$reference: reached"
  default_verdict=""
  if is_below "$(cut -f2 <<<"$plain")" "$reference"; then
    verdict="$reference: **missed**"
    failed=1
  fi
  if is_below "$(cut -f2 <<<"$default")" "$(cut -f2 <<<"$weighted")"; then
    default_verdict="**worse than BM25**"
    failed=1
  fi
  row "$name" "plain BM25" "$verdict" "$plain"
  row "$name" "default title weight" "" "$weighted"
  row "$name" "all defaults" "$default_verdict" "$default"
  row "$name" "--expand" "" "$expanded"
done <<<"$references"

# measured NAME QUERIES MEASURE RANK [WEIGHT...]: a column of evaluate, for stage 2 with these weights
measured() {
  local name=$1 queries=$2 measure=$3
  shift 3
  "$build/tests/relevance/feature_run" "$scratch/$name" "$queries" "$@" >"$scratch/run"
  "$build/tests/relevance/evaluate" "$data/$name/qrels.txt" "$scratch/run" | cut -f"$measure"
}

# change_row WHAT MEASURE QUERIES RANK [WEIGHT...]: a collection a column, and the mean of the changes against stage 1.
# QUERIES is a name in each collection's directory, or NAME.QUERIES in the scratch directory.
change_row() {
  local what=$1 measure=$2 queries=$3 name file cells="" values=""
  shift 3
  for name in $collections; do
    file=$scratch/$name.$queries
    [ -f "$file" ] || file=$data/$name/$queries
    values+=" $(measured "$name" "$file" "$measure" "$@")"
  done
  [[ $what != "stage 1"* ]] || base=$values
  cells=$(awk -v base="$base" -v values="$values" 'BEGIN {
    n = split(base, b, " "); split(values, v, " ")
    for (i = 1; i <= n; i++) { printf " %s (%+.1f %%) |", v[i], (v[i] / b[i] - 1) * 100; sum += (v[i] / b[i] - 1) * 100 }
    printf " %+.2f %% |", sum / n }')
  echo "| $what |$cells"
}

# feature_row WHAT RANK [WEIGHT...]
feature_row() {
  local what=$1
  shift
  change_row "$what" 2 queries.tsv "$@"
}

# table MEASURE: the head of a table of changes
table() {
  echo
  echo "| $1 |${collections// / | } | mean |" | sed 's/| |/|/'
  echo "| --- |$(for _ in $collections; do printf ' --- |'; done) --- |"
}

if [ -n "$collections" ]; then
  none="coverage=0 exact-title=0 all=0 few=0 forms=0 window=0"
  table "nDCG@10"
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

  for name in $collections; do
    awk -F'\t' -v long="$scratch/$name.long" -v short="$scratch/$name.short" \
      '{ print > (split($2, words, " ") > 10 ? long : short) }' "$data/$name/queries.tsv"
  done
  table "MAP"
  for queries in queries.tsv long short; do
    what=${queries%.tsv}
    change_row "stage 1, $what" 3 "$queries" bm25
    change_row "stage 2, $what" 3 "$queries" default
    change_row "stage 1 with --expand, $what" 3 "$queries" bm25 expand
    change_row "stage 2 with --expand, $what" 3 "$queries" default expand
  done
fi

shift
[ $# = 0 ] || tests/relevance/known_items.py "$build" "$@"
exit $failed
