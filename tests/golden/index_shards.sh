# SPDX-License-Identifier: MIT
# Growing by shards: eight processes index their part side by side; the indexes become one as they are, and compacting
# that gives the bytes of indexing everything in order.
write_articles() { # SHARD
  awk -v shard="$1" 'BEGIN {
    state = shard * 7919
    for (i = 0; i < 120; i++) {
      text = ""
      for (word = 0; word < 200; word++) {
        state = (state * 1103 + 12345) % 1048573
        text = text " w" (word % 3 ? state % 4001 : state % 31)
      }
      printf "{\"id\": \"%d\", \"title\": \"Article %d\", \"text\": \"%s.\"}\n", shard * 119 + i, i, text
    }
  }'
}
for shard in 0 1 2 3 4 5 6 7; do write_articles $shard > $shard.jsonl; done
cat > Makefile <<'END'
all: $(patsubst %.jsonl,shard%,$(wildcard *.jsonl))
shard%: %.jsonl
	@quern-index add -i $@ --threads 1 $< 2> /dev/null
END
number() { quern-index info -i "$1" --json | grep -o "\"$2\":[0-9]*"; }

echo "--- built side by side; the first article of each is the last of the one before, and replaces it"
unset MAKEFLAGS MFLAGS MAKELEVEL
"${MAKE:-make}" -j8 && ls -d shard*

echo "--- merged: the segments are those of the shards"
quern-index merge -i all shard? 2> /dev/null
number all articles
number all segments
for shard in shard?; do cmp $shard/*.segment "all/$(basename $shard/*.segment)"; done
quern-index check -i all > /dev/null && echo undamaged

echo "--- compacted: the bytes of indexing all in order"
quern-index compact -i all 2> /dev/null
quern-index add -i ordered [0-7].jsonl 2> /dev/null
number all articles
number all segments
cmp all/*.segment ordered/*.segment && echo equal
