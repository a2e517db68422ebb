# SPDX-License-Identifier: MIT
# Dates and fields: what restricts and what sorts, what an index has of them, and what is refused.
cat > articles.jsonl << 'END'
{"id":"a","text":"tide","date":"2025-06-09","words":300,"topic":"sea"}
{"id":"b","text":"tide tide","date":"2025-07-01T12:00","words":90,"topic":["moon","sea"]}
{"id":"c","text":"tide and ebb","date":"2024-12-31","words":1200}
{"id":"d","text":"a tide without a date","topic":"moon"}
END
quern-index add -i index articles.jsonl 2> /dev/null
query() {
  echo "\$ quern-query $*"
  quern-query -i index "$@" 2>&1 | sed -E 's/\([0-9.]+ ms\)/(N ms)/'
  echo "exit ${PIPESTATUS[0]}"
}
quern-index info -i index --columns | sed -n '/^columns/,$p'
quern-index info -i index --columns --json | grep -o '"columns":\[.*'
query --since 2025 -l tide
query --until 2025-06 -l tide
query --since 2025-06 --until 2025-06 tide --brief
query --since 2025-07-02 -l tide
query --since 1h -l tide
query --sort date -l tide
query --sort -date -l tide
query --sort words --limit 2 -l tide
query --sort -topic --sort id -l tide
query --sort id --offset 1 -l tide
query --sort score -l tide
query --sort -date --since 2025 --brief tide
query --sort -words --format tsv tide
query --since 2025 -c tide
query --boost words:log --brief tide
query --boost words:log --rank bm25 tide
query --recency 30d --sort date tide
query --recency soon tide
query --boost nothing --brief tide
query --since 2025 --all-matches tide
query --sort nothing -l tide

query --since 2025-13 tide
query --until 2024..2025 tide
query --since 7x tide
query --since "2025-06-09T20:04:05.$(printf '%0100d' 0)" -l tide
query --sort a --sort b --sort c --sort d --sort e --sort f --sort g --sort h --sort i tide
query --all-matches --sort date tide
query --all-matches -c tide
query --trec run --sort date tide
query -l --explain tide
query --brief --snippets 2 tide
query --format csv --count=exact tide
query --format count --count=none tide
query --threads 2 tide
