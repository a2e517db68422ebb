# SPDX-License-Identifier: MIT
# Filters on columns in a query: what they find, and what is said of what they are not.
cat > articles.jsonl <<'END'
{"id":"docs/a.md","title":"Cocoa","date":"2025-06-09","topics":["cocoa","New York"],"price":12.5,"text":"Cocoa prices rose on the exchange."}
{"id":"docs/talks/b.md","title":"Coffee","date":"2025-07-01","topics":["coffee"],"price":5,"Shelf":"x","text":"Coffee prices fell on the exchange."}
{"id":"c.txt","title":"Tea","date":"2024-01-15","topics":"tea","price":30,"lang":"en","text":"Tea prices were stable; a price is cheap today."}
END
quern-index add -i index articles.jsonl 2> /dev/null
query() {
  echo "\$ quern-query $*"
  quern-query -i index --ids "$@" 2>&1
  echo "exit $?"
}
query topics:cocoa
query 'Topics:"New York"'
query 'prices price:10..20'
query 'price:>=12.5'
query 'price:<12.5'
query date:2025-06-09
query date:2025-06..2025-07
query date:..2024
query 'prices -topics:tea'
query shelf:x
query 'path:docs/**'
query 'path:talks OR id:c.txt'
query '(price:5 OR topics:tea) AND NOT date:2024'
query -- '-price:5 -topics:tea'
query '+prices (topics:cocoa OR topics:coffee) date:2025-07..'
query prices author:x
query price:cheap
query date:yesterdayish
query 'price: 30'
query price:
query 'prices price:5^2'
query title:topics:tea
query price:20..10
query --strict prices price:cheap
query http://x 12:30 'C:\x' std::vector
query --words topics:tea
echo "\$ quern-query --json"
quern-query -i index --json --count=only 'TOPICS:"New York" price:"10..20" -date:2024-01 path:"docs/**"' | grep -o '"parsed":"[^:]*:[^}]*"total'
echo '$ quern-index export --query'
quern-index export -i index --query 'price:>=30' | grep -o '"id":"[^"]*"'
