# SPDX-License-Identifier: MIT
# Outputs for pipes, tables and a quick look; ids and files as other programs take them.
cp -r "$SAMPLES" articles && quern-index add -i index articles 2> /dev/null
printf '%s\n' '{"id":"my docs/a b.txt","title":"A, \"b\"","text":"walnut"}' '{"id":"my_docs/a_b.txt","text":"walnut"}' \
  '{"id":"new\nline","title":"back\\slash\tand\u001b","text":"walnut","url":"https://e.org","date":"2024-05-06","lang":"en","topics":["nuts","a\tb"],"year":1999}' \
  '{"text":"walnut"}' '{"text":"walnut"}' > walnuts.jsonl
quern-index add -i index walnuts.jsonl 2> /dev/null
quern-index add -i walnuts walnuts.jsonl 2> /dev/null
query() {
  echo "\$ quern-query $*"
  quern-query -i "${index:-index}" "$@" 2>&1 | sed -E 's/\([0-9.]+ ms\)/(N ms)/; s/\x1b/^[/g' | tr '\0' '@'
  echo "exit ${PIPESTATUS[0]}"
}
query -l walnut
query -l0 walnut
query walnut -n 2 --ids --null
query --files walnut
query --files -0 walnut
query -l nosuchword
query --all-matches walnut
query --all-matches -0 walnut
query --all-matches -n 1 walnut
query --all-matches --offset 3 walnut
query --all-matches nosuchword
query --all-matches --strict '"walnut'
query --all-matches --files walnut
query -q walnut
query -q nosuchword
query -q '"walnut'
query -c walnut
query walnut -c
index=walnuts
query --format tsv walnut
query --format csv walnut
query --format csv nosuchword
query --format csv --strict '"walnut'
query --trec run walnut
query --format tsv --fields topics,year walnut
query --format csv --fields topics --fields lang -n 1 walnut
index=index
query --brief tide
COLUMNS=50 query --brief --color always tide
query --format=ids tide
query --format json -n 0 tide | sed -E 's/"(took|fetch)_us":[0-9.]+/"\1_us":0/g'
printf 'a\twalnut\nb\tnosuchword\nc\ttide\n' > queries.tsv
query --batch queries.tsv --format tsv -n 1 | cut -f 1,2,4-
query --batch queries.tsv -l -n 1
query --batch queries.tsv --brief -n 1
query --batch queries.tsv -q
query -i walnuts --format csv walnut | cut -d , -f 1,2,4

# What is printed leads back to the articles.
quern-query -i index -l0 walnut | quern-index delete -i index --ids-from - -0 2>&1 | sed -E 's/[0-9.]+ kB/N kB/'
quern-query -i index -q walnut
echo "exit $?"
quern-query -i index --files tide | grep -v notebook | xargs grep -c tide

query -0 tide
query -l --json tide
query -l -c tide
query --format xml tide
query --format trec tide
query --help syntax
quern-query --help syntax | awk 'length > 80'
quern-query --help | awk 'length > 79'
for command in add delete compact check info merge export salvage analyze; do quern-index $command --help; done | awk 'length > 79'
quern-index --help | awk 'length > 79'
