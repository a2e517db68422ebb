# SPDX-License-Identifier: MIT
# What may have been meant by a query that finds little, and which words no article has.
cat > articles.jsonl <<'END'
{"id":"1","text":"the tariffs on steel"}
{"id":"2","text":"tariffs on copper and steel"}
{"id":"3","text":"a harbour for copper"}
{"id":"4","text":"photosynthesis"}
END
quern-index add articles.jsonl > /dev/null 2>&1
run() {
  echo "\$ quern-query $*"
  quern-query "$@" 2>&1 | sed -E 's/\([0-9.]+ ms\)/(N ms)/; s/"(took|fetch)_us":[0-9.]+/"\1_us":0/g'
  echo "exit ${PIPESTATUS[0]}"
}
run tarrifs
run --brief tarrifs steel
# A list with a line is left alone.
run -l tarrifs steel
run --correct -l tarrifs
run --correct tariffs -l
run --correct --json -n 0 'copper "steel tarifs"'
run --json photosynthesys
run --json -n 0 xylophone AND copper
run --brief xylophone copper
run -l xylophone AND copper AND steel
run -l harbour AND steel AND tariffs
run -q tarrifs
run --trec run tarrifs
printf '1\ttarrifs\n2\tsteel\n' > batch.tsv
run -l --batch batch.tsv
run -l --correct --batch batch.tsv
cat > titles.jsonl <<'END'
{"id":"t1","title":"The salt road","text":"x"}
{"id":"t2","title":"The salt road","text":"y"}
{"id":"t3","title":"Salt and roads of France","text":"z"}
{"id":"t4","title":"Road works","text":"salt road"}
END
quern-index add titles.jsonl > /dev/null 2>&1
run --titles salt ro
run --titles -n 1 road
run --titles harbour
run --titles -l salt
