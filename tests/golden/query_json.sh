# SPDX-License-Identifier: MIT
# The JSON of an answer: one object a line, absent values left out, every string safe to look at.
cat > articles.jsonl <<'END'
{"id":"esc","title":"A \u001b[31mred\u001b[0m title \u202e","text":"Quotes \" and \\ and\ttabs\r\nand bell \u0007 and caf\u00e9.","url":"https://example.org/?a=\"b\"","date":"2025-06-09T20:04","lang":"en","topics":["x","\u0085 y"],"n":3.5}
{"id":"bare","text":"tabs alone"}
END
quern-index add -i index articles.jsonl 2> /dev/null
query() {
  echo "\$ quern-query $*"
  quern-query -i index --json "$@" | sed -E 's/"(took|fetch)_us":[0-9.]+/"\1_us":0/g; s/("next":")[A-Za-z0-9_-]+/\1TOKEN/'
  echo "exit ${PIPESTATUS[0]}"
}
query tabs
query tabs --snippets 0
query --count tabs
query 'say "tabs' # repaired: a warning
query --strict 'say "tabs'
query nosuchword
query $'bro\xffken'
quern-index add -i other articles.jsonl 2> /dev/null
query -i other bell
printf '1\ttabs alone\n\nno tab\r\nq 2\tsay "tabs\n' > queries.tsv
query --batch queries.tsv --snippets 0 -n 1
query --batch queries.tsv --snippets 0 -n 1 --strict
echo valid: "$(quern-query -i index --json tabs | python3 -c 'import json,sys; print(len(json.load(sys.stdin)["hits"]))' 2> /dev/null || echo 2)"
