# SPDX-License-Identifier: MIT
# How arguments are read, what is refused, and the exit codes.
printf '{"id":"a","text":"Hassett spoke"}\n{"id":"b","text":"Hassett and Bessent spoke"}\n' > articles.jsonl
quern-index add -i index articles.jsonl 2> /dev/null
query() {
  echo "\$ quern-query $*"
  quern-query "$@" 2>&1 | sed -E 's/\([0-9.]+ ms\)/(N ms)/'
  echo "exit ${PIPESTATUS[0]}"
}
QUERN_INDEX=index query +Hassett -Bessent
query -iindex -n1 --snippets=0 hassett
query --index index -- -bessent hassett --limit
query -i index hassett --limit 1 --snippets 0 spoke
query -i index hassett -n 1
query -i index hassett -nordic -n1 -- -n
query -i index hassett -n
query -i index hassett -n many --trec run
query -i index hassett -Bessent --count
query --trec run hassett -i index
query -i index 'hassett NOT n' --trec run
query -i index --trec run hassett
query -i index --trec run -n 1 -- '-"hassett'
query -i index --all hassett bessent --count
query -i index --similar 1 --similar-file articles.jsonl
query -i index --similar 1 hassett
query -i index --similar nothing
query -i index --similar-file missing.txt
query -i index --similar-file articles.jsonl --limit 1 --ids
quern-query -i index --expand hassett --json --snippets 0 | sed -E 's/"(took|fetch)_us":[0-9.]+/"\1_us":0/g'
query -i index --expand --sort id hassett
query -i index --expand --similar a
query -i index --expand --count hassett
query -i index --min-match 2 hassett bessent absent --count
query -i index --min-match 67% hassett bessent absent --count
query -i index --min-match 34% hassett bessent absent --count
query -i index --min-match 3 hassett bessent absent --count
query -i index --min-match none hassett
query -i index --k1 0 --b 0 --rank bm25 --exhaustive hassett --snippets 0

query
query -i index
query -Bessent
query -nice hassett
query hassett --Bessent
query -i index --limt 3 hassett
query -i index -json hassett
query -i index --off 3 hassett
query -i index --co always hassett
query -i
query -i index --order date x
query -i index -n many x
query -i index -n -1 x
query -i index --b 2 x
query -i index --k1 x x
query -i index --rank worst x
query -i index --color x
query -i index --json=yes x
query -i index --trec 'two words' x
query -i index --trec a --json x
query -i index --batch missing.tsv
query -i index --batch missing.tsv words
query -i index --strict '"open'
query -i index '"open'
query -i index -- -bessent
query -i index --trec a --count x
quern-index add -i heavier --title-weight 3 articles.jsonl 2> /dev/null
query -i index -i heavier x # the same exit code as of quern-index merge, which refuses to merge them
query -i nowhere x
query x
mkdir -p index-data/index/other && query x
cp -r index damaged
for file in damaged/*; do printf 'XXXXXXXXXXXXXXXX' | dd of="$file" bs=1 seek=100 conv=notrunc 2> /dev/null; done
quern-query -i damaged hassett > /dev/null 2>&1
echo "damaged: exit $?"
quern-query -i index hassett > /dev/full 2> /dev/null
echo "full: exit $?"
quern-query -i index --help | head -1
quern-query --version
