# SPDX-License-Identifier: MIT
# One article stands for its near-duplicates, or for all with the same value of a field, in every output and over
# several indexes.
text='The storm hit the coast at noon, and two ferries stayed in the old port all day long, as the harbour master said.'
cat > articles.jsonl << END
{"id":"a","title":"Storm","text":"$text","date":"2024-01-05","source":"wire"}
{"id":"b","title":"Storm at noon","text":"$text The coast was calm again by night.","date":"2024-01-06","source":"paper"}
{"id":"c","title":"Storm again","text":"A storm was seen far from the coast by ferries.","date":"2024-01-05","source":["wire","paper"]}
{"id":"d","title":"Brief","text":"Storm on the coast."}
{"id":"e","title":"Another brief","text":"Storm on the coast."}
{"id":"f","title":"Brief","text":"STORM ON THE COAST!"}
END
echo "{\"id\":\"g\",\"title\":\"The same\",\"text\":\"$text\",\"date\":\"2024-01-07\"}" > more.jsonl
quern-index add -i index articles.jsonl 2> /dev/null
quern-index add -i other more.jsonl 2> /dev/null
query() {
  echo "\$ quern-query $*"
  quern-query -i index "$@" 2>&1 | sed -E 's/\([0-9.]+ ms\)/(N ms)/; s/"(took|fetch)_us":[0-9.]+/"\1_us":N/g'
  echo "exit ${PIPESTATUS[0]}"
}
query -l storm
query --collapse --brief storm
query --collapse --snippets 0 --sort date storm
query -n 2 --offset 1 --collapse -l --sort id storm
query --collapse --format csv --sort id storm
query --collapse --json --snippets 0 -n 1 --sort id storm
query -i other --collapse --format tsv --sort id storm
query --collapse=source -l --sort id storm
query --collapse=date --brief --sort id --facet source storm
query --collapse=lang --brief --sort -date storm
query --collapse=colour -l --sort id storm
query --collapse --offset 5 storm
query --collapse nothing
query --collapse= storm
query --collapse --after token storm
query --collapse --all-matches storm
query --collapse -c storm
query --collapse --trec run storm
quern-index info -i index | grep duplicates
quern-index info -i index --json | grep -o '"duplicates":[0-9]*'
quern-index delete -i index f 2> /dev/null
quern-index info -i index | grep duplicates
quern-index merge -i index other 2> /dev/null
quern-index compact -i index 2> /dev/null
query --collapse --format tsv --sort id storm
quern-index check -i index
