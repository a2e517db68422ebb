# SPDX-License-Identifier: MIT
# Articles chosen by a query: deleted, or what a dry run says of it; exported.
cat > articles.jsonl <<'E'
{"id":"a","title":"Tides","text":"moon and tide","topics":["sea"]}
{"id":"b","text":"moon","date":"2024-01-05"}
{"id":"c\u0007","text":"tide"}
{"id":"d","text":"something else"}
E
run() {
  echo "\$ quern-index $*"
  quern-index "$@" 2>&1 | sed -E 's/in [0-9.]+ (kB|bytes)/in N bytes/'
  echo "exit ${PIPESTATUS[0]}"
}
quern-index add -i index articles.jsonl 2> /dev/null
run export -i index --query 'moon OR tide'
run export -i index --query 'tide -moon'
run export -i index --query absent
run export -i index --query '"moon and' 
run export -i index --query '"moon and' --strict
run export -i index --strict
quern-index export -i index > all.jsonl
quern-index export -i index --query '*' | cmp - all.jsonl && echo "all articles match *"
run delete -i index --dry-run --query tide
run delete -i index --dry-run d absent
run delete -i index --query 'tide' --dry-run d
run delete -i index --query 'id:nosuch'
run delete -i index --strict --query '(moon'
run delete -i index --strict d
run delete -i missing --query tide
run delete -i missing --dry-run --query tide
quern-index export -i index | cmp - all.jsonl && echo "nothing was deleted"
run delete -i index --query tide
run export -i index
run delete -i index --query '*'
