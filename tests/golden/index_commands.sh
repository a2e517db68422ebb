# SPDX-License-Identifier: MIT
# What the commands do to an index, seen through export, info and check.
export QUERN_INDEX=index
index() { # COMMAND...: its messages without times and sizes, and its exit code
  quern-index "$@" 2> messages; code=$?
  sed -E 's/ in [0-9.]+ s;/;/; s/ [0-9.]+ ([kM]B|bytes) written/ SIZE written/; s/articles? in [0-9.]+ [^ ]+ \(/articles (/' messages
  echo "exit $code"
}
number() { quern-index info --json | grep -o "\"$1\":[0-9]*"; }

echo "--- standard input, a file, a folder, gzip: mixed in one call"
mkdir -p folder/deeper
printf 'A text\n\nWith some words.\n' > folder/a.txt
printf -- '---\ntitle: A note\ndate: 9 June 2025\ntags: [one, two]\n---\n\n# A note\n\nMore *words*.\n' > folder/deeper/b.md
printf '{"id": 12345678901234567890, "title": "A record", "text": "Words again", "year": 1987}\n' | gzip > c.jsonl.gz
printf '[{"id": "d", "headline": "First", "body": "One"}, {"headline": "Second", "body": "Two"}]' > d.json
printf '{"id": "stdin", "text": "From a pipe"}\n' | index add folder c.jsonl.gz ./d.json -
quern-index export

echo "--- replacing; of equal ids the last wins"
printf '{"id": "d", "text": "Three"}\n{"id": "d", "text": "Four"}\n' | index add -
quern-index export | grep '"id":"d"'

echo "--- deleting"
index delete stdin absent
printf 'folder/a.txt\n\n12345678901234567890\n' | index delete --ids-from -
quern-index export
number articles

echo "--- what was exported can be added: the same articles"
quern-index export > exported.jsonl
quern-index add -i copy exported.jsonl 2> messages
quern-index export -i copy | diff exported.jsonl - && echo same
number articles

echo "--- where a text comes from is kept, by merging too"
printf '{"id":"m","text":"own menu","source_map":[{"at":0,"line":3,"heading":1},{"at":4,"own":false}]}\n' > mapped.jsonl
printf '{"id":"n","text":"own","source_map":[{"at":4}]}\n{"id":"o","text":"own"}\n' >> mapped.jsonl
index add -i mapped mapped.jsonl
printf '{"id":"o","text":"own"}\n' | quern-index add -i mapped - 2> messages
quern-index compact -i mapped 2> messages
quern-index export -i mapped

echo "--- merging and compacting"
printf '{"id": "d", "text": "Five"}\n{"id": "e", "text": "Six"}\n' | quern-index add -i other - 2> messages
index merge other
quern-index export
index compact
number articles
number deleted
number segments
quern-index check > checked
echo "exit $?"

echo "--- indexes with other settings do not merge"
quern-index add -i heavier --title-weight 3 exported.jsonl 2> messages
index merge heavier

echo "--- paths from a list, their own commits"
printf 'folder/a.txt\0folder/deeper/b.md\0' | index add --force -0 --files-from - --commit-every 1
number articles

echo "--- the same bytes, whatever the threads"
quern-index add -i one --threads 1 "$SAMPLES" 2> messages
quern-index add -i two --threads 2 "$SAMPLES" 2> messages
(cd one && cat ./*.segment) | cmp - <(cd two && cat ./*.segment) && echo equal

echo "--- an index below a folder that is added is left out"
mkdir nest
printf 'A text\n\nIn a nest.\n' > nest/a.txt
quern-index add -i nest/index nest 2> messages
cp -r nest/index nest/other
quern-index add -i nest/index nest/* nest 2> messages
echo "exit $?"
grep -v -e ' added' messages
quern-index export -i nest/index
